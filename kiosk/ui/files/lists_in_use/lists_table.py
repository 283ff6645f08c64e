"""Shows the lists in use as a table; the arrow keys choose a row, Enter updates its list."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kiosk.ui.files.lists_in_use.lists_model import ListColumn, ListsModel
from kiosk.ui.widgets.tables.row_table import HEAD_PX, RowTable

_ROW_PX = 48  # room for two lines
_ROWS = 2  # at least in sight
_SLACK = 30  # pixels around the text of a cell
_EDGE = 12  # pixels, with border and padding
_FOR_NAME = 0.6  # of the width that the short columns leave, the rest is the importer's
_FOR_BOTH = 260  # pixels: with less, the importer has no column
_MOST_FOR_IMPORTER = 170  # pixels, where the importer is below the time


class ListsTable(RowTable):
    """A row is always chosen while there is one; names that are too long end in ….

    Without room for two columns of names, who read a list is below the time.

    Signals:
        picked: another row was chosen, or the rows were replaced.
    """

    picked = Signal()

    def __init__(self, model: ListsModel, parent: QWidget | None = None) -> None:
        super().__init__("listTable", model, _ROW_PX, parent=parent)
        self._model = model
        self._source = ""
        self.setWordWrap(False)
        self.setMinimumHeight(_height(_ROWS))
        model.modelReset.connect(self._choose_again)
        self.selectionModel().currentRowChanged.connect(self._pick)
        self.doubleClicked.connect(self.chosen)

    def _pick(self) -> None:
        used = self._model.list_at(self.currentIndex().row())
        self._source = used.source if used is not None else ""
        self.picked.emit()

    def _choose_again(self) -> None:
        """Choose the row of the same source as before."""
        self.choose(self._model.row_of(self._source))
        self.fit_columns()
        self.setMaximumHeight(_height(max(_ROWS, self._model.rowCount())))
        self.picked.emit()

    def fit_columns(self) -> None:
        """Divide the width over the columns."""
        columns = range(self._model.columnCount())
        long = (ListColumn.SOURCE, ListColumn.IMPORTED_BY)
        widths = {one: self._width_of(one) for one in columns if one not in long}
        left = max(0, self.viewport().width() - sum(widths.values()))
        both = left >= _FOR_BOTH
        self.setColumnHidden(ListColumn.IMPORTED_BY, not both)
        self._model.put_importer_below(not both)
        if not both:
            at, name = widths[ListColumn.READ_AT], self._width_of(ListColumn.IMPORTED_BY)
            widths[ListColumn.READ_AT] = max(at, min(name, _MOST_FOR_IMPORTER))
            left = max(0, left + at - widths[ListColumn.READ_AT])
        widths[ListColumn.SOURCE] = round(left * _FOR_NAME) if both else left
        widths[ListColumn.IMPORTED_BY] = left - widths[ListColumn.SOURCE]
        for column, width in widths.items():
            self.setColumnWidth(column, width)

    def _width_of(self, column: int) -> int:
        """Return the width of the longest text of a column, without a line below it."""
        cells = (self._model.index(row, column) for row in range(self._model.rowCount()))
        texts = [str(self._model.data(cell)).partition("\n")[0] for cell in cells]
        head = str(self._model.headerData(column, Qt.Orientation.Horizontal))
        heads = self.horizontalHeader().fontMetrics().horizontalAdvance(head)
        return max(heads, *map(self.fontMetrics().horizontalAdvance, texts), 0) + _SLACK


def _height(rows: int) -> int:
    return HEAD_PX + rows * _ROW_PX + _EDGE
