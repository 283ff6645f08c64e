"""Polls the connection to the hub, and makes this laptop the hub when a person asks for it."""

import logging
from functools import partial

from PySide6.QtCore import QObject

from kiosk.sync.network.link_status import NetworkStatus
from kiosk.ui.laptops.laptops_page import LaptopsPage
from kiosk.ui.laptops.network_interface import NetworkBackend
from kiosk.ui.laptops.network_texts import (
    is_live,
    network_line,
    network_sentences,
    offers_to_serve,
    overview_sentences,
)
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.shell.poller import Poller
from kiosk.ui.shell.room_controller import RoomController
from kiosk.ui.shell.ui_context import UiContext
from kiosk.ui.shell.worker import Workers
from kiosk.ui.station.health_monitor import HealthMonitor
from kiosk.ui.widgets.name_dialog import NameDialog

_log = logging.getLogger(__name__)
_EVERY_MS = 1000
_STOP_S = 8.0


class NetworkController(RoomController[NetworkBackend]):
    """Shows the connection in the page of the laptops and in the health of this station."""

    def __init__(
        self,
        ui: UiContext[NetworkBackend],
        page: LaptopsPage,
        scan: ScanPage,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(ui, parent)
        self._page = page
        self._scan = scan
        self._zone = scan.context.event.zone
        self._status: NetworkStatus | None = None
        self._health: HealthMonitor | None = None
        self._workers = Workers(_STOP_S, self)
        self._runner = self._workers.new()
        self._backend: NetworkBackend | None = None
        self._poller: Poller[NetworkStatus] = Poller(
            partial(ui.client.ask, lambda backend: backend.status()),
            self._on_status,
            _not_read,
            every_ms=_EVERY_MS,
            parent=self,
        )
        scan.retranslated.connect(self._show)
        page.network.serve_asked.connect(self._serve)
        page.overview.serve_asked.connect(partial(self._serve, True))
        page.network.connect_asked.connect(self._ask_address)
        ui.client.ask(lambda backend: backend, self._begin, _not_read)

    def stop(self) -> None:
        """Stop asking; the backend ends the connection itself."""
        self._poller.stop()
        self._workers.stop()

    def report_to(self, health: HealthMonitor) -> None:
        """Add the line about the connection to the health monitor."""
        self._health = health
        health.add(lambda words: network_line(self._status, self._zone, words))

    def _begin(self, backend: NetworkBackend) -> None:
        self._backend = backend
        self._poller.start()
        self._runner.submit(backend.begin, lambda _: None, self._failed)

    def _on_status(self, status: NetworkStatus) -> None:
        if status != self._status:
            self._status = status
            self._show()

    def _show(self) -> None:
        status = self._status
        if status is not None:
            self._page.network.show_status(
                " ".join(network_sentences(status, self._zone, self._words)),
                serving=status.serving is not None,
                may_serve=status.may_serve,
                may_invite=status.may_invite,
            )
            self._page.show_presences(status.presences)
            self._page.show_network(
                " ".join(overview_sentences(status, self._zone, self._words)),
                live=is_live(status),
                offers_to_serve=offers_to_serve(status),
            )
        if self._health is not None:
            self._health.refresh()

    def _serve(self, serves: bool) -> None:
        if (backend := self._backend) is not None:
            work = backend.serve if serves else backend.stop_serving
            self._runner.submit(work, lambda _: self._poller.poll(), self._failed)

    def _ask_address(self, typed: str = "", error: str = "") -> None:
        words = self._words
        dialog = NameDialog(
            words.say("network.ask"), words.say("network.example"), (), typed=typed, error=error
        )
        dialog.named.connect(self._connect)
        self._window.show_overlay(dialog)

    def _connect(self, text: str) -> None:
        if (backend := self._backend) is not None:
            self._runner.submit(
                partial(backend.connect_to, text),
                lambda _: self._poller.poll(),
                lambda error: self._ask_address(text, self._error_text(error)),
            )

    def _failed(self, error: Exception) -> None:
        self._page.show_trouble(self._error_text(error))


def _not_read(error: Exception) -> None:
    _log.warning("the connection to the hub could not be read", exc_info=error)
