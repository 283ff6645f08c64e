"""Columns that are added to a list, in the language of its headings.

They hold the colours of its rows, and the sections between them: AFGEMELD above the guests who do
not come.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

from kiosk.guestlist.columns.column_words import LISTS, plain
from kiosk.guestlist.columns.status_words import status_words
from kiosk.guestlist.row_source import Row

_DUTCH, _ENGLISH = "nl", "en"
_MOST_ROWS = 5_000
"""The rows that are searched: longer lists are not made by hand."""

_COUNT_BEHIND = re.compile(r"[\s:(]*\d*[\s):]*$")
_LEAST_LETTERS = 3


@dataclass(frozen=True, slots=True)
class RowColours:
    """The colours of some rows by row number, as words below a heading of their own."""

    heading: str
    words: Mapping[int, str]
    width: int

    def added_to(self, rows: Iterator[Row]) -> Iterator[Row]:
        """Yield rows with the added column behind the `width` others."""
        for number, cells in rows:
            if isinstance(cells, list):
                missing = [""] * (self.width - len(cells))
                word = self.words.get(number, "")
                yield number, [*cells[: self.width], *missing, word, *cells[self.width :]]
            else:
                yield number, cells


def row_colours(looks: Mapping[int, str], headings: Sequence[str]) -> RowColours:
    """Return the column for the colours of rows, by row number."""
    names = words_of(headings)
    heading = names["heading"]
    if heading in headings:
        heading += " (2)"
    return RowColours(heading, {row: names[look] for row, look in looks.items()}, len(headings))


def words_of(headings: Sequence[str]) -> Mapping[str, str]:
    """Return the names of added columns, and the words in them, in the language of the headings."""
    known = _known()
    english = set(known[_ENGLISH]["headings"].split())
    return known[_DUTCH if english.isdisjoint(map(plain, headings)) else _ENGLISH]


@cache
def _known(path: Path = LISTS / "added_columns.toml") -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Sections:
    """The headings of sections, in an added column behind the `width` others of each row."""

    heading: str
    width: int

    def added_to(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Yield rows with their section; the rows of the headings themselves are left out."""
        section = ""
        for number, cells in rows:
            if not isinstance(cells, list):
                yield number, cells
            elif (found := _only_text(cells)) and (is_status(found) or _is_in_capitals(found)):
                section = found
            else:
                missing = [""] * (self.width - len(cells))
                yield number, [*cells[: self.width], *missing, section, *cells[self.width :]]


def sections(rows: Iterable[Row], headings: Sequence[str]) -> Sections | None:
    """Return the sections of a list whose rows have several cells, if one of them is a status."""
    if sum(map(bool, headings)) == 1:
        return None
    if not any(is_section(cells) for _, cells in islice(rows, _MOST_ROWS)):
        return None
    heading = words_of(headings)["section"]
    return Sections(f"{heading} (2)" if heading in headings else heading, len(headings))


def is_section(cells: Sequence[str]) -> bool:
    """Return whether the only text of a row is a word for a status."""
    return isinstance(cells, list) and is_status(_only_text(cells))


def is_status(text: str) -> bool:
    """Return whether a text is a word for a status."""
    return status_words().state(text) is not None


def _only_text(cells: Sequence[str]) -> str:
    """Return the only text of a row, without a number behind it; empty if there are several."""
    filled = [cell for cell in cells if cell and cell.strip()]
    return _COUNT_BEHIND.sub("", filled[0].strip()) if len(filled) == 1 else ""


def _is_in_capitals(text: str) -> bool:
    return text.isupper() and len(text) >= _LEAST_LETTERS
