"""Opens the station, and shows the door, the setup pages, or an error."""

import logging
from collections.abc import Callable

from PySide6.QtCore import QTimer

from kiosk.checkin.station_context import StationContext
from kiosk.errors import EventLost
from kiosk.ui.input.camera_bridge import Watch
from kiosk.ui.setup.first_run_controller import FirstRunController
from kiosk.ui.setup.join_controller import JoinController
from kiosk.ui.setup.join_page import JoinPage
from kiosk.ui.setup.setup_interface import SetupBackend
from kiosk.ui.shell.room_controller import RoomController
from kiosk.ui.shell.ui_context import UiContext
from kiosk.ui.station.lost_event_page import LostEventPage
from kiosk.ui.station.station_interface import StationBackend

_log = logging.getLogger(__name__)
_AGAIN_MS = 3_000


class OpeningController(RoomController[StationBackend]):
    """Tries until the station is open; calls `open_door` once."""

    def __init__(
        self,
        station: UiContext[StationBackend],
        setup: UiContext[SetupBackend],
        open_door: Callable[[StationContext], None],
        watch: Watch | None = None,
    ) -> None:
        """`watch` is the camera, which the first run lends until the door opens."""
        super().__init__(station)
        self._setup = setup
        self._open_door = open_door
        self._watch = watch
        self._lost_page: LostEventPage | None = None
        self._join_page: JoinPage | None = None
        self._door_opened = False
        self._again = QTimer(self, interval=_AGAIN_MS, singleShot=True)
        self._again.timeout.connect(self.open)

    def open(self) -> None:
        """Ask for the context of this station, and open the page for it."""
        self._again.stop()
        self._client.ask(lambda station: station.context(), self._asked, self._not_opened)

    def _asked(self, context: StationContext | None) -> None:
        if context is not None:
            self._open(context)
        else:
            FirstRunController(self._setup, self._open, self._watch).begin()

    def _open(self, context: StationContext) -> None:
        """Open the door once, after joining or after another try."""
        self._again.stop()
        if not self._door_opened:
            self._door_opened = True
            self._open_door(context)

    def _not_opened(self, error: Exception) -> None:
        if isinstance(error, EventLost):
            self._show_lost(error)
        else:
            _log.error("the station could not be opened", exc_info=error)
            self._window.start_page.show_trouble(self._error_text(error))
        self._again.start()

    def _show_lost(self, error: EventLost) -> None:
        page = self._lost_page
        if page is not None:
            page.show_error(error)
            return
        _log.error("the event of this folder is lost", exc_info=error)
        page = self._lost_page = LostEventPage(error, self._words)
        page.join_asked.connect(self._join)
        page.again_asked.connect(self.open)
        self._window.show_setup_page(page)

    def _join(self) -> None:
        page = self._join_page
        if page is None:
            page = self._join_page = JoinPage(self._words, self._setup.theme)
            JoinController(self._setup, page, self._open)
            page.back_asked.connect(self._leave_joining)
        self._window.show_setup_page(page)

    def _leave_joining(self) -> None:
        if self._lost_page is not None:
            self._window.show_setup_page(self._lost_page)
