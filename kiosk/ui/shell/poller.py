"""Asks for something anew as long as somebody looks: one question at a time, off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer

from kiosk.ui.shell.worker import Runner

T = TypeVar("T")

EVERY_MS = 1000


class Poller(QObject, Generic[T]):
    """Looks now and then from `start` to `stop`; what it finds is shown, None is nothing new."""

    def __init__(
        self,
        look: Callable[[], T | None],
        show: Callable[[T], None],
        failed: Callable[[Exception], None],
        runner: Runner,
        *,
        every_ms: int = EVERY_MS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._show = show
        self._tell = failed
        self._runner = runner
        self._asked = False
        self._tick = QTimer(self, interval=every_ms)
        self._tick.timeout.connect(self.look)

    def start(self) -> None:
        """Look from now on."""
        self._tick.start()
        self.look()

    def stop(self) -> None:
        """Look no more."""
        self._tick.stop()

    def look(self) -> None:
        """Look once, unless an answer is on its way."""
        if not self._asked:
            self._asked = True
            self._runner.submit(self._look, self._found, self._failed)

    def _found(self, found: T | None) -> None:
        self._asked = False
        if found is not None:
            self._show(found)

    def _failed(self, error: Exception) -> None:
        self._asked = False
        self._tell(error)
