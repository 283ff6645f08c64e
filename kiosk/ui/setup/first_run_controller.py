"""Runs the first run: passes the page's requests to the station, then opens the door."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from kiosk.admin.requests import NewEvent
from kiosk.checkin.station_context import StationContext
from kiosk.errors import KioskError
from kiosk.ui.files.files_interface import FilesBackend
from kiosk.ui.files.list_check_controller import ListCheckController
from kiosk.ui.setup.first_list_page import FirstListPage
from kiosk.ui.setup.first_run_page import FirstRunPage
from kiosk.ui.setup.join_controller import JoinController
from kiosk.ui.setup.join_page import JoinPage
from kiosk.ui.setup.setup_interface import SetupBackend
from kiosk.ui.shell.error_text import error_text
from kiosk.ui.shell.ui_context import UiContext

if TYPE_CHECKING:  # SQLite comes with it: imported after the first window
    from kiosk.guestlist.import_report import Report

_ASKED_AGAIN = {
    "name": "start.unusable.name",
    "date": "start.unusable.date",
    "entrances": "start.unusable.entrances",
}
_MAKE = "make an event"
_log = logging.getLogger(__name__)


class FirstRunController(QObject):
    """Runs the steps of the first run; `open_door` opens the door at the end."""

    def __init__(
        self,
        ui: UiContext[SetupBackend],
        files: UiContext[FilesBackend],
        wizard: FirstRunPage,
        open_door: Callable[[StationContext], None],
    ) -> None:
        super().__init__(ui.window)
        self._ui = ui
        self._files = files
        self._list_page: FirstListPage | None = None
        self._added: int | None = None
        self._window = ui.window
        self._wizard = wizard
        self._client = ui.client
        self._open_door = open_door
        self._post: StationContext | None = None
        self._join_page: JoinPage | None = None
        wizard.join_asked.connect(self._join)
        wizard.event_asked.connect(self._make)
        wizard.demo_asked.connect(self._open_demo)
        wizard.lists_chosen.connect(self._check_lists)
        wizard.finished.connect(self._finish)

    def _make(self, first: NewEvent) -> None:
        self._client.ask(
            lambda station: station.make_event(first), self._made, self._failed, once=_MAKE
        )

    def _open_demo(self) -> None:
        self._client.ask(
            lambda station: station.open_demo(), self._open_door, self._failed, once=_MAKE
        )

    def _join(self) -> None:
        page = self._join_page
        if page is None:
            page = self._join_page = JoinPage(self._ui.words, self._ui.theme)
            JoinController(self._ui, page, self._open_door)
            page.back_asked.connect(lambda: self._window.show_setup_page(self._wizard))
        self._window.show_setup_page(page)

    def _check_lists(self, paths: Sequence[Path]) -> None:
        """Open the list doctor; the lists go into the event that was just made."""
        if self._list_page is not None:
            self._show_list_page(self._list_page, paths)
            return
        self._files.client.ask(
            lambda backend: backend,
            lambda backend: self._show_list_page(self._new_list_page(backend), paths),
            self._failed,
        )

    def _new_list_page(self, backend: FilesBackend) -> FirstListPage:
        ui = self._files
        page = self._list_page = FirstListPage(ui.words, ui.theme)
        ListCheckController(page, backend, ui.new_runner(), lambda: ui.words, self._taken, self)
        page.finished.connect(self._leave_lists)
        return page

    def _show_list_page(self, page: FirstListPage, paths: Sequence[Path]) -> None:
        self._window.show_setup_page(page)
        page.open_files(paths)

    def _leave_lists(self, trouble: str) -> None:
        self._wizard.setEnabled(True)
        self._window.show_setup_page(self._wizard)
        if self._added is not None:
            added = self._window.words.say("start.added", tickets=self._added)
            self._wizard.show_taken(" ".join(filter(None, (trouble, added))))
        elif trouble:
            self._wizard.show_trouble(trouble)

    def _taken(self, report: Report) -> None:
        self._added = (self._added or 0) + report.added

    def _made(self, post: StationContext) -> None:
        self._post = post
        self._wizard.ask_for_list()
        self._wizard.use_words(self._window.words)

    def _finish(self) -> None:
        if self._post is not None:
            self._open_door(self._post)

    def _failed(self, error: Exception) -> None:
        words = self._window.words
        field = str(error.params.get("key", "")) if isinstance(error, KioskError) else ""
        asked_again = _ASKED_AGAIN.get(field)
        self._wizard.show_trouble(
            words.say(asked_again) if asked_again else error_text(error, words)
        )
