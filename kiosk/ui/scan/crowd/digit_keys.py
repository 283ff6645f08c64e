"""Digits that each count people, separated from those of a hand scanner."""

from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.ui.input.key_sequence import PACE

_WAIT_MS = PACE.person_ms + 15


class DigitKeys(QObject):
    """Passes on a digit if no other one follows as fast as only a hand scanner types.

    The filter of hand scanners takes bursts of six keys or more; this one drops shorter bursts.

    Signals:
        chosen: the digit.
    """

    chosen = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._digit = 0
        self._at_ms: int | None = None
        self._wait = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._wait.timeout.connect(self.settle)

    def press(self, digit: int, at_ms: int) -> None:
        """Take a digit that was pressed at a time (ms)."""
        burst = self._at_ms is not None and 0 <= at_ms - self._at_ms <= PACE.person_ms
        self._at_ms = at_ms
        if burst:
            self.drop()
            return
        self.settle()
        self._digit = digit
        self._wait.start()

    def settle(self) -> None:
        """Pass on the digit that waits, if there is one."""
        digit = self._digit
        self.drop()
        if digit:
            self.chosen.emit(digit)

    def drop(self) -> bool:
        """Drop the digit that waits; return whether there was one."""
        waited, self._digit = bool(self._digit), 0
        self._wait.stop()
        return waited
