"""Makes tickets on a worker thread, and shows the result on the page of lists and files."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject

from kiosk.admin.requests import IssueRequest
from kiosk.errors import Cancelled
from kiosk.texts import Texts
from kiosk.ui.files.files_context import FilesContext, ListsController
from kiosk.ui.files.files_page import FilesPage
from kiosk.ui.shell.long_task import LongTask

if TYPE_CHECKING:  # importing it loads SQLite
    from kiosk.admin.ticket_issue import TicketOutput

    class _Folder(TicketOutput, Protocol):
        @property
        def nameless(self) -> tuple[str, ...]:
            """The tickets whose name could not be printed."""

        def check(self) -> None:
            """Raise UnusableInput if the folder cannot be made."""


_log = logging.getLogger(__name__)


class FolderMaker(Protocol):
    """Makes the output for a new folder of tickets."""

    def __call__(
        self, folder: Path, words: Texts, *, one_file: bool, progress: Callable[[int, int], None]
    ) -> _Folder:
        """Return the output."""


class IssueController(ListsController):
    """Passes the page's requests for tickets to the backend."""

    def __init__(
        self, context: FilesContext, page: FilesPage, make_folder: FolderMaker, parent: QObject
    ) -> None:
        super().__init__(context, parent)
        self._page = page
        self._make_folder = make_folder
        page.issue_opened.connect(self._count)
        page.issue_asked.connect(self._issue)

    def _count(self) -> None:
        self._runner.submit(
            self._backend.guests_without_code, self._page.issue.show_guests, self._not_counted
        )

    def _not_counted(self, error: Exception) -> None:
        """Show no number: making the tickets shows the error."""
        _log.warning("the guests without a code could not be counted", exc_info=error)

    def _issue(self, request: IssueRequest, folder: Path, one_file: bool) -> None:
        task = LongTask(self)
        task.progressed.connect(self._page.busy.show_progress)
        self._page.busy.stop_asked.connect(task.stop)
        output = self._make_folder(folder, self._words, one_file=one_file, progress=task)
        self._page.busy.begin(self._words.say("files.issue.making"), may_stop=True)
        self._runner.submit(
            partial(self._work, request, output),
            partial(self._done, task, output, folder),
            partial(self._failed, task),
        )

    def _work(self, request: IssueRequest, output: _Folder) -> int:
        output.check()
        return self._backend.issue(request, output)

    def _done(self, task: LongTask, output: _Folder, folder: Path, tickets: int) -> None:
        task.deleteLater()
        say = self._words.say
        texts = [say("files.issue.done", tickets=self._words.number(tickets), folder=folder.name)]
        if output.nameless:
            texts.append(say("files.issue.nameless", refs=", ".join(output.nameless)))
        self._page.show_issued(folder, " ".join(texts))

    def _failed(self, task: LongTask, error: Exception) -> None:
        task.deleteLater()
        if isinstance(error, Cancelled):
            self._page.show_stopped(self._words.say("files.issue.stopped"))
        else:
            self._page.show_trouble(self._error_text(error))
