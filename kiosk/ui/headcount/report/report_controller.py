"""Makes the report of the day on a worker thread, for its dialogs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from kiosk.domain.event_settings import Event
from kiosk.texts import Texts, load_words
from kiosk.ui.headcount.headcount_interface import HeadcountBackend
from kiosk.ui.headcount.headcount_page import HeadcountPage
from kiosk.ui.headcount.report.report_dialog import MomentDialog, ReportDialog
from kiosk.ui.shell.room_controller import RoomController
from kiosk.ui.shell.ui_context import UiContext
from kiosk.ui.shell.worker import Runner

if TYPE_CHECKING:  # it imports SQLite
    from kiosk.reports.day_report.day_report import DayReport

Draw = Callable[["DayReport", Texts, str], bytes]
"""Returns the report as a file with this suffix; called on the worker thread."""


class ReportController(RoomController[HeadcountBackend]):
    """Opens the dialogs, and passes their requests to the backend."""

    def __init__(
        self,
        ui: UiContext[HeadcountBackend],
        page: HeadcountPage,
        event: Event,
        backend: HeadcountBackend,
        runner: Runner,
        draw: Draw,
    ) -> None:
        super().__init__(ui, page)
        self._event = event
        self._backend = backend
        self._runner = runner
        self._draw = draw
        page.report_asked.connect(self._open)
        page.moment_asked.connect(self._open_moment)

    def _open(self) -> None:
        dialog = ReportDialog(self._event, self._words, self._ui.theme)
        dialog.asked.connect(partial(self._write, dialog))
        self._window.show_overlay(dialog)
        self._runner.submit(
            self._backend.day_report, partial(_show, dialog), partial(self._failed, dialog)
        )

    def _open_moment(self) -> None:
        dialog = MomentDialog(self._event, self._words, self._ui.theme)
        self._window.show_overlay(dialog)
        self._runner.submit(
            self._backend.day_report, partial(_show, dialog), partial(self._failed, dialog)
        )

    def _write(self, dialog: ReportDialog, path: Path, language: str) -> None:
        self._runner.submit(
            partial(self._work, path, language),
            partial(self._written, dialog, path),
            partial(self._failed, dialog),
        )

    def _work(self, path: Path, language: str) -> DayReport:
        return self._backend.write_report(path, load_words(language), self._draw)

    def _written(self, dialog: ReportDialog, path: Path, report: DayReport) -> None:
        if dialog.is_open:
            dialog.show_report(report)
            dialog.show_written(self._words.say("report.written", file=path.name))
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))

    def _failed(self, dialog: ReportDialog | MomentDialog, error: Exception) -> None:
        if dialog.is_open:
            dialog.show_trouble(self._error_text(error))


def _show(dialog: ReportDialog | MomentDialog, report: DayReport) -> None:
    if dialog.is_open:
        dialog.show_report(report)
