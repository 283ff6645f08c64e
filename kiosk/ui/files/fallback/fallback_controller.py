"""Makes the fallback list on a worker thread, for its dialog."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from kiosk.errors import WorldFailed
from kiosk.texts import Texts
from kiosk.ui.files.fallback.fallback_dialog import FallbackDialog
from kiosk.ui.files.file_dialogs import show_folder
from kiosk.ui.files.files_context import FilesContext, ListsController
from kiosk.ui.files.lists_in_use.lists_section import ListsSection

if TYPE_CHECKING:
    from kiosk.reports.fallback_rows import FallbackList

Draw = Callable[["FallbackList", Texts], bytes]
"""Returns the PDF of a list; called on the worker thread."""

PrintJob = Callable[["FallbackList", Texts], bool]
"""Prints a list; returns False if the printer does not start. Called on the worker thread."""

ChoosePrinter = Callable[[QWidget, Callable[[PrintJob], None]], bool]
"""Asks a person for a printer; returns False if this laptop has none."""


class FallbackController(ListsController):
    """Passes the dialog's requests to the backend."""

    def __init__(
        self,
        context: FilesContext,
        lists: ListsSection,
        make_dialog: Callable[[Texts], FallbackDialog],
        draw: Draw,
        choose_printer: ChoosePrinter,
        parent: QObject,
    ) -> None:
        super().__init__(context, parent)
        self._make_dialog = make_dialog
        self._draw = draw
        self._choose_printer = choose_printer
        lists.fallback_asked.connect(self._open)

    def _open(self) -> None:
        dialog = self._make_dialog(self._words)
        dialog.asked.connect(partial(self._write, dialog))
        dialog.print_asked.connect(partial(self._ask_printer, dialog))
        self._context.ask(dialog)
        self._runner.submit(
            self._backend.fallback_state, dialog.show_state, partial(self._failed, dialog)
        )

    def _write(self, dialog: FallbackDialog, path: Path, additions: bool) -> None:
        self._runner.submit(
            partial(self._work, path, additions, self._words),
            partial(self._written, dialog, path, additions),
            partial(self._failed, dialog),
        )

    def _work(self, path: Path, additions: bool, words: Texts) -> FallbackList:
        shown = self._backend.fallback_list(additions=additions)
        self._backend.write_fallback(path, self._draw(shown, words), shown)
        return shown

    def _written(
        self, dialog: FallbackDialog, path: Path, additions: bool, shown: FallbackList
    ) -> None:
        key = "fallback.written_additions" if additions else "fallback.written"
        if dialog.is_open:
            dialog.show_written(self._words.say(key, file=path.name, **self._counts(shown)))
        show_folder(path.parent)

    def _ask_printer(self, dialog: FallbackDialog, additions: bool) -> None:
        if not self._choose_printer(dialog, partial(self._print, dialog, additions)):
            dialog.show_trouble(self._words.say("fallback.no_printer"))

    def _print(self, dialog: FallbackDialog, additions: bool, job: PrintJob) -> None:
        dialog.show_busy()
        self._runner.submit(
            partial(self._work_on_paper, additions, job, self._words),
            partial(self._printed, dialog),
            partial(self._failed, dialog),
        )

    def _work_on_paper(self, additions: bool, job: PrintJob, words: Texts) -> FallbackList:
        shown = self._backend.fallback_list(additions=additions)
        if not job(shown, words):
            raise WorldFailed("error.fallback_not_printed")
        self._backend.record_fallback(shown)
        return shown

    def _printed(self, dialog: FallbackDialog, shown: FallbackList) -> None:
        if dialog.is_open:
            dialog.show_written(self._words.say("fallback.on_printer", **self._counts(shown)))

    def _counts(self, shown: FallbackList) -> dict[str, str]:
        number = self._words.number
        return {"guests": number(shown.guests), "struck": number(shown.struck)}

    def _failed(self, dialog: FallbackDialog, error: Exception) -> None:
        if dialog.is_open:
            dialog.show_trouble(self._error_text(error))
