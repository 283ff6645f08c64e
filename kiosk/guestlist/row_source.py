"""The interface of sources of rows: a file of any kind, or a shop."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from kiosk.guestlist.import_report import ImportWarning, Question


class BrokenRow(StrEnum):
    """The reason why a row could not be split into cells."""

    TOO_LONG = "too_long"
    QUOTES = "quotes"


class Damage(StrEnum):
    """The reason why the text of a cell may be wrong."""

    ERROR = "error_cell"
    """The cell shows an error, such as #N/A."""

    NO_RESULT = "no_result"
    """The cell contains a formula without a result in the file."""

    ROUNDED = "rounded"
    """A number of more than 15 digits, of which a spreadsheet lost the last ones."""

    DATE = "date"
    """A date; except in a column of dates, a spreadsheet has converted it."""


class MarkedCell(str):
    """The text of a damaged cell."""

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
    """A sheet of a workbook: its name, and its numbers of filled rows and columns."""

    name: str
    visible: bool
    rows: int
    columns: int


class RowSource(Protocol):
    """Headings and rows, read one at a time, because a list may not fit in memory."""

    @property
    def name(self) -> str:
        """The displayed name, such as a file's name."""

    @property
    def list_name(self) -> str:
        """The default name of the list's source."""

    @property
    def headings(self) -> tuple[str, ...]:
        """The names of the columns, all different; a column without a name has ""."""

    @property
    def heading_row(self) -> int:
        """The number of the row with the headings; 0 if no row has them."""

    @property
    def sheets(self) -> tuple[SheetInfo, ...]:
        """The sheets of a workbook; empty if there are no sheets."""

    @property
    def sheet(self) -> str | None:
        """The name of the sheet that is read."""

    def rows(self) -> Iterator[Row]:
        """Yield the guests' rows; each call starts at the first row.

        Blank rows, total rows and lines below the list are left out.
        """

    def warnings(self) -> list[ImportWarning]:
        """Return the warnings about reading the file, complete after `rows` were read."""

    def questions(self) -> list[Question]:
        """Return the questions that must be answered first, such as which sheet."""
