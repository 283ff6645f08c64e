"""A sheet of a workbook as headings and rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from kiosk.errors import UnusableInput
from kiosk.guestlist.import_report import ImportWarning, Question, about_rows
from kiosk.guestlist.row_source import Row, SheetInfo
from kiosk.guestlist.sources.added_columns import RowColours, Sections, row_colours, sections
from kiosk.guestlist.sources.arriving_sheet import ArrivingSheet
from kiosk.guestlist.sources.guest_rows import GuestRows
from kiosk.guestlist.sources.headings.headed_file import HeadedFile
from kiosk.guestlist.sources.headings.heading_rows import (
    SAMPLE_ROWS,
    Headings,
    SampleRow,
    find_headings,
)
from kiosk.guestlist.sources.headings.ticked_groups import with_answers
from kiosk.guestlist.sources.limits import MOST_COLUMNS
from kiosk.guestlist.sources.looks.row_looks import are_few
from kiosk.guestlist.sources.open_elsewhere import open_elsewhere
from kiosk.guestlist.sources.sheet_choice import Candidate, Choice, choose_sheet
from kiosk.guestlist.sources.sheet_reader import Send, read_sheets

_MAY_BE_NO_GUESTS = 50
"""So few marked rows may all be totals or headings."""


@dataclass(frozen=True, slots=True)
class Workbook(HeadedFile):
    """The chosen sheet of a workbook; its rows are in memory, packed."""

    path: Path
    packed: ArrivingSheet
    every: tuple[ArrivingSheet, ...]
    choice: Choice
    found: Headings
    guests: GuestRows
    sections: Sections | None = None
    colours: RowColours | None = None

    @property
    def headings(self) -> tuple[str, ...]:
        """The names of the columns, and of those that are added: sections, colours of rows."""
        added = [one.heading for one in (self.sections, self.colours) if one is not None]
        return (*self.found.texts, *added)

    @property
    def sheets(self) -> tuple[SheetInfo, ...]:
        """All sheets of the workbook."""
        return tuple(one.info for one in self.every)

    @property
    def sheet(self) -> str | None:
        """The name of the sheet that is read."""
        return self.packed.name

    def rows(self) -> Iterator[Row]:
        """Yield the guests' rows below the headings."""
        below = (row for row in self.packed.rows() if row[0] > self.heading_row)
        rows = self.guests.of(with_answers(below, self.found.groups))
        if self.sections is not None:
            rows = self.sections.added_to(rows)
        return rows if self.colours is None else self.colours.added_to(rows)

    def questions(self) -> list[Question]:
        """Ask for the sheet if several are possible."""
        return self.choice.questions()

    def warnings(self) -> list[ImportWarning]:
        """Return the warnings about reading the workbook."""
        hidden = [row for row in self.packed.hidden if row > self.heading_row]
        commented = [row for row in self.packed.comments if row > self.heading_row]
        return [
            *open_elsewhere(self.path),
            *self.choice.warnings(),
            *self.found.warnings(),
            *about_rows("import.warning.hidden_rows", hidden),
            *about_rows("import.warning.comments", commented),
            *self.guests.warnings(),
        ]


def open_workbook(path: Path, sheet: str | None, send: Send) -> Workbook:
    """Read a workbook in a separate process, as `send` does; UnusableInput if it has no list."""
    every = read_sheets(path, send)
    if len(every) == 1 and sheet is None:
        return _opened(path, every[0], every, Choice(every[0].name, every[0].visible))
    choice = choose_sheet(path.name, list(map(_candidate, every)), sheet)
    chosen = next(one for one in every if one.name == choice.name)
    return _opened(path, chosen, every, choice)


def _opened(
    path: Path,
    packed: ArrivingSheet,
    every: tuple[ArrivingSheet, ...],
    choice: Choice,
) -> Workbook:
    sample = _sample(packed)
    if not sample:
        raise UnusableInput("error.list_empty", file=path.name)
    headings = find_headings(sample, any_width=True)
    if len(headings.texts) > MOST_COLUMNS:
        raise UnusableInput("error.list_too_wide", file=path.name)
    below = [row for row in sample if row[0] > headings.row]
    guests = GuestRows(below, headings.texts, packed.titles)
    opened = Workbook(path, packed, every, choice, headings, guests)
    opened = replace(opened, sections=sections(opened.rows(), headings.texts))
    below_headings = any(row > headings.row for row in packed.looks)
    return replace(opened, colours=_colours(opened)) if below_headings else opened


def _colours(opened: Workbook) -> RowColours | None:
    """Return the colours of a few guests' rows; None if no guest has one, or many have."""
    packed, below = opened.packed, opened.heading_row
    looks = {row: look for row, look in packed.looks.items() if row > below}
    count = packed.height - below
    if len(looks) <= _MAY_BE_NO_GUESTS:
        numbers = [number for number, _ in opened.rows()]
        looks = {number: looks[number] for number in numbers if number in looks}
        count = len(numbers)
    # A long list with many of them is not waited for: the import reads it while it arrives.
    return row_colours(looks, opened.headings) if are_few(looks, count) else None


def _candidate(packed: ArrivingSheet) -> Candidate:
    sample = _sample(packed)
    headings = find_headings(sample, any_width=True).texts if sample else ()
    return Candidate(packed.info, headings, packed.rows)


def _sample(packed: ArrivingSheet) -> Sequence[SampleRow]:
    rows = islice(packed.rows(), SAMPLE_ROWS)
    return [(number, cells) for number, cells in rows if isinstance(cells, list)]
