"""The table of laptops as a model: a row for each laptop, a column for each figure."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from kiosk.ui.laptops.laptop_row import LaptopRow, RowAction, Urgency

ROW_ROLE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class LaptopColumn(IntEnum):
    """The columns, from left to right."""

    SIGN = 0
    NAME = 1
    OPERATOR = 2
    HEARD = 3
    PEOPLE = 4
    LISTS = 5
    BATTERY = 6
    UNSENT = 7
    NEXT_STEP = 8


FIGURES = (LaptopColumn.PEOPLE, LaptopColumn.UNSENT)


class LaptopModel(QAbstractTableModel):
    """The rows; if only texts change, the rows stay in place."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[LaptopRow] = []

    def show_rows(self, rows: Sequence[LaptopRow]) -> bool:
        """Show other rows; return whether the laptops or their order changed."""
        same = [row.key for row in rows] == [row.key for row in self.rows]
        if same:
            self.rows = list(rows)
            if rows:
                last = self.index(len(rows) - 1, len(LaptopColumn) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return False
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()
        return True

    def use_language(self) -> None:
        """Show the headings in the current language."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(LaptopColumn) - 1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # the signature of Qt
        """Return the number of laptops."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # the signature of Qt
        """Return the number of columns, hidden ones too."""
        return 0 if parent.isValid() else len(LaptopColumn)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's text, its whole row, or what a screen reader reads."""
        row, column = self.rows[index.row()], LaptopColumn(index.column())
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return cell_text(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(row) if column is LaptopColumn.NAME else cell_text(row, column)
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return a column's heading; that of a figure is on the right, as the figures are."""
        if role == Qt.ItemDataRole.TextAlignmentRole and section in FIGURES:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return heading(LaptopColumn(section))
        return None

    def is_empty(self, column: LaptopColumn) -> bool:
        """Return whether no laptop has anything in a column."""
        return not any(cell_text(row, column) for row in self.rows)


def heading(column: LaptopColumn) -> str:
    """Return the heading of a column in the current language."""
    translate = QCoreApplication.translate
    match column:
        case LaptopColumn.NAME:
            return translate("LaptopTable", "Laptop")
        case LaptopColumn.OPERATOR:
            return translate("LaptopTable", "Who")
        case LaptopColumn.HEARD:
            return translate("LaptopTable", "Last heard")
        case LaptopColumn.PEOPLE:
            return translate("LaptopTable", "Let in")
        case LaptopColumn.LISTS:
            return translate("LaptopTable", "Lists")
        case LaptopColumn.BATTERY:
            return translate("LaptopTable", "Battery")
        case LaptopColumn.UNSENT:
            return translate("LaptopTable", "Only there")
        case LaptopColumn.NEXT_STEP:
            return translate("LaptopTable", "To do")
    return ""


def cell_text(row: LaptopRow, column: LaptopColumn) -> str:
    """Return the text of a cell; that of a button is its label."""
    match column:
        case LaptopColumn.SIGN:
            return sign_text(row.urgency)
        case LaptopColumn.NAME:
            return "\n".join(filter(None, (row.name, row.place)))
        case LaptopColumn.NEXT_STEP:
            return action_text(row.action) if row.action else row.todo
    texts = {
        LaptopColumn.OPERATOR: row.operator,
        LaptopColumn.HEARD: row.heard,
        LaptopColumn.PEOPLE: row.people,
        LaptopColumn.LISTS: row.lists,
        LaptopColumn.BATTERY: row.battery,
        LaptopColumn.UNSENT: row.unsent,
    }
    return texts[column]


def action_text(action: RowAction) -> str:
    """Return the label of a button in a row."""
    translate = QCoreApplication.translate
    if action is RowAction.REPLACE:
        return translate("LaptopTable", "Broken? Put another one here")
    return translate("LaptopTable", "Set it up")


def sign_text(urgency: Urgency) -> str:
    """Return the meaning of a sign, for a screen reader and as a tooltip."""
    translate = QCoreApplication.translate
    match urgency:
        case Urgency.OLD | Urgency.WRONG:
            return translate("LaptopTable", "needs you")
        case Urgency.FINE:
            return translate("LaptopTable", "all well")
        case Urgency.HANDED_IN:
            return translate("LaptopTable", "handed in")
        case Urgency.GONE:
            return translate("LaptopTable", "no longer counts")
    return translate("LaptopTable", "not heard now")


def spoken(row: LaptopRow) -> str:
    """Return a whole row as a screen reader reads it."""
    parts = [sign_text(row.urgency)]
    for column in LaptopColumn:
        text = cell_text(row, column).replace("\n", ", ")
        if column is not LaptopColumn.SIGN and text:
            parts.append(text if column is LaptopColumn.NAME else f"{heading(column)}: {text}")
    return ", ".join([parts[1], parts[0], *parts[2:]])
