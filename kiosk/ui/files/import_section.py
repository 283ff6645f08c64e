"""The section that imports a list: it shows the changes before they are made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from kiosk.guestlist.answers import with_answer
from kiosk.guestlist.import_report import Report
from kiosk.texts import Texts
from kiosk.ui.files.column_choice import ColumnChoice
from kiosk.ui.files.import_texts import changes, read, recognised, rejected, unused, warnings
from kiosk.ui.files.line_section import LineSection, RejectedSection
from kiosk.ui.files.question_section import QuestionSection
from kiosk.ui.files.sheet_picker import SheetPicker
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.check_box import CheckBox
from kiosk.ui.widgets.panel import ChoiceButton
from kiosk.ui.widgets.section import Section, WrappedLabel

if TYPE_CHECKING:  # SQLite comes with it
    from kiosk.guestlist.import_report import ImportOptions

_WITHDRAWS_MANY = "import.warning.withdraws_many"
_SAME_GUESTS = frozenset({"import.warning.same_guests", "import.warning.same_left_out"})


class ImportSection(Section):
    """Shows one list: its changes, its errors and questions, and the import button.

    Signals:
        left: a person closed the list without importing it.
        look_asked: the file (Path) and the `ImportOptions` (a dry run), to report the changes.
        take_asked: the file (Path) and the `ImportOptions`, to import it.
        rejects_asked: a person wants to save the rows with errors.
    """

    left = Signal()
    look_asked = Signal(object, object)
    take_asked = Signal(object, object)
    rejects_asked = Signal()

    def __init__(self, theme: Theme, words: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._path: Path | None = None
        self._waiting = 0
        self._wishes: ImportOptions | None = None
        self._first: ImportOptions | None = None
        self._saved: Path | None = None
        self._answers: tuple[str, ...] = ()
        self._report: Report | None = None
        self._headings: Sequence[str] = ()
        self._leave = ChoiceButton(parent=self)
        self._file = WrappedLabel("quiet", self)
        self._changes = WrappedLabel("changes", self)
        self._read = WrappedLabel("quiet", self)
        self._next = WrappedLabel("notice", self)
        self._replace, self._skip, self._sure, self._once = (
            CheckBox(theme, self) for _ in range(4)
        )
        self._take = ChoiceButton("primary", self)
        self._questions = QuestionSection(self)
        self._sheets = SheetPicker(theme, self)
        self._problems = RejectedSection(self)
        self._look_at = LineSection(self)
        self._recognised = WrappedLabel("quiet", self)
        self._unused = WrappedLabel("quiet", self)
        self._other = ChoiceButton(parent=self)
        self._columns = ColumnChoice(theme, self)
        self._columns.hide()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        for widget in (
            *(self._leave, self._file, self._changes, self._read, self._sheets),
            *(self._questions, self._next),
            *(self._replace, self._skip, self._sure, self._once, self._take),
            *(self._problems, self._look_at, self._recognised, self._unused),
            *(self._other, self._columns),
        ):
            self.column.addWidget(widget)
        self.column.addStretch()

    def use_words(self, words: Texts) -> None:
        """Show everything in these texts."""
        self._words = words
        translate = QCoreApplication.translate
        self.set_heading(translate("Files", "Guest list in"))
        self._leave.setText(translate("Files", "Leave this list (Esc)"))
        self._replace.setText(
            translate("Files", "Guests who are no longer in the file are withdrawn")
        )
        self._skip.setText(translate("Files", "Skip the rows with an error"))
        self._sure.setText(translate("Files", "Withdraw them, I am sure"))
        self._once.setText(translate("Files", "Leave out guests who are on another list already"))
        self._take.setText(translate("Files", "Take this list in"))
        self._problems.use_language()
        self._look_at.set_heading(translate("Files", "Look at"))
        self._columns.use_words(words)
        self._sheets.use_language()
        self._show()

    def open(self, path: Path, wishes: ImportOptions, *, waiting: int = 0) -> None:
        """Start with another file; `waiting` more follow."""
        self._waiting = waiting
        self._path, self._wishes, self._report, self._headings = path, wishes, None, ()
        self._first, self._answers, self._saved = wishes, (), None
        for box in (self._replace, self._skip, self._sure, self._once):
            box.setChecked(False)
        self._columns.hide()
        self._look(wishes)

    def show_report(self, report: Report) -> None:
        """Show the changes of the list."""
        self._report, self._headings = report, report.headings
        self._show()

    def save_rejects(self, path: Path) -> None:
        """Ask to write the rows with errors to a file; nothing else changes."""
        assert self._wishes is not None  # noqa: S101  # there is a file
        self._saved = path
        self._look(replace(self._wishes, rejects=path))

    def show_no_columns(self, headings: Sequence[str]) -> None:
        """Ask for the column of each field, as none was recognised."""
        self._report, self._headings = None, headings
        self._columns.show()
        self._show()

    def forget(self) -> None:
        """Reset the section for another list."""
        self._path, self._report, self._headings = None, None, ()
        self._columns.hide()
        self._show()

    @property
    def next_stop(self) -> QWidget:
        """The widget of the next step: import, answer a question, or choose a file."""
        columns = self._columns.findChild(QComboBox)
        if self._report is None and columns is not None and columns.isVisible():
            return columns
        if (answer := self._questions.first_answer) is not None:
            return answer
        for part in (self._take, self._skip, self._sure):
            if part.isVisible() and part.isEnabled():
                return part
        return self._leave

    def take_focus(self) -> None:
        """Focus the widget of the next step."""
        self.next_stop.setFocus()

    def _show(self) -> None:
        report = self._report
        self._file.show_text(self._about_file())
        self._changes.show_text(changes(report, self._words) if report else "")
        self._read.show_text(read(report, self._words) if report else "")
        self._sheets.show_sheets(report.sheets if report else (), report.sheet if report else None)
        self._show_questions(report)
        self._next.show_text(self._advice())
        self._problems.show_lines(tuple(rejected(report, self._words)) if report else ())
        self._problems.show_saved(self._about_saved(report))
        self._look_at.show_lines(tuple(warnings(report, self._words)) if report else ())
        self._recognised.show_text(recognised(report.mapping, self._words) if report else "")
        self._unused.show_text(unused(report, self._words) if report else "")
        self._columns.show_columns(self._headings, report.mapping if report else {})
        self._other.setVisible(bool(self._headings) and report is not None)
        key = "files.columns_away" if self._columns.isVisibleTo(self) else "files.columns"
        self._other.setText(self._words.say(key))
        self._show_choices(report)

    def _about_file(self) -> str:
        if self._path is None:
            return ""
        more = self._words.say("files.waiting", n=self._waiting) if self._waiting else ""
        return " · ".join(filter(None, (self._path.name, more)))

    def _about_saved(self, report: Report | None) -> str:
        if self._saved is None or report is None:
            return ""
        return self._words.say("files.rejects", file=self._saved.name, source=report.source)

    def _show_questions(self, report: Report | None) -> None:
        questions = report.questions if report else ()
        any_answered = report is not None and bool(self._answers)
        self._questions.show_questions(questions, self._words, any_answered=any_answered)

    def _show_choices(self, report: Report | None) -> None:
        many = report is not None and self._withdraws_many(report)
        self._replace.setVisible(report is not None)
        self._skip.setVisible(report is not None and report.rejected_rows > 0)
        self._sure.setVisible(many)
        self._once.setVisible(report is not None and self._has_same_guests(report))
        self._take.setVisible(report is not None)
        self._take.setEnabled(not self._advice())

    def _advice(self) -> str:
        """Return why the list cannot be imported yet, empty if it can."""
        report = self._report
        if report is None:
            return self._words.say("files.no_columns") if self._columns.isVisibleTo(self) else ""
        if report.questions:
            return self._words.say("files.must_answer")
        if report.rejected_rows and not self._skip.isChecked():
            return self._words.say("files.must_skip")
        if not (report.added or report.changed or report.withdrawn):
            return self._words.say("files.nothing_new")
        if self._withdraws_many(report) and not self._sure.isChecked():
            return self._words.say("files.must_be_sure")
        return ""

    def _withdraws_many(self, report: Report) -> bool:
        return any(warned.key == _WITHDRAWS_MANY for warned in report.warnings)

    def _has_same_guests(self, report: Report) -> bool:
        return any(warned.key in _SAME_GUESTS for warned in report.warnings)

    def _connect(self) -> None:
        self._leave.clicked.connect(self.left)
        self._replace.clicked.connect(self._look_again)
        self._skip.clicked.connect(self._look_again)
        self._once.clicked.connect(self._look_again)
        self._sure.clicked.connect(self._show)
        self._take.clicked.connect(self._ask_to_take)
        self._problems.save_asked.connect(self.rejects_asked)
        self._other.clicked.connect(self._turn_columns)
        self._columns.changed.connect(self._remap)
        self._sheets.chosen.connect(self._read_sheet)
        self._questions.answered.connect(self._answer)
        self._questions.forget_asked.connect(self._forget_answers)

    def _answer(self, answer: str) -> None:
        assert self._wishes is not None  # noqa: S101  # there is a file
        self._answers = (*self._answers, answer)
        self._wishes = with_answer(self._wishes, answer)
        self._look_again()

    def _read_sheet(self, name: str) -> None:
        assert self._first is not None  # noqa: S101  # there is a file
        # Another sheet has other columns: the choices for this sheet do not apply to it.
        self._first = replace(self._first, sheet=name)
        self._forget_answers()

    def _forget_answers(self) -> None:
        assert self._first is not None  # noqa: S101  # there is a file
        self._answers, self._wishes = (), self._first
        self._look_again()

    def _turn_columns(self) -> None:
        self._columns.setVisible(not self._columns.isVisibleTo(self))
        self._show()

    def _remap(self, mapping: Mapping[str, str]) -> None:
        assert self._wishes is not None  # noqa: S101  # there is a file
        self._wishes = replace(self._wishes, mapping={**self._wishes.mapping, **mapping})
        self._look_again()

    def _look_again(self) -> None:
        assert self._wishes is not None  # noqa: S101  # there is a file
        self._sure.setChecked(False)
        self._wishes = replace(
            self._wishes,
            replace=self._replace.isChecked(),
            skip_rejected=self._skip.isChecked(),
            same_guest="once" if self._once.isChecked() else "both",
        )
        self._look(self._wishes)

    def _look(self, wishes: ImportOptions) -> None:
        self.look_asked.emit(self._path, replace(wishes, dry_run=True))
        self._show()

    def _ask_to_take(self) -> None:
        assert self._wishes is not None  # noqa: S101  # there is a file
        self.take_asked.emit(self._path, replace(self._wishes, yes=self._sure.isChecked()))
