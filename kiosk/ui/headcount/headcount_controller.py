"""Refreshes the headcount page once a second while it is visible, on a worker thread."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from kiosk.domain.roles import ALL_DOORS_OPEN, HOLD
from kiosk.ui.headcount.headcount_interface import HeadcountBackend
from kiosk.ui.headcount.headcount_page import HeadcountPage
from kiosk.ui.headcount.wall_view import WallView, wall_screen
from kiosk.ui.shell.poller import EVERY_MS, Poller
from kiosk.ui.shell.room_controller import RoomController
from kiosk.ui.shell.ui_context import UiContext
from kiosk.ui.shell.worker import Runner

if TYPE_CHECKING:  # it imports SQLite: imported after the first window
    from kiosk.reports.headcount_report import HeadcountReport

_ORGANISATIONS_MS = 60_000
_log = logging.getLogger(__name__)


class HeadcountController(RoomController[HeadcountBackend]):
    """Polls as long as the page is visible, and updates the age of the figure shown."""

    def __init__(
        self,
        ui: UiContext[HeadcountBackend],
        page: HeadcountPage,
        backend: HeadcountBackend,
        runner: Runner,
        *,
        every_ms: int = EVERY_MS,
    ) -> None:
        super().__init__(ui, page)
        self._page = page
        self._runner = runner
        self._loading = False
        self._wall: WallView | None = None
        self._report: HeadcountReport | None = None
        self._poller = Poller(
            partial(runner.submit, backend.poll_headcount),
            self._show,
            self._failed,
            every_ms=every_ms,
            parent=self,
        )
        self._tick = QTimer(self, interval=every_ms)
        self._tick.timeout.connect(page.update_age)
        page.appeared.connect(page.update_age)
        page.appeared.connect(self._tick.start)
        page.disappeared.connect(self._tick.stop)
        self._poller.run_while_visible(page)
        self._poll_organisations(backend)
        page.disappeared.connect(self._go_on_for_wall)
        page.appeared.connect(self._load_charts)
        page.wall_asked.connect(self.show_wall)
        page.doors.hold_asked.connect(lambda held: self._order(HOLD, held))
        page.doors.opening_asked.connect(lambda opened: self._order(ALL_DOORS_OPEN, opened))

    def poll(self) -> None:
        """Ask for a new figure, unless one is on its way."""
        self._page.update_age()
        self._poller.poll()

    def _poll_organisations(self, backend: HeadcountBackend) -> None:
        """Ask less often for the organisations: they are read from all tickets that came."""
        poller: Poller[Mapping[str, int]] = Poller(
            partial(self._runner.submit, backend.organisations),
            self._page.show_organisations,
            _not_read,
            every_ms=_ORGANISATIONS_MS,
            parent=self,
        )
        poller.run_while_visible(self._page)

    def show_wall(self) -> None:
        """Show the headcount on a full screen: another one than the window's, if there is one."""
        if self._wall is not None:
            self._wall.activateWindow()
            return
        wall = self._wall = WallView(self._ui.theme, self._window)
        wall.closed.connect(self._wall_closed)
        if self._report is not None:
            wall.show_report(self._report, self._words)
        wall.show_on(wall_screen(self._window.screen()))

    def _wall_closed(self) -> None:
        self._wall = None
        if not self._page.isVisible():
            self._poller.stop()

    def _go_on_for_wall(self) -> None:
        """Continue to count while the large screen shows it and the page does not."""
        if self._wall is not None:
            self._poller.start()

    def _show(self, report: HeadcountReport) -> None:
        self._report = report
        self._page.show_report(report)
        if self._wall is not None:
            self._wall.show_report(report, self._words)

    def _load_charts(self) -> None:
        """Load the charts at the first showing of the page, off the GUI thread."""
        if not self._loading:
            self._loading = True
            # pyqtgraph takes a second to load
            load = partial(import_module, "kiosk.ui.headcount.day_charts")
            self._runner.submit(load, self._add_charts, _not_loaded)

    def _add_charts(self, module: ModuleType) -> None:
        self._page.add_charts(module.DayCharts(self._ui.theme))

    def _order(self, setting: str, on: bool) -> None:
        self._client.ask(
            lambda backend: backend.order_doors(setting, on),
            lambda _: self.poll(),
            self._refused,
            once=setting,
        )

    def _refused(self, error: Exception) -> None:
        self._page.doors.show_trouble(self._error_text(error))

    def _failed(self, error: Exception) -> None:
        _log.warning("people could not be counted", exc_info=error)
        self._page.show_failure()


def _not_read(error: Exception) -> None:
    _log.warning("the organisations could not be counted", exc_info=error)


def _not_loaded(error: Exception) -> None:
    _log.warning("the charts could not be loaded", exc_info=error)
