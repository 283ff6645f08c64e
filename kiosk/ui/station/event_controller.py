"""Reads and changes the settings of the event for the admin's page."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from kiosk.ui.setup.event_page import EventPage
from kiosk.ui.shell.page_keys import PAGE_KEYS
from kiosk.ui.shell.room_controller import RoomController
from kiosk.ui.shell.ui_context import UiContext
from kiosk.ui.station.station_interface import StationBackend


class EventController(RoomController[StationBackend]):
    """Adds the page with its key, and passes its requests to the backend."""

    def __init__(
        self,
        ui: UiContext[StationBackend],
        changed: Callable[[], None],
        ask_new_pin: Callable[[], None],
    ) -> None:
        """`changed` is called after settings changed, to update the other pages."""
        super().__init__(ui)
        self._changed = changed
        page = self._page = EventPage(ui.words, ui.theme, self._today, ui.window.pages)
        ui.window.add_page("event", page, *PAGE_KEYS["event"], at_the_door=False)
        page.came.connect(self.read)
        page.save_asked.connect(self._save)
        page.pin_asked.connect(ask_new_pin)

    def _today(self) -> date:
        return datetime.fromtimestamp(self._ui.now() / 1000).date()  # noqa: DTZ006 - the laptop's

    def read(self) -> None:
        """Read the event again, and show it."""
        self._client.ask(
            lambda station: station.event_overview(), self._page.show_event, self._failed
        )

    def _save(self, changes: Mapping[str, str]) -> None:
        self._client.ask(
            lambda station: station.change_event(changes), self._saved, self._failed, once="save"
        )

    def _saved(self, _: None) -> None:
        self.read()
        self._page.show_saved()
        self._changed()

    def _failed(self, error: Exception) -> None:
        self._page.show_trouble(self._error_text(error))
