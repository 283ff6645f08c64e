"""A long task on another thread: how far it is, and the way to stop it."""

from __future__ import annotations

import threading
import time

from PySide6.QtCore import QObject, Signal

from kiosk.errors import Cancelled

_EVERY_S = 0.1


class LongTask(QObject):
    """Is called by the work with how far it is; raises Cancelled there once it was stopped.

    Signals:
        progressed: how many steps are done, and of how many.
    """

    progressed = Signal(int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stopped = threading.Event()
        self._shown_at = 0.0

    def stop(self) -> None:
        """Stop the work at its next step."""
        self._stopped.set()

    def __call__(self, done: int, total: int) -> None:
        """Report a step from the thread of the work."""
        if self._stopped.is_set():
            raise Cancelled
        now = time.monotonic()
        if done == total or now - self._shown_at >= _EVERY_S:
            self._shown_at = now
            self.progressed.emit(done, total)
