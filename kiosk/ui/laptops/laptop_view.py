"""The table of laptops over the full width: rows by the arrow keys, their buttons by Enter."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QWidget

from kiosk.ui.laptops.laptop_cells import ROW_PX, LaptopCells, cell_width
from kiosk.ui.laptops.laptop_model import LaptopColumn, LaptopModel, cell_text
from kiosk.ui.laptops.laptop_row import LaptopRow
from kiosk.ui.style.theme import Theme, font
from kiosk.ui.widgets.tables.row_table import HEAD_PX, RowTable

_NARROWEST_NAME = 150
_NARROW = 24  # pixels by which each wide column shrinks if there is no room
_GIVES_WAY = (
    LaptopColumn.NEXT_STEP,
    LaptopColumn.HEARD,
    LaptopColumn.OPERATOR,
    LaptopColumn.NEXT_STEP,
    LaptopColumn.HEARD,
)


class LaptopTable(RowTable):
    """Shows the laptops; columns without any content are hidden.

    Signals:
        action_asked: the row (`LaptopRow`) whose button a person pressed.
    """

    action_asked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._rows = LaptopModel()
        super().__init__(
            "laptopTable", self._rows, ROW_PX, read_column=LaptopColumn.NAME, parent=parent
        )
        self._rows.setParent(self)
        self.setItemDelegate(LaptopCells(theme, self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.horizontalHeader().setMinimumSectionSize(1)
        self.horizontalHeader().setFont(font(14))
        self.clicked.connect(self._tapped)
        self.chosen.connect(self._press)

    @property
    def shown(self) -> Sequence[LaptopRow]:
        """The rows as they are shown."""
        return self._rows.rows

    def show_rows(self, rows: Sequence[LaptopRow]) -> None:
        """Show other rows; the selected laptop stays selected, and in view."""
        before = self.selected
        if self._rows.show_rows(rows) and before is not None:
            self.select(before.key)
        for column in LaptopColumn:
            self.setColumnHidden(column, not any(cell_text(row, column) for row in rows))
        self.fit_columns()

    def use_language(self, name: str) -> None:
        """Show the headings in the current language; `name` is read by a screen reader."""
        self.setAccessibleName(name)
        self._rows.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(LaptopColumn) - 1)
        self.fit_columns()

    @property
    def selected(self) -> LaptopRow | None:
        """The row that has the keys."""
        index = self.currentIndex()
        return self._rows.rows[index.row()] if index.isValid() else None

    def select(self, key: str) -> None:
        """Select the row of a laptop, if it is there."""
        for number, row in enumerate(self._rows.rows):
            if row.key == key:
                self.choose(number)

    def _press(self) -> None:
        """Press the button of the chosen row, if it has one."""
        row = self.selected
        if row is not None and row.action is not None:
            self.action_asked.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the row's button by the space bar too; letters are for the window."""
        if event.key() == Qt.Key.Key_Space:
            self._press()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select the first laptop if none is; its name reads the whole row to a screen reader."""
        if self._rows.rows and not self.currentIndex().isValid():
            self.choose(0)
        super().focusInEvent(event)

    def minimumSizeHint(self) -> QSize:
        """Return the least room: the headings and two rows."""
        return QSize(0, HEAD_PX + 2 * ROW_PX)

    def _tapped(self, index: QModelIndex) -> None:
        if index.column() == LaptopColumn.NEXT_STEP:
            self._press()

    def fit_columns(self) -> None:
        """Give each column its needed width, a long next step more if it can, the name the rest."""
        shown = [one for one in LaptopColumn if not self.isColumnHidden(one)]
        widths = {one: self._needed(one) for one in shown if one is not LaptopColumn.NAME}
        room = self.viewport().width()
        for column in _GIVES_WAY:
            if room - sum(widths.values()) < _NARROWEST_NAME and column in widths:
                widths[column] -= _NARROW
        last = LaptopColumn.NEXT_STEP
        if last in widths:
            wanted = self._needed(last, whole=True) - widths[last]
            spare = room - sum(widths.values()) - self._needed(LaptopColumn.NAME)
            widths[last] += max(0, min(wanted, spare))
        for column, width in widths.items():
            self.setColumnWidth(column, width)
        self.setColumnWidth(LaptopColumn.NAME, max(1, room - sum(widths.values())))

    def _needed(self, column: LaptopColumn, *, whole: bool = False) -> int:
        head = (
            self.horizontalHeader()
            .fontMetrics()
            .horizontalAdvance(str(self._rows.headerData(column, Qt.Orientation.Horizontal)))
        )
        return max([head + 18, *(cell_width(row, column, whole=whole) for row in self._rows.rows)])
