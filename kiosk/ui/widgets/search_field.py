"""The search field: arrow keys and Enter go to the list of results."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

_MAX_LENGTH = 100
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 5, Qt.Key.Key_PageUp: -5}


def is_typed(event: QKeyEvent) -> bool:
    """Return whether a key types a character: no command, no space."""
    commands = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier
    text = event.text()
    return bool(text.strip()) and text.isprintable() and not event.modifiers() & commands


class SearchField(QLineEdit):
    """Keeps the focus while arrow keys move the selection in the results.

    Signals:
        stepped: the number of rows to move down, negative for up.
        entered: Enter was pressed.
    """

    stepped = Signal(int)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, maxLength=_MAX_LENGTH)
        self.setObjectName("search")

    @property
    def typed(self) -> str:
        """The text, without spaces around it."""
        return self.text().strip()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pass on the keys for the results."""
        if event.key() in _STEPS:
            self.stepped.emit(_STEPS[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)
