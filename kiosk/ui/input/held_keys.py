"""What keys do before it is known whose they are: text in a field, or kept back elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from shiboken6 import isValid


@dataclass(frozen=True, slots=True)
class Field:
    """A field as it was before a key."""

    edit: QLineEdit
    text: str
    cursor: int

    def restore(self) -> None:
        """Put it back so, if it is still there."""
        if isValid(self.edit):
            self.edit.setText(self.text)
            self.edit.setCursorPosition(self.cursor)

    def take_back(self, text: str) -> bool:
        """Put it back so and on, if it holds this text still; return whether it did."""
        if not isValid(self.edit) or self.edit.text() != text:
            return False
        self.restore()
        if self.edit.isVisible():
            self.edit.setFocus()
        return True

    @property
    def is_secret(self) -> bool:
        """Whether it hides what is typed."""
        return self.edit.echoMode() is not QLineEdit.EchoMode.Normal


def field_in_focus() -> Field | None:
    """Return the field that a key goes into now."""
    edit = QApplication.focusWidget()
    if not isinstance(edit, QLineEdit):
        return None
    return Field(edit, edit.text(), edit.cursorPosition())


class Touched:
    """The fields that keys went into, as each key met them."""

    def __init__(self) -> None:
        self._before: list[Field | None] = []

    def add(self, before: Field | None) -> None:
        """Note the field that the next key goes into, as it was; None where it goes into none."""
        self._before.append(before)

    def restore(self, begins: int) -> None:
        """Put each field back as the key at that place, and all after it, met it first."""
        for one in reversed(self._before[begins:]):
            if one is not None:
                one.restore()
        self.clear()

    @property
    def has_fields(self) -> bool:
        """Whether a key went into a field."""
        return any(one is not None for one in self._before)

    def clear(self) -> None:
        """Forget them."""
        self._before.clear()


class HeldBack:
    """Keys that wait for what follows."""

    def __init__(self) -> None:
        self._keys: list[QKeyEvent] = []
        self.sending = False

    def keep(self, key: QKeyEvent) -> None:
        """Keep a key back."""
        self._keys.append(key.clone())

    def discard(self) -> None:
        """Give them to nobody."""
        self._keys.clear()

    def send(self) -> None:
        """Give them to what they were for."""
        keys, self._keys = self._keys, []
        self.sending = True
        for key in keys:
            if (widget := QApplication.focusWidget() or QApplication.activeWindow()) is not None:
                QApplication.sendEvent(widget, key)
                _let_go(widget, key)
        self.sending = False


def _let_go(widget: QWidget, key: QKeyEvent) -> None:
    """Let the space bar go of a button: it was, before the button was told that it is down."""
    if isinstance(widget, QAbstractButton) and key.key() == Qt.Key.Key_Space:
        up = QKeyEvent(QEvent.Type.KeyRelease, key.key(), key.modifiers(), key.text())
        QApplication.sendEvent(widget, up)
