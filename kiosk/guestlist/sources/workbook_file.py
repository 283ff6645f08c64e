"""A sheet of a workbook as headings and rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from kiosk.errors import UnusableInput
from kiosk.guestlist.import_report import ImportWarning, Question
from kiosk.guestlist.row_source import Row, SheetInfo
from kiosk.guestlist.source_name import source_name
from kiosk.guestlist.sources.guest_rows import GuestRows
from kiosk.guestlist.sources.heading_rows import (
    SAMPLE_ROWS,
    Headings,
    IsHeading,
    SampleRow,
    find_headings,
)
from kiosk.guestlist.sources.limits import MOST_COLUMNS
from kiosk.guestlist.sources.open_elsewhere import open_elsewhere
from kiosk.guestlist.sources.packed_sheets import PackedSheet, read_sheets
from kiosk.guestlist.sources.sheet_choice import Candidate, Choice, choose_sheet
from kiosk.guestlist.sources.workbook_reader import send_workbook


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheet of a workbook that is read, its rows in memory as they were packed."""

    path: Path
    packed: PackedSheet
    choice: Choice
    found: Headings
    guests: GuestRows

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name

    @property
    def list_name(self) -> str:
        """The file's name without what changes from day to day."""
        return source_name(self.path)

    @property
    def headings(self) -> tuple[str, ...]:
        """The names of the columns."""
        return self.found.texts

    @property
    def heading_row(self) -> int:
        """The number of the row with the headings."""
        return self.found.row

    @property
    def sheets(self) -> tuple[SheetInfo, ...]:
        """All sheets of the workbook."""
        return self.choice.sheets

    @property
    def sheet(self) -> str | None:
        """The name of the sheet that is read."""
        return self.packed.info.name

    def rows(self) -> Iterator[Row]:
        """Yield the guests' rows below the headings."""
        return self.guests.of(row for row in self.packed.rows() if row[0] > self.heading_row)

    def questions(self) -> list[Question]:
        """Ask which sheet is meant where several may be."""
        return self.choice.questions()

    def problems(self) -> list[ImportWarning]:
        """Return what is doubtful about how the workbook was understood."""
        hidden = [row for row in self.packed.hidden if row > self.heading_row]
        told = (
            [ImportWarning("hidden_rows", {"rows": len(hidden), "row": hidden[0]})]
            if hidden
            else []
        )
        return [
            *open_elsewhere(self.path),
            *self.choice.problems(),
            *self.found.problems(),
            *told,
            *self.guests.problems(),
        ]


def open_workbook(path: Path, sheet: str | None, is_heading: IsHeading) -> Workbook:
    """Read a workbook in a process of its own; UnusableInput if no sheet of it holds a list."""
    packed = {one.info.name: one for one in read_sheets(path, send_workbook)}
    candidates = [_candidate(one, is_heading) for one in packed.values()]
    choice = choose_sheet(path.name, candidates, sheet)
    chosen = packed[choice.name]
    return _opened(path, chosen, choice, is_heading)


def _opened(path: Path, packed: PackedSheet, choice: Choice, is_heading: IsHeading) -> Workbook:
    if packed.info.columns > MOST_COLUMNS:
        raise UnusableInput("list_too_wide", file=path.name, columns=packed.info.columns)
    sample = _sample(packed)
    headings = find_headings(sample, is_heading)
    below = [row for row in sample if row[0] > headings.row]
    guests = GuestRows(below, frozenset(packed.titles))
    return Workbook(path, packed, choice, headings, guests)


def _candidate(packed: PackedSheet, is_heading: IsHeading) -> Candidate:
    sample = _sample(packed)
    headings = find_headings(sample, is_heading).texts if sample else ()
    return Candidate(packed.info, headings, packed.rows)


def _sample(packed: PackedSheet) -> Sequence[SampleRow]:
    rows = islice(packed.rows(), SAMPLE_ROWS)
    return [(number, cells) for number, cells in rows if isinstance(cells, list)]
