"""The base of tables: the arrow keys choose a row, Enter acts on it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from kiosk.ui.widgets.search_field import is_typed
from kiosk.ui.widgets.tables.row_model import C, Row, RowModel

HEAD_PX = 34


class RowTable(QTableView):
    """A table of rows that are as wide as the table.

    Signals:
        chosen: a person pressed Enter on the chosen row.
    """

    chosen = Signal()

    def __init__(
        self,
        name: str,
        model: RowModel[Row, C],
        row_px: int,
        *,
        read_column: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        """`read_column` has the keys in a chosen row: a screen reader reads it."""
        super().__init__(parent, showGrid=False, cornerButtonEnabled=False)
        self._read_column = read_column
        self.setObjectName(name)
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        rows, heads = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(row_px)
        heads.setFixedHeight(HEAD_PX)
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads.setSectionsClickable(False)
        heads.setHighlightSections(False)

    def fit_columns(self) -> None:
        """Divide the width over the columns."""
        raise NotImplementedError

    def choose(self, row: int) -> None:
        """Choose a row by its number."""
        self.setCurrentIndex(self.model().index(row, self._read_column))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on Enter, go to the first or last row; leave typed letters to the page."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.choose(0 if event.key() == Qt.Key.Key_Home else self.model().rowCount() - 1)
        elif is_typed(event) or event.key() == Qt.Key.Key_Space:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Divide the new width."""
        super().resizeEvent(event)
        self.fit_columns()
