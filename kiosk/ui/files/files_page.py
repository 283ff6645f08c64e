"""The page of lists and files: imports lists after a preview, and exports the attendance file."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.admin.requests import ExportOptions, IssueRequest
from kiosk.domain.event_settings import Event
from kiosk.domain.verdict import Colour
from kiosk.guestlist.import_report import ImportOptions, Report
from kiosk.texts import Texts
from kiosk.ui.files.busy_line import BusyLine
from kiosk.ui.files.export_section import ExportSection
from kiosk.ui.files.file_dialogs import choose_lists, dropped_files, show_folder
from kiosk.ui.files.file_places import FilePlaces
from kiosk.ui.files.import_texts import changes
from kiosk.ui.files.issue_section import IssueSection
from kiosk.ui.files.list_doctor import ListDoctor
from kiosk.ui.files.lists_in_use.lists_section import ListsSection
from kiosk.ui.shell.page import Page
from kiosk.ui.style.symbols import Shape
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.result_banner import ResultBanner
from kiosk.ui.widgets.section import MARGIN, apply_page_style, fill, scrolled

_EXPORT = 38  # hundredths of the width


class FilesPage(Page):
    """Imports guest lists and exports the attendance file; imports no store.

    Signals:
        came: the page is visible, and needs the lists in use.
        issue_opened: a person wants to make tickets, and needs the number of guests without a code.
        issue_asked: the `IssueRequest`, the new folder (Path), and whether it gets one file (bool).
        export_asked: the Path and the `ExportOptions` of the attendance file to write.
    """

    came = Signal()
    issue_opened = Signal()
    issue_asked = Signal(object, object, bool)
    export_asked = Signal(object, object)

    def __init__(
        self,
        event: Event,
        words: Texts,
        now: Callable[[], int],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        """`now` is ms UTC."""
        super().__init__(parent)
        self._event = event
        self._words = words
        self._now = now
        self._places = FilePlaces(self, event, words)
        self._waiting: list[Path] = []
        self.busy = BusyLine(words, self)
        self._banner = ResultBanner(theme, self)
        self.lists = ListsSection(event.zone, now, words, theme, self)
        self.doctor = ListDoctor(theme, words, self)
        self.issue = IssueSection(words, self)
        self.attendance = ExportSection([area.name for area in event.areas], words, theme, self)
        self._whole = self.busy.covered = QWidget(self)
        self.busy.next_stop = self._next_stop
        self._sheets = QHBoxLayout(self._whole)
        self.setAcceptDrops(True)
        apply_page_style(self, theme)
        self._lay_out()
        self._show_whole(None)
        self._connect()
        self.use_words(words)

    def title(self) -> str:
        """Return the name of the page in the current language."""
        return QCoreApplication.translate("Files", "Lists and files")

    def use_words(self, words: Texts) -> None:
        """Show all texts in these words; remove the result of the last file."""
        self._words = self._places.words = self.busy.words = words
        self._banner.clear()
        self.lists.use_words(words)
        self.doctor.use_words(words)
        self.issue.use_words(words)
        self.attendance.use_words(words)

    def on_shown(self) -> None:
        """Ask for the lists in use, and focus the next step."""
        today = datetime.fromtimestamp(self._now() / 1000, self._event.zone).date()
        self.attendance.unfold(today >= self._event.date)
        self._give_room()
        self._next_stop().setFocus()
        self.attendance.ask_preview()
        self.came.emit()

    def go_back(self) -> bool:
        """Stop the work, or close the list or the choice of tickets, and show the lists in use."""
        if self.busy.stop():
            return True
        if not self._whole.isEnabled() or self.lists.isVisibleTo(self):
            return False
        self.close_list()
        return True

    @property
    def message(self) -> str:
        """The text about the last action."""
        return self._banner.message

    def open_files(self, paths: Sequence[Path], source: str | None = None) -> None:
        """Show files one after the other; `source` is their source, if it is known."""
        self._banner.clear()
        first, *self._waiting = paths
        self._open(first, ImportOptions(source=source))

    def close_list(self) -> None:
        """Close the list; show the next file, or the lists in use."""
        if self._waiting:
            self._open(self._waiting.pop(0), ImportOptions())
            return
        self.doctor.forget()
        self._show_whole(None)
        self.lists.next_stop.setFocus()

    def open_issue(self) -> None:
        """Show the choice of tickets to make."""
        self._banner.clear()
        self.issue.show_guests(None)
        self._show_whole(self.issue)
        self.issue.next_stop.setFocus()
        self.issue_opened.emit()

    def show_report(self, report: Report) -> None:
        """Show the changes of a list, or that it was imported."""
        self.busy.end()
        if not report.applied:
            self.doctor.show_report(report)
            self.doctor.take_focus()
            return
        self.show_done(self._words.say("files.taken", changes=changes(report, self._words)))
        self.close_list()

    def show_no_columns(self, first_values: Mapping[str, str]) -> None:
        """Ask for the columns of a list in which none was recognised."""
        self.busy.end()
        self.doctor.show_no_columns(first_values)
        self.doctor.take_focus()

    def show_written(self, path: Path, sentence: str) -> None:
        """Show that an attendance file was written, and open its folder."""
        self.attendance.show_written(path)
        self.show_done(sentence)
        show_folder(path.parent)

    def show_issued(self, folder: Path, sentence: str) -> None:
        """Show that tickets were made, and open their folder."""
        self.close_list()
        self.show_done(sentence)
        self.came.emit()
        show_folder(folder)

    def show_stopped(self, sentence: str) -> None:
        """Show that an action was stopped, and changed nothing."""
        self.busy.end()
        self._banner.show_message(Colour.BLUE, Shape.CHECK, sentence)

    def show_done(self, sentence: str) -> None:
        """Show that an action succeeded."""
        self.busy.end()
        self._banner.show_message(Colour.GREEN, Shape.CHECK, sentence)

    def show_trouble(self, sentence: str) -> None:
        """Show an error; restore the focus, or put it on the next step."""
        self.busy.end()
        self._banner.show_message(Colour.ORANGE, Shape.WARNING, sentence)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files only."""
        if self._whole.isEnabled() and dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Show the dropped lists."""
        if paths := dropped_files(event.mimeData()):
            self.open_files(paths)

    def _next_stop(self) -> QWidget:
        open_one = (one for one in (self.doctor, self.issue) if one.isVisibleTo(self))
        return next(open_one, self.lists).next_stop

    def _open(self, path: Path, wishes: ImportOptions) -> None:
        self._show_whole(self.doctor)
        self.doctor.open(path, wishes, waiting=len(self._waiting))

    def _give_room(self) -> None:
        self._sheets.setStretchFactor(self.attendance, _EXPORT if self.attendance.unfolded else 0)

    def _show_whole(self, shown: QWidget | None) -> None:
        """Show a section alone, or the lists and the attendance file."""
        for alone in (self.doctor, self.issue):
            alone.setVisible(alone is shown)
        self.lists.setVisible(shown is None)
        self.attendance.setVisible(shown is None)

    def _choose_update(self, source: str) -> None:
        choose_lists(self, lambda paths: self.open_files(paths, source), several=False)

    def _ask_where(self, export: ExportOptions) -> None:
        self._places.ask_for_export(export, lambda path: self.export_asked.emit(path, export))

    def _ask_where_tickets(self, request: IssueRequest, one_file: bool) -> None:
        self._places.ask_for_tickets(
            lambda folder: self.issue_asked.emit(request, folder, one_file)
        )

    def _lay_out(self) -> None:
        fill(
            self._sheets,
            (self.lists, 100 - _EXPORT),
            (self.doctor, 100),
            (self.issue, 100),
            (self.attendance, _EXPORT),
            margins=0,
            spacing=MARGIN,
        )
        whole = scrolled(self._whole, self)
        fill(QVBoxLayout(self), self._banner, self.busy, (whole, 1), margins=MARGIN, spacing=MARGIN)

    def _connect(self) -> None:
        self.lists.add_asked.connect(lambda: choose_lists(self, self.open_files))
        self.lists.chosen.update_asked.connect(self._choose_update)
        self.doctor.left.connect(self.close_list)
        self.doctor.rejects_asked.connect(
            lambda: self._places.ask_for_rejects(self.doctor.save_rejects)
        )
        self.attendance.unfolded_by_hand.connect(self._give_room)
        self.attendance.export_asked.connect(self._ask_where)
        self.attendance.folder_asked.connect(lambda path: show_folder(path.parent))
        self.lists.issue_asked.connect(self.open_issue)
        self.issue.left.connect(self.close_list)
        self.issue.issue_asked.connect(self._ask_where_tickets)
