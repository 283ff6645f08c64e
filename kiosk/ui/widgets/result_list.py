"""The list of search results: a row can be chosen once the rows have not changed for a moment."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from kiosk.ui.style.theme import Theme, font
from kiosk.ui.widgets.search_field import is_typed
from kiosk.ui.widgets.ticket_texts import ResultRow

STILL_MS = 500
"""Time after a change of the rows in which Enter chooses no row: it may be meant for another."""

_ROW_PX = 66
_PADDING = 14.0
_NAME_PX = 19
_SMALL_PX = 15
ROW_ROLE = Qt.ItemDataRole.UserRole
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class ResultList(QListWidget):
    """Shows found tickets; Enter chooses a row once the rows are settled.

    While new rows are awaited, the keys choose none of the old ones: Enter is remembered, and acts
    on the new rows.

    Signals:
        picked: the number of the selected row, -1 for none.
        chosen: the number of the row that a person chose by Enter.
        missed: Enter was pressed without any row.
        settled: the rows have not changed for a moment.
    """

    picked = Signal(int)
    chosen = Signal(int)
    missed = Signal()
    settled = Signal()

    def __init__(
        self, theme: Theme, *, still_ms: int = STILL_MS, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("results")
        self.setItemDelegate(RowDelegate(theme, self))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerItem)
        self._still = QTimer(self, singleShot=True, interval=still_ms)
        self._still.timeout.connect(self.settled)
        self.awaiting = False  # the rows are of an older search than the last one
        self._early_enter = False
        self._entered_in: QWidget | None = None
        self._replacing = False
        self.currentRowChanged.connect(self._pick)

    @property
    def is_settling(self) -> bool:
        """True if the rows changed a moment ago."""
        return self._still.isActive()

    def await_rows(self) -> None:
        """Choose no row by the keys until new rows are shown; forget an earlier Enter."""
        self.awaiting = True
        self._early_enter = False

    def forget_enter(self) -> None:
        """Forget an Enter that was pressed before the rows came."""
        self._early_enter = False

    def show_results(self, lines: Sequence[ResultRow]) -> None:
        """Show new rows, none of them selected; an Enter that waited for them acts now."""
        self.awaiting = False
        self._replace(lines)
        early, self._early_enter = self._early_enter, False
        if early and QApplication.focusWidget() is self._entered_in:
            self.enter()

    def _replace(self, lines: Sequence[ResultRow]) -> None:
        if lines == self.shown:
            return
        before, self._replacing = self.currentRow(), True
        self.clear()
        for line in lines:
            item = QListWidgetItem(line.spoken)
            item.setData(ROW_ROLE, line)
            self.addItem(item)
        self.setCurrentRow(-1)
        self._replacing = False
        self._still.start()
        if before >= 0:
            self.picked.emit(-1)

    def _pick(self, row: int) -> None:
        if not self._replacing:
            self.picked.emit(row)

    def retranslate(self, lines: Sequence[ResultRow]) -> None:
        """Show the same rows with other texts; selection and scroll position stay."""
        for row, line in enumerate(lines):
            self.item(row).setText(line.spoken)
            self.item(row).setData(ROW_ROLE, line)

    @property
    def shown(self) -> list[ResultRow]:
        """The rows as they are shown."""
        return [self.item(row).data(ROW_ROLE) for row in range(self.count())]

    def step(self, rows: int) -> None:
        """Move the selection by some rows, up if negative; without one, select the first row."""
        if self.awaiting:
            self._early_enter = False
        elif self.count():
            row = 0 if self.currentRow() < 0 else self.currentRow() + rows
            self.setCurrentRow(max(0, min(self.count() - 1, row)))

    def enter(self) -> None:
        """Choose the selected row, if the rows are settled; without one, select the first row."""
        if self.awaiting:
            self._early_enter, self._entered_in = True, QApplication.focusWidget()
        elif not self.count():
            self.missed.emit()
        elif self.currentRow() < 0:
            self.step(0)
        elif not self.is_settling:
            self.chosen.emit(self.currentRow())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by Enter, pass letters to the page; other keys move the selection."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.enter()
        elif is_typed(event):
            event.ignore()
        elif self.awaiting:
            self._early_enter = False
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave a margin below, so that the last visible row is whole."""
        super().resizeEvent(event)
        margins = self.viewportMargins()
        rest = (self.viewport().height() + margins.bottom()) % _ROW_PX
        if rest != margins.bottom():
            self.setViewportMargins(0, 0, 0, rest)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select no row of an older search, as Qt does when a list gets the focus."""
        row = self.currentRow()
        self._replacing = self.awaiting
        super().focusInEvent(event)
        if self.awaiting:
            self.setCurrentRow(row)
            self._replacing = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select the row; forget an earlier Enter, which meant another row."""
        self._early_enter = False
        super().mousePressEvent(event)


class RowDelegate(QStyledItemDelegate):
    """Paints a row: name and status above, details that distinguish namesakes below."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the height of all rows: enough for a finger."""
        return QSize(0, _ROW_PX)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one row."""
        self.paint_paper(painter, option)
        self.paint_words(painter, option, index)

    def paint_words(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint the texts of a row."""
        line: ResultRow = index.data(ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = QRectF(option.rect).adjusted(_PADDING, 8, -_PADDING, -8)
        upper = QRectF(inner.left(), inner.top(), inner.width(), inner.height() / 2)
        lower = upper.translated(0, inner.height() / 2)
        # A long name moves the status to the lower line, in place of the number.
        crowded = bool(line.mark) and _crowded(line, upper.width())
        room = upper.width() if crowded else self._paint_mark(painter, line, upper)
        self._paint_text(painter, line.name, upper, room, strong=True)
        paint_right = self._paint_mark if crowded else self._paint_ref
        room = paint_right(painter, line, lower)
        self._paint_text(painter, line.about, lower, room, strong=False)
        painter.restore()

    def _paint_ref(self, painter: QPainter, line: ResultRow, box: QRectF) -> float:
        """Paint the ticket number; return the width (px) that is left."""
        painter.setPen(QColor(self.theme.muted))
        painter.setFont(font(_SMALL_PX))
        painter.drawText(box, _RIGHT, line.ref)
        taken = QFontMetricsF(font(_SMALL_PX)).horizontalAdvance(line.ref)
        return box.width() - (taken + _PADDING if line.ref else 0)

    def paint_paper(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        """Paint the background of a row; the selected one has another colour."""
        box = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(self.theme.hover))
            painter.fillRect(QRectF(box.left(), box.top(), 5, box.height()), self.theme.accent)
        painter.fillRect(
            QRectF(box.left(), box.bottom() - 1, box.width(), 1), QColor(self.theme.line)
        )

    def _paint_mark(self, painter: QPainter, line: ResultRow, box: QRectF) -> float:
        """Paint the status of the ticket; return the width (px) that is left for the name."""
        if not line.mark:
            return box.width()
        small = font(_SMALL_PX, QFont.Weight.DemiBold)
        width = _mark_width(line)
        pill = QRectF(box.right() - width, box.top() - 1, width, box.height())
        colours = self.theme.verdicts[line.colour]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.paper))
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        painter.setPen(QColor(colours.ink))
        painter.setFont(small)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, line.mark)
        return box.width() - width - _PADDING

    def _paint_text(
        self, painter: QPainter, text: str, box: QRectF, room: float, *, strong: bool
    ) -> None:
        painter.setPen(QColor(self.theme.text if strong else self.theme.muted))
        painter.setFont(font(_NAME_PX, QFont.Weight.DemiBold) if strong else font(_SMALL_PX))
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(box, _LEFT, elided)


def _mark_width(line: ResultRow) -> float:
    words = font(_SMALL_PX, QFont.Weight.DemiBold)
    return QFontMetricsF(words).horizontalAdvance(line.mark) + 2 * _PADDING


def _crowded(line: ResultRow, width: float) -> bool:
    """Return whether name and status do not fit in one line."""
    name = QFontMetricsF(font(_NAME_PX, QFont.Weight.DemiBold)).horizontalAdvance(line.name)
    return name + _PADDING + _mark_width(line) > width
