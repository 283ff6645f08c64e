"""The table of the lists in use, as Qt's views read it: a row for each source."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QFont

from kiosk.texts import Texts
from kiosk.ui.files.lists_in_use.list_texts import held_by, read_at
from kiosk.ui.style.theme import font
from kiosk.ui.style.time_format import locale

if TYPE_CHECKING:  # it imports SQLite
    from kiosk.admin.list_overview import UsedList

_NAME_PX = 17
_Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ListColumn(IntEnum):
    """The columns of the table, from left to right."""

    SOURCE = 0
    TICKETS = 1
    VERSION = 2
    READ_AT = 3
    IMPORTED_BY = 4
    HELD = 5


_NUMBERS = (ListColumn.TICKETS, ListColumn.VERSION)


class ListsModel(QAbstractTableModel):
    """Gives the texts of each list; the last column only if the event has several laptops."""

    def __init__(
        self, zone: ZoneInfo, now: Callable[[], int], words: Texts, parent: QObject | None = None
    ) -> None:
        """`now` is ms UTC."""
        super().__init__(parent)
        self._zone = zone
        self._now = now
        self._words = words
        self._lists: Sequence[UsedList] = ()
        self._importer_below = False

    def put_importer_below(self, below: bool) -> None:
        """Show who read a list below the time, for a table without room for both columns."""
        if below != self._importer_below:
            self._importer_below = below
            column = ListColumn.READ_AT
            self.dataChanged.emit(self.index(0, column), self.index(len(self._lists) - 1, column))

    def show_lists(self, lists: Sequence[UsedList], words: Texts) -> None:
        """Replace all rows, and the texts."""
        self.beginResetModel()
        self._lists, self._words = lists, words
        self.endResetModel()

    def list_at(self, row: int) -> UsedList | None:
        """Return the list of a row; None without that row."""
        return self._lists[row] if 0 <= row < len(self._lists) else None

    def row_of(self, source: str) -> int:
        """Return the row of a source; the first one if it has none."""
        sources = [one.source for one in self._lists]
        return sources.index(source) if source in sources else 0

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's default
        """Return the number of lists."""
        return 0 if parent.isValid() else len(self._lists)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's default
        """Return the number of columns."""
        shared = any(one.laptops > 1 for one in self._lists)
        return 0 if parent.isValid() else len(ListColumn) - (not shared)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the text of a cell; its tooltip is the same, as long texts are shortened."""
        if not index.isValid():
            return None
        column = ListColumn(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return self._text(self._lists[index.row()], column)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if column in _NUMBERS else _LEFT
            case Qt.ItemDataRole.FontRole if column is ListColumn.SOURCE:
                return font(_NAME_PX, QFont.Weight.DemiBold)
            case _:
                return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the head of a column."""
        if orientation != Qt.Orientation.Horizontal or section not in tuple(ListColumn):
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _head(ListColumn(section))
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if section in _NUMBERS else _LEFT
            case _:
                return None

    def _text(self, used: UsedList, column: ListColumn) -> str:
        number = locale(self._words.language).toString
        match column:
            case ListColumn.SOURCE:
                return used.source
            case ListColumn.TICKETS:
                return number(used.tickets)
            case ListColumn.VERSION:
                return number(used.version)
            case ListColumn.READ_AT:
                at = read_at(used.at, self._now(), self._zone, self._words)
                return f"{at}\n{used.imported_by}" if self._importer_below else at
            case ListColumn.IMPORTED_BY:
                return used.imported_by
            case ListColumn.HELD:
                return held_by(used, self._words)


def _head(column: ListColumn) -> str:
    translate = QCoreApplication.translate
    heads = {
        ListColumn.SOURCE: translate("Files", "List"),
        ListColumn.TICKETS: translate("Files", "Tickets"),
        ListColumn.VERSION: translate("Files", "Version"),
        ListColumn.READ_AT: translate("Files", "Read"),
        ListColumn.IMPORTED_BY: translate("Files", "By"),
        ListColumn.HELD: translate("Files", "Laptops"),
    }
    return heads[column]
