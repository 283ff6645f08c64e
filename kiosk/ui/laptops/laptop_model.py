"""The table of laptops as a model: a row for each laptop, a column for each figure."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt

from kiosk.ui.laptops.laptop_row import LaptopRow, RowAction, Urgency
from kiosk.ui.widgets.tables.row_model import Index, RowModel

ROW_ROLE = Qt.ItemDataRole.UserRole


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


class LaptopModel(RowModel[LaptopRow, LaptopColumn]):
    """The rows; if only texts change, the rows stay in place."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(heading, cell_text, LaptopColumn, FIGURES, parent)

    def show_rows(self, rows: Sequence[LaptopRow]) -> bool:
        """Show other rows; return whether the laptops or their order changed."""
        if [row.key for row in rows] != [row.key for row in self.rows]:
            self.replace_rows(rows)
            return True
        self.rows = rows
        if rows:
            last = self.index(len(rows) - 1, len(LaptopColumn) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        return False

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's text, its whole row, or what a screen reader reads."""
        row, column = self.rows[index.row()], LaptopColumn(index.column())
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(row) if column is LaptopColumn.NAME else cell_text(row, column)
        return super().data(index, role)


def heading(column: LaptopColumn) -> str:
    """Return the heading of a column in the current language."""
    translate = QCoreApplication.translate
    headings = {
        LaptopColumn.SIGN: "",
        LaptopColumn.NAME: translate("LaptopTable", "Laptop"),
        LaptopColumn.OPERATOR: translate("LaptopTable", "Who"),
        LaptopColumn.HEARD: translate("LaptopTable", "Last heard"),
        LaptopColumn.PEOPLE: translate("LaptopTable", "Let in"),
        LaptopColumn.LISTS: translate("LaptopTable", "Lists"),
        LaptopColumn.BATTERY: translate("LaptopTable", "Battery"),
        LaptopColumn.UNSENT: translate("LaptopTable", "Only there"),
        LaptopColumn.NEXT_STEP: translate("LaptopTable", "To do"),
    }
    return headings[column]


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
    set_up = translate("LaptopTable", "Set it up")
    return (
        set_up
        if action is RowAction.SET_UP
        else translate("LaptopTable", "Broken? Put another one here")
    )


def sign_text(urgency: Urgency) -> str:
    """Return the meaning of a sign, for a screen reader and as a tooltip."""
    translate = QCoreApplication.translate
    texts = {
        Urgency.OLD: translate("LaptopTable", "needs you"),
        Urgency.WRONG: translate("LaptopTable", "needs you"),
        Urgency.FINE: translate("LaptopTable", "all well"),
        Urgency.HANDED_IN: translate("LaptopTable", "handed in"),
        Urgency.GONE: translate("LaptopTable", "no longer counts"),
    }
    return texts.get(urgency) or translate("LaptopTable", "not heard now")


def spoken(row: LaptopRow) -> str:
    """Return a whole row as a screen reader reads it."""
    parts = [sign_text(row.urgency)]
    for column in LaptopColumn:
        text = cell_text(row, column).replace("\n", ", ")
        if column is not LaptopColumn.SIGN and text:
            parts.append(text if column is LaptopColumn.NAME else f"{heading(column)}: {text}")
    return ", ".join([parts[1], parts[0], *parts[2:]])
