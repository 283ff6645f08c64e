"""Finds a stray quotation mark, which would take the rows below it into its cell."""

import re
from collections import deque
from collections.abc import Iterator, Sequence

_DIGITS = re.compile(r"\d+")
_LETTERS = re.compile(r"[^\W\d_]+")


class RecordLines:
    """Lines of a file; remembers those of the current record, and can give them back."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._waiting: deque[str] = deque()
        self.record: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._waiting.popleft() if self._waiting else next(self._lines)
        self.record.append(line)
        return line

    def begin_record(self) -> None:
        """Start to count the lines of the next record."""
        self.record = []

    def give_back(self) -> None:
        """Read all but the record's first line again, as separate records."""
        self._waiting.extendleft(reversed(self.record[1:]))


def swallows_rows(cells: Sequence[str], record: Sequence[str], separator: str, width: int) -> bool:
    """Return whether a record of several lines contains lines that are rows like itself.

    A note of several lines does not: its lines have other numbers of cells, or begin differently.
    """
    return width > 1 and any(_is_row(line, cells, separator, width) for line in record[1:])


def _is_row(line: str, cells: Sequence[str], separator: str, width: int) -> bool:
    parts = line.rstrip("\r\n").split(separator)
    if len(parts) != width or any(part.startswith(" ") for part in parts):
        return False
    return _shape(parts[0].lstrip('"')) == _shape(cells[0])


def _shape(text: str) -> str:
    return _LETTERS.sub("a", _DIGITS.sub("9", text.strip()))
