"""The base of the models of tables: a row for each value, a column for each text about it."""

from collections.abc import Callable, Collection, Sequence
from enum import IntEnum
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

Row = TypeVar("Row")
C = TypeVar("C", bound=IntEnum)
Index = QModelIndex | QPersistentModelIndex
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RowModel(QAbstractTableModel, Generic[Row, C]):
    """Has the rows, and the texts of their cells."""

    def __init__(
        self,
        heading: Callable[[C], str],
        text: Callable[[Row, C], str],
        columns: type[C],
        figures: Collection[C],
        parent: QObject | None = None,
    ) -> None:
        """`heading` and `text` return the texts; the `figures` are aligned on the right."""
        super().__init__(parent)
        self.rows: Sequence[Row] = ()
        self._heading_of, self._text_of = heading, text
        self._columns, self._figures = columns, figures

    def replace_rows(self, rows: Sequence[Row]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's default
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's default
        """Return the number of columns, hidden ones too."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the text of a cell; its tooltip is the same, as long texts are shortened."""
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole if index.isValid():
                return self._text_of(self.rows[index.row()], self._columns(index.column()))
            case Qt.ItemDataRole.TextAlignmentRole:
                return RIGHT if index.column() in self._figures else LEFT
            case _:
                return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the heading of a column, aligned as its texts."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._heading_of(self._columns(section))
            case Qt.ItemDataRole.TextAlignmentRole:
                return RIGHT if section in self._figures else LEFT
            case _:
                return None
