"""A file that is being imported: its options, its answers, and the reason why it has to wait."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from kiosk.guestlist.answers import with_answer
from kiosk.guestlist.columns.list_columns import NO_COLUMN
from kiosk.guestlist.import_report import ImportOptions, Question, Report
from kiosk.guestlist.remembered_choices import with_choices
from kiosk.guestlist.whose_list import ask_whose_list

WITHDRAWS_MANY = "import.warning.withdraws_many"
_ABOUT_THE_FILE = ("encoding", "sheet")  # asked first
_PARTS_OF_NAME = ("first_name", "infix", "last_name")


class Obstacle(StrEnum):
    """An obstacle to the import of a list."""

    QUESTIONS = "questions"
    REJECTED_ROWS = "rejected_rows"
    NOTHING_NEW = "nothing_new"
    MANY_WITHDRAWN = "many_withdrawn"
    NO_GROUP = "no_group"


@dataclass(frozen=True, slots=True)
class ListDraft:
    """The options of one file: `first` before any answer, `options` with the `answers` so far.

    `reused` are choices of the previous version among them. `sure`: the user wants many tickets to
    be withdrawn. `grouped` are new categories for which a group is chosen.
    """

    path: Path
    first: ImportOptions = field(default_factory=ImportOptions)
    options: ImportOptions = field(default_factory=ImportOptions)
    answers: tuple[str, ...] = ()
    reused: tuple[str, ...] = ()
    sure: bool = False
    grouped: frozenset[str] = frozenset()

    @classmethod
    def of(cls, path: Path, options: ImportOptions) -> "ListDraft":
        """Return the draft of a file."""
        return cls(path, options, options)

    @property
    def dry_run_options(self) -> ImportOptions:
        """The options of a dry run."""
        return replace(self.options, dry_run=True)

    @property
    def final(self) -> ImportOptions:
        """The options of the import."""
        return replace(self.options, yes=self.sure)

    def with_reused(self, choices: tuple[str, ...]) -> "ListDraft":
        """Take over the choices of the previous version, as the user's own from now on."""
        options = with_choices(self.options, choices)
        return replace(self, options=options, reused=(*self.reused, *choices))

    def with_answer(self, answer: str) -> "ListDraft":
        """Answer a question with one of its answers."""
        return replace(
            self,
            options=with_answer(self.options, answer),
            answers=(*self.answers, answer),
            sure=False,
        )

    def without_answers(self) -> "ListDraft":
        """Remove all answers, and the choices of the previous version."""
        options = replace(self.first, as_before=self.first.as_before and not self.reused)
        return replace(self, options=options, answers=(), reused=(), sure=False)

    def with_sheet(self, name: str) -> "ListDraft":
        """Read another sheet; answers about the columns of the previous one are removed."""
        first = replace(self.first, sheet=name)
        return replace(self, first=first, options=first, answers=(), reused=(), sure=False)

    def with_source(self, name: str) -> "ListDraft":
        """Set the source of the list; the choices of that source's previous version count."""
        first = replace(self.first, source=name)
        kept = self.first if self.reused else self.options
        for answer in self.answers if self.reused else ():
            kept = with_answer(kept, answer)
        options = replace(kept, source=name, as_before=True)
        return replace(self, first=first, options=options, reused=(), sure=False)

    def with_columns(self, mapping: Mapping[str, str]) -> "ListDraft":
        """Read fields from other columns; one column of names replaces its parts."""
        wanted = dict(mapping)
        if wanted.get("name", NO_COLUMN) != NO_COLUMN:
            wanted |= {part: NO_COLUMN for part in _PARTS_OF_NAME if part not in mapping}
        return self._changed(mapping={**self.options.mapping, **wanted})

    def with_category(self, category: str) -> "ListDraft":
        """Set one category for the whole list; empty: as in the file."""
        fixed = {name: value for name, value in self.options.fixed.items() if name != "category"}
        return self._changed(fixed={**fixed, "category": category} if category else fixed)

    def with_choices(self, *, withdraw: bool, skip_rejected: bool, once: bool) -> "ListDraft":
        """Set the choices about missing guests, rejected rows, and guests on two lists."""
        same_guest = "once" if once else None
        return self._changed(replace=withdraw, skip_rejected=skip_rejected, same_guest=same_guest)

    def _changed(self, **options: object) -> "ListDraft":
        changed = replace(self.options, **options)  # type: ignore[arg-type]  # fields of the options
        return replace(self, options=changed, sure=False)

    def obstacle(self, report: Report) -> Obstacle | None:
        """Return the first reason that stops the import; None if it can start."""
        if questions_of(self, report):
            return Obstacle.QUESTIONS
        if report.rejected_rows and not self.options.skip_rejected:
            return Obstacle.REJECTED_ROWS
        if not (report.added or report.changed or report.withdrawn):
            return Obstacle.NOTHING_NEW
        if withdraws_many(report) and not self.sure:
            return Obstacle.MANY_WITHDRAWN
        if not self.grouped.issuperset(report.preview.ungrouped):
            return Obstacle.NO_GROUP
        return None


def questions_of(draft: ListDraft, report: Report) -> tuple[Question, ...]:
    """Return the questions of a report, and for a short list the one about its source."""
    preview = report.preview
    asked = any(question.about == "source" for question in report.questions)
    if asked or draft.options.source is not None or not preview.is_new:
        return report.questions
    question = ask_whose_list(preview.others, preview.rows, report.source)
    if question is None:
        return report.questions
    # The previous version may have the answers to the questions that follow.
    before = [one for one in report.questions if one.about in _ABOUT_THE_FILE]
    return (*before, question, *report.questions[len(before) :])


def withdraws_many(report: Report) -> bool:
    """Return whether so many tickets would be withdrawn that the user must confirm."""
    return any(warning.key == WITHDRAWS_MANY for warning in report.warnings)
