"""Has lists read and files written elsewhere, and tells the page what came of it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from kiosk.admin.requests import ExportOptions
from kiosk.errors import KioskError
from kiosk.guestlist.import_report import ImportOptions
from kiosk.texts import Texts
from kiosk.ui.files.files_interface import FilesBackend
from kiosk.ui.files.files_page import FilesPage
from kiosk.ui.shell.error_text import error_text
from kiosk.ui.shell.worker import Runner

_log = logging.getLogger(__name__)

_NO_COLUMNS = "error.list_without_columns"


class FilesController(QObject):
    """Takes what the page asks to the files, on a thread that keeps nobody at the door waiting."""

    def __init__(
        self,
        page: FilesPage,
        backend: FilesBackend,
        runner: Runner,
        words: Callable[[], Texts],
        parent: QObject | None = None,
    ) -> None:
        """`words` are those of the language of now."""
        super().__init__(parent)
        self._page = page
        self._backend = backend
        self._runner = runner
        self._words = words
        page.opened.connect(self._open)
        page.look_asked.connect(self._look)
        page.take_asked.connect(self._take)
        page.preview_asked.connect(self._preview)
        page.export_asked.connect(self._export)

    def _open(self, path: Path) -> None:
        self._page.open_list(path, ImportOptions())

    def _look(self, path: Path, wishes: ImportOptions) -> None:
        self._page.be_busy(self._words().say("files.looking", file=path.name))
        self._submit(path, wishes, partial(self._not_looked_into, path, wishes))

    def _take(self, path: Path, wishes: ImportOptions) -> None:
        self._page.be_busy(self._words().say("files.taking"))
        self._submit(path, wishes, self._failed)

    def _submit(
        self, path: Path, wishes: ImportOptions, failed: Callable[[Exception], None]
    ) -> None:
        self._runner.submit(
            partial(self._backend.import_list, path, wishes), self._page.show_report, failed
        )

    def _preview(self, options: ExportOptions) -> None:
        self._runner.submit(
            partial(self._backend.first_lines, options),
            partial(self._page.attendance.show_preview, options),
            self._no_preview,
        )

    def _export(self, path: Path, export: ExportOptions) -> None:
        self._page.be_busy(self._words().say("files.writing"))
        self._runner.submit(
            partial(self._backend.export, path, export),
            partial(self._page.show_written, path),
            self._failed,
        )

    def _no_preview(self, error: Exception) -> None:
        """Leave the lines empty: writing the file says what is wrong."""
        _log.warning("the first lines of an export could not be read", exc_info=error)

    def _not_looked_into(self, path: Path, wishes: ImportOptions, error: Exception) -> None:
        if isinstance(error, KioskError) and error.key == _NO_COLUMNS:
            self._runner.submit(
                partial(self._backend.headings, path, wishes),
                self._page.show_no_columns,
                self._failed,
            )
            return
        self._page.lists.forget()
        self._failed(error)

    def _failed(self, error: Exception) -> None:
        self._page.show_trouble(error_text(error, self._words()))
