"""Arrivals of each entrance over the day: small columns on one scale, side by side."""

from collections.abc import Callable, Iterator, Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.reports.chart_data import ChartData, Column, EntranceColumns
from kiosk.texts import Texts
from kiosk.ui.headcount.band_texts import numbers
from kiosk.ui.style.theme import Theme, font
from kiosk.ui.style.time_format import clock_time
from kiosk.ui.widgets.section import Section, Stretch, WrappedLabel, fill

_CELL_PX = (210, 104)  # at least this wide, and this high
_NAME_PX, _TIME_PX = 15, 13
_LINE_PX = 20
_GAP_PX = 16
_SEAM = 0.12  # between columns, as a share of their width
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class EntranceCells(QWidget):
    """Paints a cell for each entrance; pointer and arrow keys choose a span in all of them."""

    def __init__(
        self, theme: Theme, show: Callable[[int | None], None], parent: QWidget | None = None
    ) -> None:
        """`show` is called with the place of the chosen span, None for none."""
        super().__init__(parent)
        self._theme = theme
        self._show = show
        self._entrances: Sequence[EntranceColumns] = ()
        self._times = ("", "")
        self._written: Callable[[int], str] = str
        self._chosen: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_entrances(self, data: ChartData, words: Texts) -> None:
        """Show other numbers; a chosen span stays chosen."""
        zone, columns = ZoneInfo(data.timezone), data.columns
        self._entrances = data.entrances
        self._written = numbers(words)
        self._times = clock_time(columns[0].start, zone), clock_time(data.as_of, zone)
        if self._chosen is not None:
            self._chosen = min(self._chosen, len(columns) - 1)
        self._show(self._chosen)
        self.updateGeometry()
        self.update()

    def choose(self, place: int | None) -> None:
        """Mark a span in all cells, and show its values; None for none."""
        if place != self._chosen:
            self._chosen = place
            self._show(place)
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the span before or after the chosen one."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or not self._entrances:
            event.ignore()
            return
        last = len(self._entrances[0].columns) - 1
        self.choose(last if self._chosen is None else max(0, min(last, self._chosen + step)))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Choose the span below the pointer."""
        for one, cell in self._cells(self.width()):
            if cell.contains(event.position()):
                part = (event.position().x() - cell.left()) / cell.width()
                self.choose(min(len(one.columns) - 1, int(part * len(one.columns))))
                return
        self.choose(None)

    def leaveEvent(self, event: QEvent) -> None:
        """Choose no span."""
        super().leaveEvent(event)
        self.choose(None)

    def heightForWidth(self, width: int) -> int:
        """Return the height of all rows."""
        return round(max((cell.bottom() for _, cell in self._cells(width)), default=0))

    def sizeHint(self) -> QSize:
        """Return the size of the rows at the current width."""
        return QSize(_CELL_PX[0], self.heightForWidth(max(self.width(), _CELL_PX[0])))

    def minimumSizeHint(self) -> QSize:
        """Keep the height."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Recompute the height for the new width."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint name, sum, columns and times of each entrance."""
        painter = QPainter(self)
        most = max((one.people for each in self._entrances for one in each.columns), default=0)
        for one, cell in self._cells(self.width()):
            self._paint_names(painter, one, cell)
            self._paint_columns(painter, one, cell, max(1, most))
        if self.hasFocus():
            painter.setPen(QColor(self._theme.focus))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _cells(self, width: int) -> Iterator[tuple[EntranceColumns, QRectF]]:
        beside = max(1, min(len(self._entrances), (width + _GAP_PX) // (_CELL_PX[0] + _GAP_PX)))
        wide = (width - (beside - 1) * _GAP_PX) / beside
        for place, one in enumerate(self._entrances):
            left = place % beside * (wide + _GAP_PX)
            top = place // beside * (_CELL_PX[1] + _GAP_PX)
            yield one, QRectF(left, top, wide, _CELL_PX[1])

    def _paint_names(self, painter: QPainter, one: EntranceColumns, cell: QRectF) -> None:
        """Paint the entrance with its number above, and the first and last time below."""
        above = QRectF(cell.left(), cell.top(), cell.width(), _LINE_PX)
        below = QRectF(cell.left(), cell.bottom() - _LINE_PX, cell.width(), _LINE_PX)
        total = self._written(one.people_in(self._chosen))
        painter.setPen(QColor(self._theme.text))
        painter.setFont(font(_NAME_PX, QFont.Weight.DemiBold))
        painter.drawText(above, _RIGHT, total)
        room = above.width() - painter.fontMetrics().horizontalAdvance(total) - _LINE_PX / 2
        painter.setFont(font(_NAME_PX))
        elided = Qt.TextElideMode.ElideMiddle
        painter.drawText(
            above, _LEFT, painter.fontMetrics().elidedText(one.name, elided, int(room))
        )
        painter.setFont(font(_TIME_PX))
        painter.setPen(QColor(self._theme.muted))
        for side, time in zip((_LEFT, _RIGHT), self._times, strict=True):
            painter.drawText(below, side, time)

    def _paint_columns(
        self, painter: QPainter, one: EntranceColumns, cell: QRectF, most: int
    ) -> None:
        box = cell.adjusted(0, _LINE_PX + 2, 0, -_LINE_PX)
        wide, accent = box.width() / len(one.columns), QColor(self._theme.accent)
        for place, column in enumerate(one.columns):
            left = box.left() + place * wide
            if place == self._chosen:
                painter.fillRect(QRectF(left, box.top(), wide, box.height()), self._theme.hover)
            high = box.height() * column.people / most
            bar = QRectF(left + wide * _SEAM / 2, box.bottom() - high, wide * (1 - _SEAM), high)
            unfinished = Qt.BrushStyle.Dense5Pattern
            painter.fillRect(bar, QBrush(accent, unfinished) if column.unfinished else accent)
        painter.setPen(QColor(self._theme.line))
        painter.drawLine(box.bottomLeft(), box.bottomRight())


class EntranceSection(Section):
    """The columns of all entrances with their numbers in the chosen span, and a line about it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[ChartData, Texts] | None = None
        self.cells = EntranceCells(theme, self._show_value, self)
        self.value = WrappedLabel("line", self)
        fill(self.column, self.cells, self.value, Stretch())

    def show_data(self, data: ChartData, words: Texts) -> None:
        """Show the entrances; hidden with a single one."""
        self._shown = data, words
        self.setVisible(bool(data.entrances))
        self.set_heading(
            QCoreApplication.translate("HeadcountPage", "Arrivals per entrance, on one scale")
        )
        self.cells.show_entrances(data, words)

    def _show_value(self, place: int | None) -> None:
        if self._shown is None or not self._shown[0].entrances:
            return
        data, words = self._shown
        some = data.columns if place is None else data.columns[place : place + 1]
        text, written = arrivals_text(data, words, some), numbers(words)
        self.value.show_text(text)
        people = [f"{one.name} {written(one.people_in(place))}" for one in data.entrances]
        self.cells.setAccessibleName(" ".join((text, ", ".join(people))))


def arrivals_text(data: ChartData, words: Texts, some: Sequence[Column]) -> str:
    """Return how many people came in the spans of some columns, which follow each other."""
    unfinished, zone = some[-1].unfinished, ZoneInfo(data.timezone)
    until = data.as_of if unfinished else some[-1].start + data.width_ms
    return words.say(
        "first_glance.chart_unfinished" if unfinished else "first_glance.chart_arrivals",
        people=numbers(words)(sum(one.people for one in some)),
        at=clock_time(some[0].start, zone),
        until=clock_time(until, zone),
    )


_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
