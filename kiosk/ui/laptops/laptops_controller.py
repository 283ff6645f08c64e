"""Wires the page of the laptops: sticks, exchanges, the second copy, replacements."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal

from kiosk.domain.clock_check import WRONG_MS
from kiosk.ui.laptops.closing_controller import ClosingController
from kiosk.ui.laptops.exchange_controller import ExchangeController
from kiosk.ui.laptops.laptops_interface import LaptopsBackend
from kiosk.ui.laptops.laptops_page import LaptopsPage
from kiosk.ui.laptops.replace_controller import ReplaceController
from kiosk.ui.laptops.replace_texts import replacement
from kiosk.ui.laptops.silence_texts import blind_spots, clock_warning, copies_line
from kiosk.ui.laptops.stick_bar import StickBar, StickBars
from kiosk.ui.laptops.stick_watcher import StickWatch
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.shell.main_window import Guard
from kiosk.ui.shell.page_keys import PAGE_KEYS
from kiosk.ui.shell.poller import Poller
from kiosk.ui.shell.room_controller import RoomController
from kiosk.ui.shell.ui_context import UiContext
from kiosk.ui.shell.worker import Workers
from kiosk.ui.station.health_monitor import HealthMonitor
from kiosk.ui.style.accessibility import announce

if TYPE_CHECKING:  # it imports SQLite: imported after the first window
    from kiosk.reports.laptops import Laptops

_log = logging.getLogger(__name__)
_STOP_S = 3.0
_OFTEN_MS = 5_000
_AGING_MS = 5_000


class LaptopsController(RoomController[LaptopsBackend]):
    """Adds the page of the laptops and watches for sticks, until it is stopped.

    Signals:
        moved: this station took the gate of a laptop that it replaces (`StationContext`).
    """

    moved = Signal(object)

    def __init__(
        self,
        ui: UiContext[LaptopsBackend],
        scan: ScanPage,
        *,
        guard: Guard | None,
        often_ms: int = _OFTEN_MS,
    ) -> None:
        """`guard` asks an organiser before everyone is checked out; None if no PIN is needed."""
        super().__init__(ui)
        window = ui.window
        self._guard = guard
        self._often_ms = often_ms
        self.page = LaptopsPage(scan.context, ui.words, ui.now, ui.theme, window.pages)
        beside, above = StickBar(), StickBar()
        self._bars = StickBars(beside, above, parent=self)
        self._copied_at: int | None = None
        self._laptops: Laptops | None = None
        self._health: HealthMonitor | None = None
        self._aging = QTimer(self, interval=_AGING_MS)
        self._exchanges: ExchangeController | None = None
        self._watch: StickWatch | None = None
        self._workers = Workers(_STOP_S, self)
        self._scan = scan
        scan.preview.dock(beside)
        window.bar.dock(above)
        self.page.appeared.connect(lambda: above.suppress(True))
        self.page.disappeared.connect(lambda: above.suppress(False))
        scan.retranslated.connect(self._warn)
        window.add_page("laptops", self.page, *PAGE_KEYS["laptops"], guard=self._exchange_or_show)
        ui.client.ask(lambda backend: backend, self._begin, _not_begun)

    def stop(self) -> None:
        """Stop the threads after their work."""
        if self._watch is not None:
            self._watch.poller.stop()
        self._workers.stop()

    def offer_setup(self, go: Callable[[], None]) -> None:
        """Show the button to set up other laptops."""
        self.page.setup_asked.connect(go)
        self.page.offer_setup()

    def report_to(self, health: HealthMonitor) -> None:
        """Add lines to the health monitor: silent laptops, replacements, and copies."""
        self._health = health
        health.add(lambda words: blind_spots(self._laptops, self._ui.now(), words))
        health.add(lambda words: replacement(self._laptops, words))
        health.add(lambda words: copies_line(self._copied_at, self._laptops, words))

    def _copied(self, at: int | None) -> None:
        self._copied_at = at
        self._refresh_status()

    def _on_states(self, laptops: Laptops) -> None:
        self._laptops = laptops
        self._warn()
        self._refresh_status()

    def _warn(self) -> None:
        """Show a notice over the whole width if this laptop's clock is wrong."""
        wrong = self._clock_wrong_ms()
        now, context = self._ui.now(), self._scan.context
        text = "" if wrong is None else clock_warning(wrong, now, context, self._words)
        notice = self._window.notice
        if text and text != notice.text():
            announce(notice, text)
        notice.show_text(text)

    def _clock_wrong_ms(self) -> int | None:
        """Return the correction (ms) that this clock needs, None if it is small or unknown."""
        if self._laptops is not None and self._laptops.clock_wrong_ms is not None:
            return self._laptops.clock_wrong_ms
        health = self._health.health if self._health is not None else None
        off_ms = -health.clock_off_ms if health is not None else 0
        return off_ms if abs(off_ms) > WRONG_MS else None

    def _update_ages(self) -> None:
        self._warn()
        self.page.update_ages()
        self._refresh_status()

    def _refresh_status(self) -> None:
        if self._health is not None:
            self._health.refresh()

    def _exchange_or_show(self, show: Callable[[], None]) -> None:
        """Exchange if a stick is offered for this key; else show the page."""
        if self._exchanges is not None and self._bars.offers:
            self._exchanges.exchange_with_stick()
        else:
            show()

    def _begin(self, backend: LaptopsBackend) -> None:
        self._start_polling(backend)
        self._start_exchanges(backend)

    def _start_polling(self, backend: LaptopsBackend) -> None:
        page = self.page
        runner = self._workers.new(backend.close)
        looking = Poller(
            partial(runner.submit, backend.poll_laptops),
            page.show_laptops,
            self._failed,
            parent=self,
        )
        always = Poller(
            partial(runner.submit, backend.poll_states),
            self._on_states,
            _not_heard,
            every_ms=self._often_ms,
            parent=self,
        )
        looking.run_while_visible(page)
        self._aging.timeout.connect(self._update_ages)
        self._aging.start()
        always.start()

    def _start_exchanges(self, backend: LaptopsBackend) -> None:
        self._watch = StickWatch(backend, self._workers.new(backend.close), parent=self)
        exchanges = ExchangeController(self.page, self._bars, self._watch, backend)
        exchanges.copied.connect(self._copied)
        self._exchanges = exchanges
        self._scan.retranslated.connect(lambda: exchanges.retranslate(self._scan.words))
        replacing = ReplaceController(self._ui, self.page, self._scan, exchanges)
        replacing.moved.connect(self.moved)
        ClosingController(
            self._ui, self.page, self._exchanges, self._scan.context.event, self._guard
        )
        self._watch.poller.start()

    def _failed(self, error: Exception) -> None:
        self.page.show_trouble(self._error_text(error))


def _not_begun(error: Exception) -> None:
    _log.error("the laptops have nothing to work with", exc_info=error)


def _not_heard(error: Exception) -> None:
    _log.warning("the laptops could not be listened to", exc_info=error)
