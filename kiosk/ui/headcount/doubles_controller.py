"""Polls the double entries while their page is visible, and records decisions."""

from functools import partial

from kiosk.domain.double_entries import Cause
from kiosk.ui.headcount.doubles_page import DoublesPage
from kiosk.ui.headcount.headcount_interface import HeadcountBackend
from kiosk.ui.shell.poller import EVERY_MS, Poller
from kiosk.ui.shell.room_controller import RoomController
from kiosk.ui.shell.ui_context import UiContext
from kiosk.ui.shell.worker import Runner


class DoublesController(RoomController[HeadcountBackend]):
    """Polls as long as the page is visible, and at once after a decision."""

    def __init__(
        self,
        ui: UiContext[HeadcountBackend],
        page: DoublesPage,
        backend: HeadcountBackend,
        runner: Runner,
        *,
        every_ms: int = EVERY_MS,
    ) -> None:
        super().__init__(ui, page)
        self._page = page
        self.poller = Poller(
            partial(runner.submit, backend.poll_doubles),
            page.show_doubles,
            self._failed,
            every_ms=every_ms,
            parent=self,
        )
        self.poller.run_while_visible(page)
        page.decided.connect(self._decide)

    def _decide(self, entry: str, cause: Cause) -> None:
        def kept(_: None) -> None:
            self._page.show_decided(cause)
            self.poller.poll()

        self._client.ask(
            lambda station: station.decide(entry, cause), kept, self._failed, once=("decide", entry)
        )

    def _failed(self, error: Exception) -> None:
        self._page.show_trouble(self._error_text(error))
