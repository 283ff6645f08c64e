"""Has people counted again while somebody looks: at most once a second, never beside a scan."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer

from kiosk.ui.background import Runner
from kiosk.ui.headcount_page import HeadcountPage

if TYPE_CHECKING:  # SQLite comes with it: imported after the first window
    from kiosk.reports.headcount import Glance

_log = logging.getLogger(__name__)

EVERY_MS = 1000


class Counter(Protocol):
    """Counts over a connection of its own; all of it runs on the runner's thread."""

    def look(self) -> Glance | None:
        """Count again; None as long as nothing was written and the figure is not old."""
        ...


class Counting(QObject):
    """Asks for a new figure as long as the page is shown; one question at a time."""

    def __init__(
        self,
        page: HeadcountPage,
        counter: Counter,
        runner: Runner,
        *,
        every_ms: int = EVERY_MS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._counter = counter
        self._runner = runner
        self._asked = False
        self._tick = QTimer(self, interval=every_ms)
        self._tick.timeout.connect(self.look)
        page.came.connect(self._start)
        page.went.connect(self._tick.stop)

    def look(self) -> None:
        """Ask for a new figure, unless one is on its way."""
        self._page.grow_older()
        if not self._asked:
            self._asked = True
            self._runner.submit(self._counter.look, self._counted, self._failed)

    def _start(self) -> None:
        self._tick.start()
        self.look()

    def _counted(self, seen: Glance | None) -> None:
        self._asked = False
        if seen is not None:
            self._page.show_glance(seen)

    def _failed(self, error: Exception) -> None:
        self._asked = False
        _log.warning("people could not be counted", exc_info=error)
        self._page.show_failure()
