"""Undecided keys, of a scanner or a person: restorable in a field, delayed elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from shiboken6 import isValid

PASSES_LETTERS_TO = "passesLettersTo"
"""The property of a field for numbers: the field that gets its typed letters."""


@dataclass(frozen=True, slots=True)
class Field:
    """The state of a field before a key, and of the `other` field to which it passes letters on."""

    edit: QLineEdit
    text: str
    cursor: int
    other: Field | None = None

    def restore(self) -> None:
        """Restore the field, if it still exists."""
        if self.other is not None:
            self.other.restore()
        if isValid(self.edit):
            self.edit.setText(self.text)
            self.edit.setCursorPosition(self.cursor)

    def restore_if_unchanged(self, text: str) -> bool:
        """Restore the field and focus it, if it still has this text; return whether it did."""
        if not isValid(self.edit) or self.edit.text() != text:
            return False
        self.restore()
        if self.edit.isVisible():
            self.edit.setFocus()
        return True

    @property
    def is_secret(self) -> bool:
        """True if the field hides its text."""
        return self.edit.echoMode() is not QLineEdit.EchoMode.Normal


def field_in_focus() -> Field | None:
    """Return the state of the focused field, None if no field is focused."""
    edit = QApplication.focusWidget()
    if not isinstance(edit, QLineEdit):
        return None
    other = edit.property(PASSES_LETTERS_TO)
    return _state_of(edit, _state_of(other) if isinstance(other, QLineEdit) else None)


def _state_of(edit: QLineEdit, other: Field | None = None) -> Field:
    return Field(edit, edit.text(), edit.cursorPosition(), other)


class Touched:
    """The states of the fields before each of the keys."""

    def __init__(self) -> None:
        self._before: list[Field | None] = []

    def add(self, before: Field | None) -> None:
        """Add the state of the field before a key; None if the key goes to no field."""
        self._before.append(before)

    def restore(self, begins: int) -> None:
        """Restore each field to its state before the key at place `begins` and all later keys."""
        for one in reversed(self._before[begins:]):
            if one is not None:
                one.restore()
        self.clear()

    @property
    def has_fields(self) -> bool:
        """True if any key went into a field."""
        return any(one is not None for one in self._before)

    def clear(self) -> None:
        """Forget all states."""
        self._before.clear()


class HeldBack:
    """Delayed keys."""

    def __init__(self) -> None:
        self._keys: list[QKeyEvent] = []
        self.sending = False

    def keep(self, key: QKeyEvent) -> None:
        """Delay a key."""
        self._keys.append(key.clone())

    def discard(self) -> None:
        """Drop the keys."""
        self._keys.clear()

    def send(self) -> None:
        """Send the keys to the focused widget."""
        keys, self._keys = self._keys, []
        self.sending = True
        for key in keys:
            if (widget := QApplication.focusWidget() or QApplication.activeWindow()) is not None:
                QApplication.sendEvent(widget, key)
                _let_go(widget, key)
        self.sending = False


def _let_go(widget: QWidget, key: QKeyEvent) -> None:
    """Release the space bar on a button: the real release came before the delayed press."""
    if isinstance(widget, QAbstractButton) and key.key() == Qt.Key.Key_Space:
        up = QKeyEvent(QEvent.Type.KeyRelease, key.key(), key.modifiers(), key.text())
        QApplication.sendEvent(widget, up)
