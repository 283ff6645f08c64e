"""The import of one file: its guests, its questions, its errors, and the import button."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from kiosk.guestlist.import_report import ImportOptions, Report
from kiosk.guestlist.list_draft import ListDraft, questions_of
from kiosk.texts import Texts
from kiosk.ui.files.category_section import CategorySection
from kiosk.ui.files.column_choice import ColumnChoice
from kiosk.ui.files.guest_choices import LeftOffSection, SameGuestSection
from kiosk.ui.files.guest_table import GuestTable
from kiosk.ui.files.import_texts import reused_text, unused, warnings
from kiosk.ui.files.line_sections import LineSection, RejectedSection
from kiosk.ui.files.list_pickers import CategoryPicker, SheetPicker, SourcePicker
from kiosk.ui.files.question_section import QuestionSection
from kiosk.ui.files.take_bar import TakeBar
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.labels import named
from kiosk.ui.widgets.panel import ChoiceButton
from kiosk.ui.widgets.section import MARGIN, Section, Stretch, WrappedLabel, fill, scrolled

_INSET = 18  # pixels, as in a section
_EDGE = 2  # pixels around a part that is scrolled to


class ListDoctor(QWidget):
    """Shows the changes of a file, asks its questions, and imports it.

    Signals:
        left: a person closed the list without importing it.
        check_asked: the file (Path) and the `ImportOptions` (a dry run), to report the changes.
        import_asked: the file (Path), the `ImportOptions`, and the rules for its new categories.
        rejects_asked: a person wants to save the rows with errors.
    """

    left = Signal()
    check_asked = Signal(object, object)
    import_asked = Signal(object, object, object)
    rejects_asked = Signal()

    def __init__(self, theme: Theme, words: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._draft: ListDraft | None = None
        self._waiting = 0
        self._saved: Path | None = None
        self._report: Report | None = None
        self._first_values: Mapping[str, str] = {}
        self._file = WrappedLabel("strong", self)
        self._reused = WrappedLabel("quiet", self)
        self._questions = QuestionSection(self)
        self._source = SourcePicker(theme, self)
        self._sheets = SheetPicker(theme, self)
        self._category = CategoryPicker(theme, self)
        self._guests = GuestTable(theme, self)
        self._problems = RejectedSection(theme, self)
        self._categories = CategorySection(theme, self)
        self._left_off = LeftOffSection(theme, self)
        self._same = SameGuestSection(self)
        self._look_at = LineSection(self)
        self._unused = WrappedLabel("quiet", self)
        self._again, self._other = ChoiceButton(parent=self), ChoiceButton(parent=self)
        self._columns = ColumnChoice(theme, self)
        self._columns.hide()
        self._bar = TakeBar(self)
        self._body = Section(self)
        self._area = self._lay_out()
        self._connect()

    def use_words(self, words: Texts) -> None:
        """Show everything in these texts."""
        self._words = words
        translate = QCoreApplication.translate
        self._again.setText(translate("Files", "Answer the questions again"))
        self._look_at.set_heading(translate("Files", "Look at"))
        self._columns.use_words(words)
        self._show()

    def open(self, path: Path, options: ImportOptions, *, waiting: int = 0) -> None:
        """Start with another file; `waiting` more follow."""
        self._waiting, self._saved, self._report, self._first_values = waiting, None, None, {}
        self._category.reset()
        self._problems.reset()
        self._left_off.reset()
        self._categories.reset()
        self._columns.hide()
        self._change(ListDraft.of(path, options))

    def show_report(self, report: Report) -> None:
        """Show the changes of the list, and which choices of its previous version count."""
        if self._draft is not None:
            self._draft = self._draft.with_reused(report.reused)
        self._report, self._first_values = report, report.first_values
        self._show()

    def save_rejects(self, path: Path) -> None:
        """Ask to write the rows with errors to a file; nothing else changes."""
        assert self._draft is not None  # noqa: S101  # there is a file
        self._saved = path
        self.check_asked.emit(self._draft.path, replace(self._draft.dry_run_options, rejects=path))
        self._show()

    def show_no_columns(self, first_values: Mapping[str, str]) -> None:
        """Ask for the column of each field, as none was recognised."""
        self._report, self._first_values = None, first_values
        self._columns.show()
        self._show()

    def forget(self) -> None:
        """Reset for another list."""
        self._draft, self._report, self._first_values = None, None, {}
        self._columns.hide()
        self._show()

    @property
    def next_stop(self) -> QWidget:
        """The widget of the next step: answer a question, or import."""
        if (field := self._columns.first_field) is not None and self._report is None:
            return field
        if (answer := self._questions.first_answer) is not None:
            return answer
        if self._bar.take.isEnabled() and self._bar.take.isVisible():
            return self._bar.take
        stops = (part.next_stop for part in (self._problems, self._left_off, self._categories))
        return next(filter(None, stops), self._bar.leave)

    def take_focus(self) -> None:
        """Focus the widget of the next step, and scroll to it; before the import, to the guests."""
        stop = self.next_stop
        stop.setFocus()
        shown = self._guests if self._bar.isAncestorOf(stop) else stop
        # The whole part first, then what must be in sight if there is no room for both.
        parts = (self._problems, stop) if stop is self._problems.next_stop else (shown,)

        def scroll() -> None:
            for part in parts:
                self._area.ensureWidgetVisible(part, 0, _EDGE)

        QTimer.singleShot(0, shown, scroll)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with the next step at Enter, from a field that has no use for it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take_focus()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> QScrollArea:
        inset = (_INSET, 0, _INSET, 0)
        head = fill(QVBoxLayout(), self._file, self._reused, margins=inset, spacing=2)
        top = Qt.AlignmentFlag.AlignTop
        pickers = fill(
            QHBoxLayout(), (self._source, 3, top), (self._category, 2, top), spacing=MARGIN
        )
        buttons = fill(QHBoxLayout(), (self._again, 1), (self._other, 1), spacing=MARGIN)
        body = self._body
        fill(
            body.column,
            self._questions,
            pickers,
            self._sheets,
            self._left_off,
            self._same,
            self._categories,
            self._guests,
            self._problems,
            self._look_at,
            self._unused,
            buttons,
            self._columns,
            Stretch(),
        )
        area = scrolled(named("sheet", body), self)
        # Its preferred height would push the button off the page, which scrolls too.
        area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        fill(QVBoxLayout(self), head, (area, 1), self._bar, margins=0, spacing=MARGIN)
        return area

    def _connect(self) -> None:
        self._bar.left.connect(self.left)
        self._bar.asked.connect(self._ask_to_take)
        for choices in (self._category, self._problems, self._left_off, self._same):
            choices.changed.connect(self._choose)
        self._categories.changed.connect(self._show)
        self._left_off.sure_changed.connect(self._be_sure)
        self._problems.save_asked.connect(self.rejects_asked)
        self._other.clicked.connect(self._turn_columns)
        for part in (self._columns, self._guests):
            part.changed.connect(lambda mapping: self._change(self._now.with_columns(mapping)))
        self._sheets.chosen.connect(lambda name: self._change(self._now.with_sheet(name)))
        self._source.chosen.connect(lambda name: self._change(self._now.with_source(name)))
        self._questions.answered.connect(lambda one: self._change(self._now.with_answer(one)))
        self._again.clicked.connect(lambda: self._change(self._now.without_answers()))

    @property
    def _now(self) -> ListDraft:
        assert self._draft is not None  # noqa: S101  # there is a file
        return self._draft

    def _change(self, draft: ListDraft) -> None:
        """Check the list again with other answers; nothing is written."""
        self._draft = draft
        self.check_asked.emit(draft.path, draft.dry_run_options)
        self._show()

    def _choose(self) -> None:
        withdraw, skip, once = self._left_off.withdraw, self._problems.skip, self._same.once
        draft = self._now.with_category(self._category.category)
        self._change(draft.with_choices(withdraw=withdraw, skip_rejected=skip, once=once))

    def _be_sure(self, sure: bool) -> None:  # a signal's
        self._draft = replace(self._now, sure=sure)
        self._show()

    def _ask_to_take(self) -> None:
        self.import_asked.emit(self._now.path, self._now.final, self._categories.rules)

    def _turn_columns(self) -> None:
        self._columns.setVisible(not self._columns.isVisibleTo(self))
        self._show()
        if (field := self._columns.first_field) is not None:
            field.setFocus()
            self._reveal(self._other)

    def _reveal(self, first: QWidget) -> None:
        """Scroll to a widget and what is below it, once they are laid out."""

        def scroll() -> None:
            self._area.verticalScrollBar().setValue(first.mapTo(self._body, QPoint()).y())

        QTimer.singleShot(0, first, scroll)

    def _show(self) -> None:
        report, words = self._report, self._words
        self._categories.show_categories(report.preview.ungrouped if report else (), words)
        if self._draft is not None:
            self._draft = replace(self._draft, grouped=frozenset(self._categories.rules))
        draft = self._draft
        self._file.show_text(self._about_file())
        reused = reused_text(draft.reused, words) if draft and report else ""
        self._reused.show_text(reused)
        self._again.setVisible(bool(reused or (report and draft and draft.answers)))
        self._questions.show_questions(
            questions_of(draft, report) if draft and report else (), words
        )
        self._source.show_sources(report, words)
        self._sheets.show_sheets(report.sheets if report else (), report.sheet if report else None)
        self._guests.show_guests(report, words)
        self._category.show_choice(report, draft)
        self._left_off.show_guests(report, draft, words)
        self._same.show_choice(report, draft, words)
        self._problems.show_rows(report, self._about_saved(report), words)
        self._look_at.show_lines(tuple(warnings(report, words)) if report else ())
        self._unused.show_text(unused(report, words) if report else "")
        if self._columns.isVisibleTo(self):  # many pickers, each of all columns
            self._columns.show_columns(self._first_values, report.mapping if report else {}, words)
        self._other.setVisible(bool(self._first_values) and report is not None)
        choosing = self._columns.isVisibleTo(self)
        self._other.setText(words.say("files.columns_away" if choosing else "files.columns"))
        self._bar.show_draft(report, draft, words, no_columns=choosing)

    def _about_file(self) -> str:
        if self._draft is None:
            return ""
        more = self._words.say("files.waiting", n=self._waiting) if self._waiting else ""
        return " · ".join(filter(None, (self._draft.path.name, more)))

    def _about_saved(self, report: Report | None) -> str:
        if self._saved is None or report is None:
            return ""
        return self._words.say("files.rejects", file=self._saved.name, source=report.source)
