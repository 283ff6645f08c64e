"""Asks for this laptop's gate in a dialog, records it, and shows it at once."""

from PySide6.QtCore import Signal

from kiosk.checkin.gate import Gate
from kiosk.checkin.station_context import StationContext
from kiosk.ui.scan.page_controller import ScanPageController
from kiosk.ui.station.gate_dialog import GateDialog
from kiosk.ui.station.station_interface import StationBackend


class GateController(ScanPageController[StationBackend]):
    """Lets any person at this laptop choose its gate; no PIN is needed.

    Signals:
        moved: this station works at another `StationContext` now.
    """

    moved = Signal(object)

    def ask(self) -> None:
        """Ask for this laptop's gate."""
        self._client.ask(lambda station: station.context(), self._ask, self._failed)

    def _ask(self, post: StationContext | None) -> None:
        if post is None:
            return
        words = self._words
        exits = post.event.rules.exits
        how = words.say("scan.place.how" if exits else "scan.place.how_in")
        title = words.say("scan.place.title")
        dialog = GateDialog(title, how, post.event.areas, post.gate, exits=exits)
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
