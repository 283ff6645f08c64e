"""The base of the controllers that show their errors on the scan page."""

from typing import TypeVar

from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.shell.room_controller import RoomController
from kiosk.ui.shell.ui_context import UiContext

R_co = TypeVar("R_co", covariant=True)


class ScanPageController(RoomController[R_co]):
    """Has the scan page, which shows errors as a notice."""

    def __init__(self, ui: UiContext[R_co], page: ScanPage) -> None:
        super().__init__(ui)
        self._page = page

    def _failed(self, error: Exception) -> None:
        self._page.notices.show_trouble(self._error_text(error))
