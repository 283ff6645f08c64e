"""A list of rows to tick: the space bar or a tap ticks a row, Enter confirms the ticked rows."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.check_box import draw_tick
from kiosk.ui.widgets.result_list import ROW_ROLE, ResultList, RowDelegate
from kiosk.ui.widgets.ticket_texts import ResultRow

_TICK = Qt.ItemDataRole.UserRole + 1
_BOX_PX = 28.0
_ROOM_PX = 52


class TickList(ResultList):
    """Shows rows with a check box before each; a row that cannot be ticked has none.

    Signals:
        ticked: the set of ticked rows changed.
        confirmed: Enter was pressed.
    """

    ticked = Signal()
    confirmed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.setItemDelegate(_TickPainter(theme, self))

    @property
    def ticked_rows(self) -> list[int]:
        """The numbers of the ticked rows."""
        return [row for row in range(self.count()) if self.item(row).data(_TICK)]

    def show_rows(self, lines: Sequence[ResultRow], open_rows: Sequence[bool]) -> None:
        """Show rows, none of them ticked; `open_rows` says which can be ticked."""
        self.clear()
        self.show_results(lines)
        for row, may in enumerate(open_rows):
            self.item(row).setData(_TICK, False if may else None)
        self._on_ticked(0)

    def tick_all(self) -> None:
        """Tick all rows that can be ticked; if they are ticked already, untick them."""
        rows = [row for row in range(self.count()) if self.item(row).data(_TICK) is not None]
        tick = len(self.ticked_rows) < len(rows)
        for row in rows:
            self.item(row).setData(_TICK, tick)
        self._on_ticked(self.currentRow())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick by the space bar, confirm by Enter."""
        if event.key() == Qt.Key.Key_Space:
            self._toggle(self.currentRow())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.confirmed.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick by a tap anywhere on the row."""
        super().mouseReleaseEvent(event)
        self._toggle(self.indexAt(event.position().toPoint()).row())

    def _toggle(self, row: int) -> None:
        item = self.item(row)
        if item is not None and item.data(_TICK) is not None:
            item.setData(_TICK, not item.data(_TICK))
            self._on_ticked(row)

    def _on_ticked(self, row: int) -> None:
        self.setCurrentRow(max(row, 0))
        for item in (self.item(number) for number in range(self.count())):
            line: ResultRow = item.data(ROW_ROLE)
            item.setText(f"{'✓ ' if item.data(_TICK) else ''}{line.spoken}")
        self.ticked.emit()


class _TickPainter(RowDelegate):
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint the row, its texts to the right of the check box."""
        whole = QRectF(option.rect)
        self.paint_paper(painter, option)
        option.rect.setLeft(option.rect.left() + _ROOM_PX)
        self.paint_words(painter, option, index)
        tick = index.data(_TICK)
        if tick is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = whole.center().y() - _BOX_PX / 2
        box = QRectF(whole.left() + 14, top, _BOX_PX, _BOX_PX)
        accent = QColor(self.theme.accent)
        painter.setPen(QPen(accent, 2))
        painter.setBrush(accent if tick else QColor(self.theme.surface))
        painter.drawRoundedRect(box, 6, 6)
        if tick:
            draw_tick(painter, box, QColor(self.theme.accent_ink))
        painter.restore()
