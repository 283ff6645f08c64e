"""Checks a list with the backend, and imports it when the user presses the button."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from kiosk.admin.requests import CategoryRule
from kiosk.errors import KioskError
from kiosk.guestlist.import_report import ImportOptions, Report
from kiosk.guestlist.import_watch import ImportRun
from kiosk.ui.files.busy_line import BusyLine
from kiosk.ui.files.files_context import FilesContext, ListsController
from kiosk.ui.files.list_doctor import ListDoctor

_NO_COLUMNS = "error.list_without_columns"
_STOPPED = "error.import_cancelled"


class ListView(Protocol):
    """A page with a list doctor on it, and a line about the running work."""

    doctor: ListDoctor
    busy: BusyLine

    def show_report(self, report: Report) -> None:
        """Show the changes of a list, or that it was imported."""

    def show_no_columns(self, first_values: Mapping[str, str]) -> None:
        """Let the user choose the columns, by their names and first values."""

    def show_trouble(self, sentence: str) -> None:
        """Show an error."""

    def show_stopped(self, sentence: str) -> None:
        """Show that a person stopped the work, and that nothing changed."""

    def close_list(self) -> None:
        """Continue with the next file, or return to the choice of a list."""


class ListCheckController(ListsController):
    """Connects a list doctor with the backend, on a thread of its own.

    Signals:
        imported: a list was imported; carries its `Report`.
        _rows_read: how many rows (int) were read, from the thread of the import.
    """

    imported = Signal(object)
    _rows_read = Signal(int)

    def __init__(self, context: FilesContext, view: ListView, parent: QObject) -> None:
        super().__init__(context, parent)
        self._view = view
        self._run = ImportRun()
        view.doctor.check_asked.connect(self._look)
        view.doctor.import_asked.connect(self._take)
        view.busy.stop_asked.connect(self._stop)
        self._rows_read.connect(view.busy.show_rows)

    def _stop(self) -> None:
        self._run.cancel()

    def _look(self, path: Path, wishes: ImportOptions) -> None:
        self._view.busy.begin(self._words.say("files.looking", file=path.name), may_stop=True)
        self._run = ImportRun(self._rows_read.emit)
        work = partial(self._backend.import_list, path, wishes, self._run)
        failed = partial(self._not_looked_into, path, wishes)
        self._runner.submit(work, self._show_report, failed)

    def _take(self, path: Path, wishes: ImportOptions, rules: Mapping[str, CategoryRule]) -> None:
        self._view.busy.begin(self._words.say("files.taking"), may_stop=True)
        self._run = ImportRun(self._rows_read.emit)
        work = partial(self._import, path, wishes, rules, self._run)
        self._runner.submit(work, self._show_report, self._failed)

    def _import(
        self,
        path: Path,
        wishes: ImportOptions,
        rules: Mapping[str, CategoryRule],
        run: ImportRun,
    ) -> Report:
        report = self._backend.import_list(path, wishes, run)
        if report.applied and rules:
            self._backend.set_categories(rules)
        return report

    def _show_report(self, report: Report) -> None:
        if report.applied:
            self.imported.emit(report)
        self._view.show_report(report)

    def _not_looked_into(self, path: Path, wishes: ImportOptions, error: Exception) -> None:
        if isinstance(error, KioskError) and error.key == _NO_COLUMNS:
            work = partial(self._backend.first_values, path, wishes)
            self._runner.submit(work, self._view.show_no_columns, self._failed)
            return
        self._failed(error)
        self._view.close_list()

    def _failed(self, error: Exception) -> None:
        stopped = isinstance(error, KioskError) and error.key == _STOPPED
        show = self._view.show_stopped if stopped else self._view.show_trouble
        show(self._error_text(error))
