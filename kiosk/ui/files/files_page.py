"""The page of lists and files: before and after, and nothing changes unseen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.admin.requests import ExportKind, ExportOptions
from kiosk.domain.event_settings import FESTIVAL, Event
from kiosk.domain.verdict import Colour
from kiosk.guestlist.import_report import Report
from kiosk.texts import Texts
from kiosk.ui.files.export_section import ExportSection
from kiosk.ui.files.import_section import ImportSection
from kiosk.ui.files.import_texts import changes
from kiosk.ui.shell.page import Page
from kiosk.ui.style.symbols import Shape
from kiosk.ui.style.theme import Theme
from kiosk.ui.style.time_format import locale
from kiosk.ui.widgets.keyboard_focus import FocusMemory, open_dialog
from kiosk.ui.widgets.result_banner import ResultBanner
from kiosk.ui.widgets.section import MARGIN, WrappedLabel, apply_page_style, scrolled

if TYPE_CHECKING:  # SQLite comes with it
    from kiosk.guestlist.import_report import ImportOptions

_FORMATS = {".xlsx": "Excel", ".csv": "CSV", ".json": "JSON"}
_SUFFIX = ".xlsx"
_NAMES = {
    ExportKind.TICKETS: "files.name_tickets",
    ExportKind.SUMS: "files.name_sums",
    ExportKind.SCANS: "files.name_scans",
}


class FilesPage(Page):
    """Takes guest lists in and hands the attendance file out; knows no store.

    Signals:
        opened: look into this list (Path).
        look_asked: tell what a list (Path) would change, taken so (ImportOptions).
        take_asked: take a list (Path) in so (ImportOptions).
        preview_asked: show the first lines of the attendance file (ExportOptions).
        export_asked: write the attendance file to a Path so (ExportOptions).
    """

    opened = Signal(object)
    look_asked = Signal(object, object)
    take_asked = Signal(object, object)
    preview_asked = Signal(object)
    export_asked = Signal(object, object)

    def __init__(
        self, event: Event, words: Texts, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._event = event
        self._words = words
        self._busy = WrappedLabel("notice", self)
        self._banner = ResultBanner(theme, self)
        self.lists = ImportSection(theme, words, self)
        self.attendance = ExportSection([area.name for area in event.areas], words, theme, self)
        self._whole = QWidget(self)
        self._keys = FocusMemory(self)
        self.setAcceptDrops(True)
        apply_page_style(self, theme)
        self._lay_out()
        self._connect()
        self.use_words(words)

    def title(self) -> str:
        """Return the page's name in the language of now."""
        return QCoreApplication.translate("Files", "Lists and files")

    def use_words(self, words: Texts) -> None:
        """Say everything again in these words; what came of the last file is over."""
        self._words = words
        self._banner.clear()
        self.lists.use_words(words)
        self.attendance.use_words(words)

    def on_shown(self) -> None:
        """Put the keys on what a person does next."""
        self.lists.take_focus()
        self.attendance.ask_preview()

    @property
    def said(self) -> str:
        """What came of the last thing that was done."""
        return self._banner.message

    def open_list(self, path: Path, wishes: ImportOptions) -> None:
        """Look into a list."""
        self._banner.clear()
        self.lists.open(path, wishes)

    def be_busy(self, sentence: str) -> None:
        """Say what is going on; nothing else is begun meanwhile."""
        self._busy.show_text(sentence)
        self._keys.remember_focus()
        self._whole.setEnabled(False)

    def show_report(self, report: Report) -> None:
        """Show what a list would change, or that it was taken in."""
        self._be_free()
        if not report.applied:
            self.lists.show_report(report)
            self.lists.take_focus()
            return
        self.lists.forget()
        self.lists.take_focus()
        said = self._words.say("files.taken", changes=changes(report, self._words))
        self._banner.show_message(Colour.GREEN, Shape.CHECK, said)

    def show_no_columns(self, headings: Sequence[str]) -> None:
        """A person has to say which of a list's columns is what."""
        self._be_free()
        self.lists.show_no_columns(headings)
        self.lists.take_focus()

    def show_written(self, path: Path, rows: int) -> None:
        """Say that the attendance file is there."""
        self._be_free()
        self.attendance.show_written(path)
        written = locale(self._words.language).toString(rows)
        said = self._words.say("files.written", rows=written, file=path.name)
        self._banner.show_message(Colour.GREEN, Shape.CHECK, said)

    def show_trouble(self, sentence: str) -> None:
        """Say what could not be done; the keys are where they were, else at the next file."""
        self._be_free()
        self._banner.show_message(Colour.ORANGE, Shape.WARNING, sentence)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files only."""
        if self._whole.isEnabled() and _files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look into the list that was dropped; of several, into none."""
        first, *others = _files(event)
        if others:
            self.show_trouble(self._words.say("files.one_file"))
        else:
            self.opened.emit(first)

    def _be_free(self) -> None:
        self._busy.show_text("")
        self._banner.clear()
        self._whole.setEnabled(True)
        self._keys.restore_focus(self.lists.next_stop)

    def _choose(self) -> None:
        translate = QCoreApplication.translate
        dialog = QFileDialog(self, translate("Files", "Choose a list …"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        kinds = translate("Files", "Guest lists"), translate("Files", "All files")
        dialog.setNameFilters(
            [f"{kinds[0]} (*.csv *.tsv *.txt *.xlsx *.xls *.ods *.json)", f"{kinds[1]} (*)"]
        )
        dialog.fileSelected.connect(lambda name: self.opened.emit(Path(name)))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        open_dialog(dialog)

    def _ask_where(self, export: ExportOptions) -> None:
        dialog = QFileDialog(self, QCoreApplication.translate("Files", "Write the file …"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([f"{name} (*{suffix})" for suffix, name in _FORMATS.items()])
        dialog.setDefaultSuffix(_SUFFIX)
        dialog.filterSelected.connect(lambda name: dialog.setDefaultSuffix(_suffix_of(name)))
        dialog.selectFile(self._file_name(export))
        dialog.fileSelected.connect(lambda name: self.export_asked.emit(Path(name), export))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        open_dialog(dialog)

    def _ask_where_rejects(self) -> None:
        dialog = QFileDialog(self, QCoreApplication.translate("Files", "Save these rows …"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(".csv")
        dialog.selectFile(f"{self._words.say('files.rejects_name')}.csv")
        dialog.fileSelected.connect(lambda name: self.lists.save_rejects(Path(name)))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _file_name(self, export: ExportOptions) -> str:
        area = "" if export.area == FESTIVAL else f" {export.area}"
        name = self._words.say(_NAMES[export.kind])
        return f"{self._event.date.isoformat()} {name}{area}{_SUFFIX}"

    def _lay_out(self) -> None:
        sheets = QHBoxLayout(self._whole)
        sheets.setContentsMargins(0, 0, 0, 0)
        sheets.setSpacing(MARGIN)
        sheets.addWidget(self.lists, 62)
        sheets.addWidget(self.attendance, 38)
        page = QVBoxLayout(self)
        page.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        page.setSpacing(MARGIN)
        page.addWidget(self._banner)
        page.addWidget(self._busy)
        page.addWidget(scrolled(self._whole, self), 1)

    def _connect(self) -> None:
        self.lists.choose_asked.connect(self._choose)
        self.lists.look_asked.connect(self.look_asked)
        self.lists.take_asked.connect(self.take_asked)
        self.lists.rejects_asked.connect(self._ask_where_rejects)
        self.attendance.preview_asked.connect(self.preview_asked)
        self.attendance.export_asked.connect(self._ask_where)
        self.attendance.folder_asked.connect(
            lambda path: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
        )


def _suffix_of(name_filter: str) -> str:
    """Return the suffix that a filter of the file dialog stands for: `CSV (*.csv)`."""
    return next((suffix for suffix in _FORMATS if f"*{suffix})" in name_filter), _SUFFIX)


def _files(event: QDropEvent) -> list[Path]:
    urls = event.mimeData().urls()
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
