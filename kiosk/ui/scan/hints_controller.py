"""Shows three hints at the first use of a laptop, until the first scan, key or tap."""

import logging

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from kiosk.ui.scan.scan_interface import ScanBackend
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.shell.station_client import RoomClient

_log = logging.getLogger(__name__)
_ENDS = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin})


class HintsController(QObject):
    """Shows the hints if they were never shown on this laptop."""

    def __init__(self, app: QApplication, page: ScanPage, client: RoomClient[ScanBackend]) -> None:
        super().__init__(page)
        self._app = app
        self._page = page
        self._client = client
        page.hints_gone.connect(self._end)

    def begin(self) -> None:
        """Show the hints, if they were never shown here."""
        self._client.ask(lambda station: station.needs_hints(), self._show, _not_kept)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Hide the hints at the first key or tap, which keeps its effect."""
        if event.type() in _ENDS:
            self._page.hide_hints()
        return False

    def _show(self, needed: bool) -> None:
        if needed and self._page.panel.card is None:
            self._page.show_hints()
            self._app.installEventFilter(self)

    def _end(self) -> None:
        self._app.removeEventFilter(self)
        self._client.ask(lambda station: station.forget_hints(), lambda _: None, _not_kept)


def _not_kept(error: Exception) -> None:
    _log.warning("that the hints were seen cannot be stored", exc_info=error)
