"""A guest list in a text file as rows of cells, from any spreadsheet or shop."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, islice
from pathlib import Path
from typing import IO

from kiosk.errors import UnusableInput
from kiosk.guestlist.import_report import ImportWarning, Question
from kiosk.guestlist.row_source import BrokenRow, Row, SheetInfo
from kiosk.guestlist.sources.added_columns import Sections, sections
from kiosk.guestlist.sources.guest_rows import GuestRows
from kiosk.guestlist.sources.headings.headed_file import HeadedFile
from kiosk.guestlist.sources.headings.heading_rows import (
    SAMPLE_ROWS,
    Headings,
    SampleRow,
    find_headings,
    recognised,
)
from kiosk.guestlist.sources.headings.ticked_groups import with_answers
from kiosk.guestlist.sources.limits import LONGEST_CELL, MOST_COLUMNS
from kiosk.guestlist.sources.open_elsewhere import open_elsewhere
from kiosk.guestlist.sources.stray_quote import RecordLines, swallows_rows
from kiosk.guestlist.sources.text_encoding import Encoding

LONGEST_LINE = 1_048_576
"""The most characters of a line; a longer line is never read into memory."""

_TOO_LONG = "x" * (LONGEST_CELL + 1) + "\n"  # the reader must refuse this line

_SEPARATORS = ";,\t|"
_ODD_SEPARATORS = ":^~"  # common within cells too: used only if they separate two usual names


@dataclass(frozen=True, slots=True)
class Table(HeadedFile):
    """A text file with headings above its rows."""

    path: Path
    encoding: Encoding
    separator: str
    found: Headings
    guests: GuestRows
    sections: Sections | None = None
    sheets: tuple[SheetInfo, ...] = ()
    sheet: str | None = None

    @property
    def headings(self) -> tuple[str, ...]:
        """The names of the columns, and of the added one with the sections."""
        return (*self.found.texts, *([self.sections.heading] if self.sections else []))

    def questions(self) -> list[Question]:
        """Ask for the encoding if the file does not show it."""
        return self.encoding.questions()

    def warnings(self) -> list[ImportWarning]:
        """Return the warnings about reading the file."""
        return [
            *open_elsewhere(self.path),
            *self.encoding.warnings(),
            *self.found.warnings(),
            *self.guests.warnings(),
        ]

    def rows(self) -> Iterator[Row]:
        """Yield the guests' rows below the headings; blank rows are only counted."""
        rows = _rows(self.path, self.encoding.name, self.separator, len(self.found.texts))
        below = (row for row in rows if row[0] > self.heading_row)
        guests = self.guests.of(with_answers(below, self.found.groups))
        return self.sections.added_to(guests) if self.sections else guests


def open_table(path: Path, encoding: Encoding) -> Table:
    """Detect the format of a text file; UnusableInput if it is no list that can be read.

    Usual column names decide on the separator and the heading row.
    """
    every = _SEPARATORS + _ODD_SEPARATORS
    samples = {separator: _sample(path, encoding.name, separator) for separator in every}
    ranks = {separator: _likeness(rows) for separator, rows in samples.items()}
    likely = [one for one, (known, *_) in ranks.items() if one in _SEPARATORS or known > 1]
    rows = samples[separator := max(likely, key=ranks.__getitem__)]
    if not rows:
        raise UnusableInput("error.list_empty", file=path.name)
    headings = find_headings(rows)
    if len(headings.texts) > MOST_COLUMNS:
        raise UnusableInput("error.list_too_wide", file=path.name)
    below = [row for row in rows if row[0] > headings.row]
    table = Table(path, encoding, separator, headings, GuestRows(below, headings.texts))
    return replace(table, sections=sections(table.rows(), headings.texts))


def _likeness(rows: Sequence[SampleRow]) -> tuple[int, float, int]:
    """Rank a separator: recognised headings, rows of the most common width, that width."""
    known = max((recognised(cells) for _, cells in rows), default=0)
    widths = [len(cells) for _, cells in rows]
    width = max(widths, key=widths.count, default=0)
    return known, width > 1 and widths.count(width) / len(widths), width


def _sample(path: Path, encoding: str, separator: str) -> list[SampleRow]:
    rows = islice(_rows(path, encoding, separator), SAMPLE_ROWS)
    return [(number, cells) for number, cells in rows if isinstance(cells, list) and any(cells)]


def _rows(path: Path, encoding: str, separator: str, width: int = 0) -> Iterator[Row]:
    csv.field_size_limit(LONGEST_CELL)
    with _text(path, encoding) as stream:
        lines = RecordLines(_lines(stream, path))
        reader = csv.reader(lines, delimiter=separator, strict=True)
        for number in count(1):
            lines.begin_record()
            try:
                cells: list[str] | BrokenRow = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                is_long = "field larger" in str(error) and len(lines.record) == 1
                cells = BrokenRow.TOO_LONG if is_long else BrokenRow.QUOTES
            except UnicodeDecodeError as error:
                raise UnusableInput("error.list_encoding", file=path.name) from error
            if isinstance(cells, list) and swallows_rows(cells, lines.record, separator, width):
                cells = BrokenRow.QUOTES
            if cells is BrokenRow.QUOTES:
                lines.give_back()
            yield number, cells


def _lines(stream: IO[str], path: Path) -> Iterator[str]:
    number = 0
    while line := stream.readline(LONGEST_LINE):
        number += 1
        if len(line) == LONGEST_LINE and line[-1] != "\n":
            _skip_line(stream)
            line = _TOO_LONG
        if "\0" in line:
            raise UnusableInput("error.list_has_nul", file=path.name, row=number)
        if number == 1 and line.rstrip()[:-1].casefold() == "sep=":
            continue  # Excel's "sep=" line is no row
        yield line


def _skip_line(stream: IO[str]) -> None:
    while (rest := stream.readline(LONGEST_LINE)) and rest[-1] != "\n":
        pass


def _text(path: Path, encoding: str) -> io.TextIOWrapper:
    try:
        return io.TextIOWrapper(path.open("rb"), encoding=encoding, newline=None)
    except FileNotFoundError as error:  # it was there a moment ago
        raise UnusableInput("error.list_missing", file=path) from error
    except OSError as error:
        raise UnusableInput("error.list_unreadable", file=path) from error
