"""Reads guest lists and writes files on a worker thread, and shows the results on the page."""

from __future__ import annotations

import logging
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from kiosk.admin.requests import ExportKind, ExportOptions
from kiosk.errors import Cancelled
from kiosk.ui.files.files_context import FilesContext, ListsController
from kiosk.ui.files.files_interface import TicketReaders
from kiosk.ui.files.files_page import FilesPage
from kiosk.ui.files.list_check_controller import ListCheckController
from kiosk.ui.files.lists_in_use.ticket_try_controller import TicketTryController
from kiosk.ui.shell.long_task import LongTask
from kiosk.ui.widgets.choice_dialog import ChoiceDialog

if TYPE_CHECKING:  # it imports SQLite
    from kiosk.admin.list_overview import UsedList
    from kiosk.admin.thank_you import ThankYou

_log = logging.getLogger(__name__)

_YES, _NO = "yes", "no"


class FilesController(ListsController):
    """Passes the page's requests to the backend, on a worker thread so that scans go on."""

    def __init__(
        self, context: FilesContext, page: FilesPage, readers: TicketReaders, parent: QObject
    ) -> None:
        """`readers` are the camera and the hand scanner."""
        super().__init__(context, parent)
        self._page = page
        page.came.connect(self._show_lists)
        page.lists.chosen.back_asked.connect(self._ask_to_restore)
        TicketTryController(context, page.lists, readers, self)
        ListCheckController(context, page, self).imported.connect(self._show_lists)
        page.attendance.preview_asked.connect(self._preview)
        page.export_asked.connect(self._export)

    def _show_lists(self) -> None:
        self._runner.submit(self._backend.lists, self._page.lists.show_lists, self._no_lists)

    def _ask_to_restore(self, used: UsedList) -> None:
        words = self._words
        counts = words.say(
            "files.list.back_help",
            version=used.version,
            tickets=self._words.number(used.tickets),
            before=self._words.number(used.before_tickets),
        )
        choices = [(_NO, words.say("files.list.back_no")), (_YES, words.say("files.list.back_yes"))]
        title = words.say("files.list.back_title", source=used.source)
        dialog = ChoiceDialog(title, choices, counts)
        dialog.chosen.connect(lambda key: self._restore_previous(used) if key == _YES else None)
        self._context.ask(dialog)

    def _restore_previous(self, used: UsedList) -> None:
        self._page.busy.begin(self._words.say("files.list.going_back"))
        self._runner.submit(
            partial(self._backend.restore_previous, used.source),
            lambda _: self._went_back(used),
            self._failed,
        )

    def _went_back(self, used: UsedList) -> None:
        tickets = {"source": used.source, "tickets": self._words.number(used.before_tickets)}
        self._page.show_done(self._words.say("files.list.back_done", **tickets))
        self._show_lists()

    def _preview(self, options: ExportOptions) -> None:
        self._runner.submit(
            partial(self._backend.first_lines, options),
            partial(self._page.attendance.show_preview, options),
            self._no_preview,
        )

    def _export(self, path: Path, export: ExportOptions) -> None:
        self._page.busy.begin(self._words.say("files.writing"), may_stop=True)
        task = LongTask(self)
        task.progressed.connect(self._page.busy.show_progress)
        task.packed.connect(self._page.busy.show_packed)
        self._page.busy.stop_asked.connect(task.stop)
        if export.kind is ExportKind.THANKS:
            thanks = partial(self._backend.export_thanks, path, task)
            self._runner.submit(thanks, partial(self._show_thanks, path), self._not_exported)
        else:
            rows = partial(self._backend.export, path, export, task, task.pack)
            self._runner.submit(rows, partial(self._show_written, path), self._not_exported)

    def _show_written(self, path: Path, rows: int) -> None:
        written = {"rows": self._words.number(rows), "file": path.name}
        self._page.show_written(path, self._words.say("files.written", **written))

    def _show_thanks(self, path: Path, written: ThankYou) -> None:
        thanked = self._words.say(
            "attendance.thanked",
            file=path.name,
            missed_file=written.missed_file.name,
            came=self._words.number(written.came),
            missed=self._words.number(written.missed),
            without=self._words.number(written.without_address),
        )
        self._page.show_written(path, thanked)

    def _not_exported(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            self._page.show_stopped(self._words.say("files.writing_stopped"))
        else:
            self._failed(error)

    def _no_lists(self, error: Exception) -> None:
        """Do not change the table: the page works without it."""
        _log.warning("the lists in use could not be read", exc_info=error)

    def _no_preview(self, error: Exception) -> None:
        """Leave the lines empty: writing the file shows the error."""
        _log.warning("the first lines of an export could not be read", exc_info=error)

    def _failed(self, error: Exception) -> None:
        self._page.show_trouble(self._error_text(error))
