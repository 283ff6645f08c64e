"""Asks for this laptop's gate in a dialog, records it, and shows it at once."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from kiosk.checkin.gate import Gate
from kiosk.checkin.station_context import StationContext
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.shell.error_text import error_text
from kiosk.ui.shell.ui_context import UiContext
from kiosk.ui.station.gate_dialog import GateDialog
from kiosk.ui.station.station_interface import StationBackend


class GateController(QObject):
    """Lets any person at this laptop choose its gate; no PIN is needed.

    Signals:
        moved: this station works at another `StationContext` now.
    """

    moved = Signal(object)

    def __init__(self, ui: UiContext[StationBackend], page: ScanPage) -> None:
        super().__init__(ui.window)
        self._window = ui.window
        self._page = page
        self._client = ui.client

    def ask(self) -> None:
        """Ask for this laptop's gate."""
        self._client.ask(lambda station: station.context(), self._ask, self._failed)

    def _ask(self, post: StationContext | None) -> None:
        if post is None:
            return
        words = self._window.words
        title, how = words.say("scan.place.title"), words.say("scan.place.how")
        dialog = GateDialog(title, how, post.event.areas, post.at)
        dialog.chosen.connect(self._move)
        self._window.show_overlay(dialog)

    def _move(self, place: Gate) -> None:
        self._client.ask(
            lambda station: station.move_to(place), self._moved, self._failed, once=place
        )

    def _moved(self, post: StationContext) -> None:
        self._window.show_scan()
        self._page.move_to(post)
        self.moved.emit(post)

    def _failed(self, error: Exception) -> None:
        self._page.notices.show_trouble(error_text(error, self._window.words))
