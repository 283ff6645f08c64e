"""A field for several short names: each becomes a chip, by Enter or by a comma."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QSizePolicy, QWidget

from kiosk.domain.setting_values import added_names
from kiosk.ui.widgets.flow_layout import FlowLayout
from kiosk.ui.widgets.labels import named

_FIELD_PX = 220  # pixels, where the next name is typed
_LONGEST = 60
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_REMOVE = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class ChipField(QWidget):
    """Shows names as chips, and a field for the next one.

    A chip that is pressed becomes text again, to be corrected. Backspace in an empty field does
    that with the last one. The arrow keys go to the chips, where Delete removes one; Tab skips
    them.

    Signals:
        changed: the names changed.
        entered: Enter was pressed in the empty field.
    """

    changed = Signal()
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self._chips: list[_Chip] = []
        self._field = _NameField(self)
        self._field.textEdited.connect(self._part)
        self._field.entered.connect(self._enter)
        self._field.emptied.connect(lambda: self._correct(len(self._names) - 1))
        self._field.leftwards.connect(lambda: self._go_to(len(self._chips) - 1))
        self._flow = FlowLayout(self)
        self._flow.addWidget(self._field)
        self.setFocusProxy(self._field)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def names(self) -> tuple[str, ...]:
        """All names, with the one that is still being typed."""
        return added_names(self._names, self._field.text())

    @property
    def chips(self) -> tuple[str, ...]:
        """The names that are chips, without the one that is still being typed."""
        return self._names

    def show_names(self, names: Sequence[str]) -> None:
        """Show other names."""
        self._field.clear()
        self._set(tuple(names))

    def setAccessibleName(self, name: str) -> None:
        """Name the field for a screen reader."""
        super().setAccessibleName(name)
        self._field.setAccessibleName(name)

    def setPlaceholderText(self, text: str) -> None:
        """Show a hint in the empty field."""
        self._field.setPlaceholderText(text)

    def _part(self, text: str) -> None:
        """Make a chip of the text before a comma; the rest is still being typed."""
        last = max(text.rfind(mark) for mark in ",;|")
        if last >= 0:
            self._field.setText(text[last + 1 :].lstrip())
            self._set(added_names(self._names, text[:last]))
        else:
            self.changed.emit()

    def _enter(self) -> None:
        if self._field.text().strip():
            names = self.names
            self._field.clear()
            self._set(names)
        else:
            self.entered.emit()

    def _correct(self, place: int) -> None:
        """Turn a chip into text again; the unfinished text becomes a chip."""
        if place < 0:
            return
        name = self._names[place]
        others = tuple(each for each in self.names if each != name)
        self._field.setText(name)
        self._set(others)
        self._field.setFocus()
        self._field.selectAll()

    def _go_to(self, place: int) -> None:
        """Put the focus on a chip, or behind the last one in the field."""
        stops: list[QWidget] = [*self._chips, self._field]
        if 0 <= place < len(stops):
            stops[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _remove(self, place: int) -> None:
        self._set(tuple(each for each in self._names if each != self._names[place]))
        self._field.setFocus()

    def _set(self, names: tuple[str, ...]) -> None:
        self._names = names
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [self._chip(place, name) for place, name in enumerate(names)]
        self.updateGeometry()
        self.changed.emit()

    def _chip(self, place: int, name: str) -> _Chip:
        chip = _Chip(name, self)
        chip.clicked.connect(lambda: self._correct(place))
        chip.removed.connect(lambda: self._remove(place))
        chip.moved.connect(lambda step: self._go_to(place + step))
        self._flow.insert(place, chip)
        chip.show()
        return chip


class _Chip(QPushButton):
    """A name that can be corrected by pressing it, or removed by Delete."""

    removed = Signal()
    moved = Signal(int)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(f"{name.replace('&', '&&')}  ✎", parent, autoDefault=True)
        label = QCoreApplication.translate("Chips", "Change {name}").format(name=name)
        named("chip", self, focusPolicy=Qt.FocusPolicy.ClickFocus, accessibleName=label)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remove the name by Delete or Backspace; go to the next chip by an arrow key."""
        if event.key() in _REMOVE:
            self.removed.emit()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.moved.emit(1 if event.key() == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)


class _NameField(QLineEdit):
    entered = Signal()
    emptied = Signal()
    leftwards = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, maxLength=_LONGEST * 4)
        named("chipField", self)
        self.setMinimumWidth(_FIELD_PX)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Make a chip by Enter; turn the last chip into text by Backspace."""
        if event.key() in _ENTER:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Backspace and not self.text():
            self.emptied.emit()
        elif event.key() == Qt.Key.Key_Left and not self.text():
            self.leftwards.emit()
        else:
            super().keyPressEvent(event)
