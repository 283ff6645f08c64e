"""A digit or plus that is typed alone into an empty field: it means a number, not a ticket."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

_KEYS = frozenset("123456789+")
ALONE_MS = 300  # a hand scanner, and who types a ticket number, is at the next key by then


class LoneKey(QObject):
    """Watches a field.

    Signals:
        pressed: a key that stayed alone; the field is empty again.
    """

    pressed = Signal(str)

    def __init__(self, field: QLineEdit, *, alone_ms: int = ALONE_MS) -> None:
        super().__init__(field)
        self._field = field
        self._key = ""
        self._alone = QTimer(self, singleShot=True, interval=alone_ms)
        self._alone.timeout.connect(self._told)
        field.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Note a key on its way into the empty field; it is typed all the same."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            lone = event.text() in _KEYS and not self._field.text() and not event.isAutoRepeat()
            self._key = event.text() if lone else ""
            if lone:
                self._alone.start()
            else:
                self._alone.stop()
        return False

    def _told(self) -> None:
        if self._key and self._field.text() == self._key:
            self._field.clear()
            self.pressed.emit(self._key)
        self._key = ""
