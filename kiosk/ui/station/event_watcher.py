"""Updates the window after the event's settings changed, by an exchange or a command."""

import logging
from functools import partial

from PySide6.QtCore import QObject, Signal

from kiosk.checkin.station_context import StationContext
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.shell.poller import Poller
from kiosk.ui.shell.station_client import RoomClient
from kiosk.ui.station.station_interface import StationBackend

_log = logging.getLogger(__name__)
_EVERY_MS = 10_000


class EventWatcher(QObject):
    """Polls the event's settings and this station's gate, and updates the pages after a change.

    Signals:
        changed: settings or gate changed; carries the new `StationContext`.
    """

    changed = Signal(object)

    def __init__(
        self,
        page: ScanPage,
        client: RoomClient[StationBackend],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._page = page
        self.poller: Poller[StationContext] = Poller(
            partial(client.ask, lambda station: station.context()),
            self._seen,
            _not_seen,
            every_ms=_EVERY_MS,
            parent=self,
        )
        page.destroyed.connect(self.poller.stop)
        self.poller.start()

    def _seen(self, post: StationContext) -> None:
        if post == self._page.context:
            return
        if post.gate == self._page.context.gate:
            self._page.update_context(post)
        else:
            self._page.move_to(post)
        self.changed.emit(post)


def _not_seen(error: Exception) -> None:
    # The next poll comes soon, and a scan that cannot be recorded shows that itself.
    _log.warning("the event could not be read: %s", type(error).__name__)
