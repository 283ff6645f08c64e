"""Sources of a guest list's rows: a file of any kind, or a shop."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from kiosk.guestlist.import_report import ImportWarning, Question


class BrokenRow(StrEnum):
    """Why a row could not be read at all."""

    TOO_LONG = "too_long"
    QUOTES = "quotes"


class Damage(StrEnum):
    """Why the text of a cell may not be the text that was meant."""

    ERROR = "error_cell"
    """The cell shows an error, such as #N/A."""

    NO_RESULT = "no_result"
    """The cell holds a formula, and the file does not hold its result."""

    ROUNDED = "rounded"
    """A number of more digits than a spreadsheet keeps (15): the last ones are lost."""

    DATE = "date"
    """A date, which is right in a column of dates; elsewhere a spreadsheet made it one."""


class MarkedCell(str):
    """The text of a workbook's cell that may not be what was meant."""

    __slots__ = ("damage",)
    damage: Damage

    def __new__(cls, text: str, damage: Damage) -> "MarkedCell":
        """Mark a text."""
        cell = super().__new__(cls, text)
        cell.damage = damage
        return cell


Row = tuple[int, list[str] | BrokenRow]
"""A row's number, as a spreadsheet shows it, and its cells; a damaged one is a `MarkedCell`."""


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """A sheet of a workbook: how many rows have anything in them, and how many columns."""

    name: str
    visible: bool
    rows: int
    columns: int


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
        """The names of the columns, no two of them the same; a column without one has ""."""
        ...

    @property
    def heading_row(self) -> int:
        """The number of the row with the headings; 0 where they are in no row."""
        ...

    @property
    def sheets(self) -> tuple[SheetInfo, ...]:
        """The sheets of a workbook; none where there are no sheets."""
        ...

    @property
    def sheet(self) -> str | None:
        """The name of the sheet that is read."""
        ...

    def rows(self) -> Iterator[Row]:
        """Yield the guests' rows; each call begins at the first.

        Blank rows, total rows and lines below the list are left out.
        """
        ...

    def problems(self) -> list[ImportWarning]:
        """Return what is doubtful about how it was read, complete after `rows` were read."""
        ...

    def questions(self) -> list[Question]:
        """Return the choices that a person must make first, such as which sheet."""
        ...
