"""Asks for a name for a laptop whose folder was copied from another one."""

from functools import partial

from kiosk.ui.scan.page_controller import ScanPageController
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.shell.ui_context import UiContext
from kiosk.ui.station.station_interface import StationBackend
from kiosk.ui.widgets.name_dialog import NameDialog


class NameCopyController(ScanPageController[StationBackend]):
    """Asks each time that the window opens, until there is a name."""

    def __init__(self, ui: UiContext[StationBackend], page: ScanPage) -> None:
        super().__init__(ui, page)
        ui.client.ask(lambda station: station.unnamed_copy(), self._ask, self._failed)

    def _ask(self, called: str) -> None:
        if called:
            self._show(called)

    def _show(self, called: str, typed: str = "", error: str = "") -> None:
        words = self._words
        asked = words.say("copied.ask", name=called)
        dialog = NameDialog(asked, words.say("copied.field"), (), typed=typed, error=error)
        dialog.named.connect(partial(self._name, called))
        self._window.show_overlay(dialog)

    def _name(self, called: str, name: str) -> None:
        self._client.ask(
            lambda station: station.name_copy(name),
            lambda _: self._page.notices.show_done(self._words.say("copied.named", name=name)),
            lambda error: self._show(called, name, self._error_text(error)),
            once=("name", name),
        )
