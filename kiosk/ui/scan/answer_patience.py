"""Counts the results that are on their way, and reports a slow one."""

from PySide6.QtCore import QObject, QTimer, Signal


class AnswerPatience(QObject):
    """Waits for the results of scans.

    Signals:
        slow: a result takes long.
    """

    slow = Signal()

    def __init__(self, patience_ms: int, parent: QObject) -> None:
        super().__init__(parent)
        self._awaited = 0
        self._timer = QTimer(self, singleShot=True, interval=patience_ms)
        self._timer.timeout.connect(self.slow)

    def expect(self) -> None:
        """Wait for one more result."""
        self._awaited += 1
        self._timer.start()

    def note(self) -> None:
        """Note that a result came."""
        self._awaited = max(0, self._awaited - 1)
        if self._awaited:
            self._timer.start()
        else:
            self._timer.stop()
