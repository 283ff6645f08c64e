"""The table of the lists in use, as Qt's views read it: a row for each source."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QModelIndex, QObject, Qt
from PySide6.QtGui import QFont

from kiosk.texts import Texts
from kiosk.ui.files.lists_in_use.list_texts import held_by, read_at
from kiosk.ui.style.theme import font
from kiosk.ui.widgets.tables.row_model import Index, RowModel

if TYPE_CHECKING:  # it imports SQLite
    from kiosk.admin.list_overview import UsedList

_NAME_PX = 17


class ListColumn(IntEnum):
    """The columns of the table, from left to right."""

    SOURCE = 0
    TICKETS = 1
    VERSION = 2
    READ_AT = 3
    IMPORTED_BY = 4
    HELD = 5


class ListsModel(RowModel["UsedList", ListColumn]):
    """Gives the texts of each list; the last column only if the event has several laptops."""

    def __init__(
        self, zone: ZoneInfo, now: Callable[[], int], words: Texts, parent: QObject | None = None
    ) -> None:
        """`now` is ms UTC."""
        figures = (ListColumn.TICKETS, ListColumn.VERSION)
        super().__init__(_heading, self._text, ListColumn, figures, parent)
        self._zone = zone
        self._now = now
        self._words = words
        self._importer_below = False

    def put_importer_below(self, below: bool) -> None:
        """Show who read a list below the time, for a table without room for both columns."""
        if below != self._importer_below:
            self._importer_below = below
            column = ListColumn.READ_AT
            self.dataChanged.emit(self.index(0, column), self.index(len(self.rows) - 1, column))

    def show_lists(self, lists: Sequence[UsedList], words: Texts) -> None:
        """Replace all rows, and the texts."""
        self._words = words
        self.replace_rows(lists)

    def list_at(self, row: int) -> UsedList | None:
        """Return the list of a row; None without that row."""
        return self.rows[row] if 0 <= row < len(self.rows) else None

    def row_of(self, source: str) -> int:
        """Return the row of a source; the first one if it has none."""
        sources = [one.source for one in self.rows]
        return sources.index(source) if source in sources else 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's default
        """Return the number of columns."""
        shared = any(one.laptops > 1 for one in self.rows)
        return super().columnCount(parent) if shared or parent.isValid() else ListColumn.HELD

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the text of a cell, or the heavier font of the names."""
        if role == Qt.ItemDataRole.FontRole and index.column() == ListColumn.SOURCE:
            return font(_NAME_PX, QFont.Weight.DemiBold)
        return super().data(index, role)

    def _text(self, row: UsedList, column: ListColumn) -> str:
        at = read_at(row.at, self._now(), self._zone, self._words)
        texts = {
            ListColumn.SOURCE: row.source,
            ListColumn.TICKETS: self._words.number(row.tickets),
            ListColumn.VERSION: self._words.number(row.version),
            ListColumn.READ_AT: f"{at}\n{row.imported_by}" if self._importer_below else at,
            ListColumn.IMPORTED_BY: row.imported_by,
            ListColumn.HELD: held_by(row, self._words),
        }
        return texts[column]


def _heading(column: ListColumn) -> str:
    translate = QCoreApplication.translate
    headings = {
        ListColumn.SOURCE: translate("Files", "List"),
        ListColumn.TICKETS: translate("Files", "Tickets"),
        ListColumn.VERSION: translate("Files", "Version"),
        ListColumn.READ_AT: translate("Files", "Read"),
        ListColumn.IMPORTED_BY: translate("Files", "By"),
        ListColumn.HELD: translate("Files", "Laptops"),
    }
    return headings[column]
