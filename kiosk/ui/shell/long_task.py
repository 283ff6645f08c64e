"""A long task on another thread: its progress, and a way to stop it."""

import threading
import time

from PySide6.QtCore import QObject, Signal

from kiosk.errors import Cancelled

_EVERY_S = 0.1


class LongTask(QObject):
    """The work calls this with its progress; it raises Cancelled there once the task was stopped.

    Signals:
        progressed: how many steps are done, and of how many.
        packed: the part of its file that is packed after the steps, in per cent.
    """

    progressed = Signal(int, int)
    packed = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stopped = threading.Event()
        self._shown_at = 0.0

    def stop(self) -> None:
        """Stop the work at its next step."""
        self._stopped.set()

    def __call__(self, done: int, total: int) -> None:
        """Report a step from the thread of the work."""
        if self._is_due() or done == total:
            self.progressed.emit(done, total)

    def pack(self, part: float) -> None:
        """Report the part of the file that is packed (0 to 1), from the thread of the work."""
        if self._is_due():
            self.packed.emit(round(100 * part))

    def _is_due(self) -> bool:
        """Return whether the last report is some time ago; raise Cancelled if it was stopped."""
        if self._stopped.is_set():
            raise Cancelled
        now = time.monotonic()
        if now - self._shown_at < _EVERY_S:
            return False
        self._shown_at = now
        return True
