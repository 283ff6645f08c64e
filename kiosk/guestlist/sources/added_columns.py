"""Columns that are added to a list, in the language of its headings: the colours of its rows."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kiosk.guestlist.columns.column_words import LISTS, plain
from kiosk.guestlist.row_source import Row

_DUTCH, _ENGLISH = "nl", "en"


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
    said = words_of(headings)
    heading = said["heading"]
    if heading in headings:
        heading += " (2)"
    return RowColours(heading, {row: said[look] for row, look in looks.items()}, len(headings))


def words_of(headings: Sequence[str]) -> Mapping[str, str]:
    """Return the names of added columns, and the words in them, in the language of the headings."""
    known = _known()
    english = set(known[_ENGLISH]["headings"].split())
    return known[_DUTCH if english.isdisjoint(map(plain, headings)) else _ENGLISH]


@cache
def _known(path: Path = LISTS / "added_columns.toml") -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
