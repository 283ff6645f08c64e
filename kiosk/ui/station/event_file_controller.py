"""Sets up other laptops from an admin's: asks in a dialog, and writes the event file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from kiosk.admin.requests import EnrolmentRequest
from kiosk.ui.scan.page_controller import ScanPageController
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.shell.ui_context import UiContext
from kiosk.ui.station.event_file_dialog import EventFileDialog
from kiosk.ui.station.station_interface import StationBackend


class EventFileController(ScanPageController[StationBackend]):
    """Adds the action if the organiser's key is here; writes the file on a worker thread."""

    def __init__(
        self,
        ui: UiContext[StationBackend],
        page: ScanPage,
        offer: Callable[[Callable[[], None]], None],
    ) -> None:
        """`offer` is called with the action, if this laptop can do it."""
        super().__init__(ui, page)
        self._offer_elsewhere = offer
        self._runner = ui.new_runner()
        ui.client.ask(
            lambda station: station if station.may_enrol() else None, self._offer, self._failed
        )

    def _offer(self, station: StationBackend | None) -> None:
        if station is None:
            return
        ask = partial(self._ask, station)
        self._window.add_action(
            "Ctrl+L", lambda: QCoreApplication.translate("Pack", "Set up laptops"), ask
        )
        self._offer_elsewhere(ask)

    def _ask(self, station: StationBackend, *_: object) -> None:
        event = self._page.context.event
        name = f"{event.name} {event.date.isoformat()}"
        dialog = EventFileDialog(self._words, name, self._ui.theme)
        dialog.asked.connect(partial(self._write, station, dialog))
        self._window.show_overlay(dialog)

    def _write(
        self, station: StationBackend, dialog: EventFileDialog, path: Path, wanted: EnrolmentRequest
    ) -> None:
        self._runner.submit(
            partial(station.write_event_file, path, wanted),
            lambda _: self._written(dialog, path, wanted),
            lambda error: self._not_written(dialog, error),
        )

    def _written(self, dialog: EventFileDialog, path: Path, wanted: EnrolmentRequest) -> None:
        words = self._words
        key = "pack.kept" if wanted.recovery else "pack.made"
        sentence = words.say(key, file=path.name, count=wanted.stations)
        if dialog.is_open:
            dialog.show_written(sentence)
        else:
            self._page.notices.show_done(sentence)

    def _not_written(self, dialog: EventFileDialog, error: Exception) -> None:
        sentence = self._error_text(error)
        if dialog.is_open:
            dialog.show_trouble(sentence)
        else:
            self._page.notices.show_trouble(sentence)
