"""Makes the fallback list on a worker thread, for its dialog."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from kiosk.texts import Texts
from kiosk.ui.files.fallback.fallback_dialog import FallbackDialog
from kiosk.ui.files.file_dialogs import show_folder
from kiosk.ui.files.files_context import FilesContext, ListsController
from kiosk.ui.files.lists.lists_section import ListsSection

if TYPE_CHECKING:
    from kiosk.reports.fallback_rows import FallbackList

Draw = Callable[["FallbackList", Texts], bytes]
"""Returns the PDF of a list; called on the worker thread."""


class FallbackController(ListsController):
    """Passes the dialog's requests to the backend."""

    def __init__(
        self,
        context: FilesContext,
        lists: ListsSection,
        make_dialog: Callable[[Texts], FallbackDialog],
        draw: Draw,
        parent: QObject,
    ) -> None:
        super().__init__(context, parent)
        self._make_dialog = make_dialog
        self._draw = draw
        lists.fallback_asked.connect(self._open)

    def _open(self) -> None:
        dialog = self._make_dialog(self._words)
        dialog.asked.connect(partial(self._write, dialog))
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
        counts = {"guests": shown.guests, "struck": shown.struck}
        if dialog.is_open:
            dialog.show_written(self._words.say(key, file=path.name, **counts))
        show_folder(path.parent)

    def _failed(self, dialog: FallbackDialog, error: Exception) -> None:
        if dialog.is_open:
            dialog.show_trouble(self._error_text(error))
