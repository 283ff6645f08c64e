"""Sources of a guest list's rows: a file of any kind, or a shop."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Protocol

from kiosk.guestlist.import_report import Warned


class Broken(StrEnum):
    """Why a row could not be read at all."""

    TOO_LONG = "too_long"
    QUOTES = "quotes"


Row = tuple[int, list[str] | Broken]
"""A row's number, as a spreadsheet shows it, and its cells."""


class RowSource(Protocol):
    """Headings and the rows below them, read one at a time: a list may not fit in memory."""

    @property
    def name(self) -> str:
        """The name that messages give it, such as a file's."""
        ...

    @property
    def list_name(self) -> str:
        """The name of the list where a person gives none."""
        ...

    @property
    def headings(self) -> tuple[str, ...]:
        """The names of the columns."""
        ...

    def rows(self) -> Iterator[Row]:
        """Yield the rows, without blank ones; each call begins at the first."""
        ...

    def problems(self) -> list[Warned]:
        """Return what is doubtful about how it was read."""
        ...
