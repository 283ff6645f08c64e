"""The worker threads of one part of the window, which stop together."""

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject

from kiosk.ui.shell.worker import ThreadRunner

_log = logging.getLogger(__name__)


class Workers(QObject):
    """Makes worker threads, and stops them after their work."""

    def __init__(self, stop_s: float, parent: QObject) -> None:
        """`stop_s` is the longest wait for one thread, in seconds."""
        super().__init__(parent)
        self._stop_s = stop_s
        self._runners: list[tuple[ThreadRunner, Callable[[], None] | None]] = []

    def new(self, close: Callable[[], None] | None = None) -> ThreadRunner:
        """Return a new thread; `close` is its last work."""
        runner = ThreadRunner(self)
        self._runners.append((runner, close))
        return runner

    def stop(self) -> None:
        """Stop all threads after their work."""
        for runner, close in self._runners:
            if close is not None:
                runner.submit(close, lambda _: None, _not_closed)
            runner.close(self._stop_s)


def _not_closed(error: Exception) -> None:
    _log.error("a connection of a worker thread could not be closed", exc_info=error)
