"""Runs the first run: passes the pages' requests to the backend, then opens the door."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path

from kiosk.admin.requests import MadeEvent, NewEvent
from kiosk.checkin.station_context import StationContext
from kiosk.ui.files.files_context import FilesContext
from kiosk.ui.files.files_interface import FilesBackend
from kiosk.ui.files.list_check_controller import ListCheckController
from kiosk.ui.files.lists_in_use.ticket_try_controller import TicketTryController
from kiosk.ui.input.camera_bridge import Watch
from kiosk.ui.setup.first_list_page import FirstListPage
from kiosk.ui.setup.first_readers import FirstReaders
from kiosk.ui.setup.join_controller import JoinController
from kiosk.ui.setup.join_page import JoinPage
from kiosk.ui.setup.setup_interface import SetupBackend
from kiosk.ui.setup.tiles_page import TilesPage
from kiosk.ui.setup.wizard_page import WizardPage
from kiosk.ui.shell.room_controller import RoomController
from kiosk.ui.shell.ui_context import UiContext

_MAKE = "make an event"
_log = logging.getLogger(__name__)


class FirstRunController(RoomController[SetupBackend]):
    """Shows the tiles, then the pages behind them; `open_door` opens the door at the end."""

    def __init__(
        self,
        ui: UiContext[SetupBackend],
        open_door: Callable[[StationContext], None],
        watch: Watch | None = None,
    ) -> None:
        """`watch` is the camera, which reads real tickets."""
        super().__init__(ui)
        self._open_door = open_door
        self._readers = FirstReaders(watch, lambda: ui.words, ui.theme, self)
        self._context: StationContext | None = None
        self._wizard: WizardPage | None = None
        self._list_page: FirstListPage | None = None
        self._join_page: JoinPage | None = None
        self._tiles = TilesPage()
        self._tiles.new_asked.connect(self._begin)
        self._tiles.join_asked.connect(self._join)
        self._tiles.demo_asked.connect(self._open_demo)

    def begin(self) -> None:
        """Show the tiles; the draft of an earlier start is removed."""
        self._window.show_setup_page(self._tiles)
        self._client.ask(lambda setup: setup.forget_draft(), lambda _: None, _not_removed)

    def _begin(self) -> None:
        wizard = self._wizard
        if wizard is None:
            wizard = self._wizard = WizardPage(self._words, self._ui.theme, self._today)
            wizard.left.connect(lambda: self._window.show_setup_page(self._tiles))
            wizard.lists_chosen.connect(partial(self._check_lists, wizard))
            wizard.event_asked.connect(partial(self._make, wizard))
            wizard.finished.connect(self._finish)
        self._window.show_setup_page(wizard)

    def _today(self) -> date:
        return datetime.fromtimestamp(self._ui.now() / 1000).date()  # noqa: DTZ006 - the laptop's

    def _make(self, wizard: WizardPage, new: NewEvent) -> None:
        self._client.ask(
            lambda setup: setup.make_event(new),
            partial(self._made, wizard),
            partial(self._failed, wizard),
            once=_MAKE,
        )

    def _made(self, wizard: WizardPage, made: MadeEvent) -> None:
        self._context = made.context
        if made.failures:
            wizard.show_failures([self._error_text(one) for one in made.failures])
        else:
            self._open_door(made.context)

    def _finish(self) -> None:
        if self._context is not None:
            self._open_door(self._context)

    def _open_demo(self) -> None:
        self._client.ask(
            lambda setup: setup.open_demo(),
            self._open_door,
            lambda error: self._tiles.show_trouble(self._error_text(error)),
            once=_MAKE,
        )

    def _join(self) -> None:
        page = self._join_page
        if page is None:
            page = self._join_page = JoinPage(self._words, self._ui.theme)
            JoinController(self._ui, page, self._open_door)
            page.back_asked.connect(lambda: self._window.show_setup_page(self._tiles))
        self._window.show_setup_page(page)

    def _check_lists(self, wizard: WizardPage, paths: Sequence[Path]) -> None:
        """Open the list doctor over a draft of the event."""
        settings = wizard.typed_settings()
        self._client.ask(
            lambda setup: setup.draft_files(settings),
            lambda files: self._show_list_page(wizard, files, paths),
            partial(self._failed, wizard),
        )

    def _show_list_page(
        self, wizard: WizardPage, files: FilesBackend, paths: Sequence[Path]
    ) -> None:
        page = self._list_page
        if page is None:
            page = self._list_page = FirstListPage(self._words, self._ui.theme)
            runner, ask = self._ui.new_runner(), self._window.show_overlay
            context = FilesContext(files, runner, lambda: self._words, ask)
            ListCheckController(context, page, self).imported.connect(wizard.lists.add)
            TicketTryController(context, wizard.lists, self._readers, self)
            page.finished.connect(partial(self._leave_lists, wizard))
        self._window.show_setup_page(page)
        page.open_files(paths)

    def _leave_lists(self, wizard: WizardPage, trouble: str) -> None:
        wizard.setEnabled(True)
        self._window.show_setup_page(wizard)
        if trouble:
            wizard.show_trouble(trouble)

    def _failed(self, wizard: WizardPage, error: Exception) -> None:
        wizard.show_trouble(self._error_text(error))


def _not_removed(error: Exception) -> None:
    _log.warning("the draft of an earlier start could not be removed", exc_info=error)
