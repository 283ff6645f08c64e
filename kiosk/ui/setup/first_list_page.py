"""The list step of the first run: the list doctor over the whole page."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.domain.verdict import Colour
from kiosk.guestlist.import_report import ImportOptions, Report
from kiosk.texts import Texts
from kiosk.ui.files.busy_line import BusyLine
from kiosk.ui.files.file_dialogs import ask_where_to_save_rows
from kiosk.ui.files.list_doctor import ListDoctor
from kiosk.ui.shell.page import SetupPage
from kiosk.ui.style.symbols import Shape
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.result_banner import ResultBanner
from kiosk.ui.widgets.section import MARGIN, apply_page_style, fill


class FirstListPage(SetupPage):
    """Checks the files that were chosen, one after the other.

    Signals:
        finished: all files are done; carries the error of the last one (str), or nothing.
    """

    finished = Signal(str)

    def __init__(self, words: Texts, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[Path] = []
        self._trouble = ""
        self.busy = BusyLine(words, self)
        self._words = words
        self._banner = ResultBanner(theme, self)
        self.doctor = self.busy.covered = ListDoctor(theme, words, self)
        self.busy.next_stop = lambda: self.doctor.next_stop
        apply_page_style(self, theme)
        fill(
            QVBoxLayout(self),
            self._banner,
            self.busy,
            (self.doctor, 1),
            margins=MARGIN,
            spacing=MARGIN,
        )
        self.doctor.left.connect(self.close_list)
        self.doctor.rejects_asked.connect(self._ask_where_rejects)
        self.use_words(words)

    def use_words(self, words: Texts) -> None:
        """Show everything in these texts."""
        self._words = self.busy.words = words
        self.doctor.use_words(words)

    def begin(self) -> None:
        """Put the focus on the next control."""
        self.doctor.take_focus()

    def open_files(self, paths: Sequence[Path]) -> None:
        """Check these files."""
        self._trouble = ""
        self._banner.clear()
        self._waiting = list(paths)
        self.close_list()

    def close_list(self) -> None:
        """Go on with the next file, or end."""
        if self._waiting:
            path = self._waiting.pop(0)
            self.doctor.open(path, ImportOptions(), waiting=len(self._waiting))
            return
        self.doctor.forget()
        self.finished.emit(self._trouble)

    def show_report(self, report: Report) -> None:
        """Show the changes of a list, or go on after an import."""
        self.busy.end()
        if report.applied:
            self._trouble = ""
            self.close_list()
            return
        self.doctor.show_report(report)
        self.doctor.take_focus()

    def show_no_columns(self, first_values: Mapping[str, str]) -> None:
        """Let the user choose the columns."""
        self.busy.end()
        self.doctor.show_no_columns(first_values)
        self.doctor.take_focus()

    def show_trouble(self, sentence: str) -> None:
        """Show an error."""
        self._end_with(sentence, Colour.ORANGE, Shape.WARNING)

    def show_stopped(self, sentence: str) -> None:
        """Show that a person stopped the work, and that nothing changed."""
        self._end_with(sentence, Colour.BLUE, Shape.CHECK)

    def go_back(self) -> None:
        """Stop the running work, or else close this list without changes."""
        if not self.busy.stop() and self.doctor.isEnabled():
            self.close_list()

    def _ask_where_rejects(self) -> None:
        name = f"{self._words.say('files.rejects_name')}.csv"
        ask_where_to_save_rows(self, name, self.doctor.save_rejects)

    def _end_with(self, sentence: str, colour: Colour, shape: Shape) -> None:
        self.busy.end()
        self._trouble = sentence
        self._banner.show_message(colour, shape, sentence)
