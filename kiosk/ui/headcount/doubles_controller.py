"""Polls the double entries while their page is visible, and records decisions."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from kiosk.domain.double_entries import Cause
from kiosk.texts import Texts
from kiosk.ui.headcount.doubles_page import DoublesPage
from kiosk.ui.headcount.headcount_interface import HeadcountBackend
from kiosk.ui.shell.error_text import error_text
from kiosk.ui.shell.poller import EVERY_MS, Poller
from kiosk.ui.shell.station_client import RoomClient
from kiosk.ui.shell.worker import Runner

if TYPE_CHECKING:  # SQLite comes with it: imported after the first window
    pass


class DoublesController(QObject):
    """Polls as long as the page is visible, and at once after a decision."""

    def __init__(
        self,
        page: DoublesPage,
        backend: HeadcountBackend,
        runner: Runner,
        client: RoomClient[HeadcountBackend],
        words: Callable[[], Texts],
        *,
        every_ms: int = EVERY_MS,
        parent: QObject | None = None,
    ) -> None:
        """`words` returns the texts in the current language."""
        super().__init__(parent)
        self._page = page
        self._client = client
        self._words = words
        self._poller = Poller(
            partial(runner.submit, backend.poll_doubles),
            page.show_doubles,
            self._failed,
            every_ms=every_ms,
            parent=self,
        )
        self._poller.run_while_visible(page)
        page.decided.connect(self._decide)

    def poll(self) -> None:
        """Poll once, unless an answer is on its way."""
        self._poller.poll()

    def _decide(self, entry: str, cause: Cause) -> None:
        def kept(_: None) -> None:
            self._page.show_decided(cause)
            self.poll()

        self._client.ask(
            lambda station: station.decide(entry, cause), kept, self._failed, once=("decide", entry)
        )

    def _failed(self, error: Exception) -> None:
        self._page.show_trouble(error_text(error, self._words()))
