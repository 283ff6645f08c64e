"""The base of the charts of the day; pyqtgraph comes with it, so import it off the GUI thread."""

from collections.abc import Callable, Sequence
from typing import Any
from zoneinfo import ZoneInfo

import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QWidget

from kiosk.reports.chart_data import ChartData
from kiosk.texts import Texts
from kiosk.ui.headcount.band_texts import numbers
from kiosk.ui.style.theme import Theme, font
from kiosk.ui.style.time_format import clock_time
from kiosk.ui.widgets.section import Section, Stretch, WrappedLabel, fill

_HIGH_PX = 190
_TEXT_PX = 14
_ROOM = 1.25  # above the highest value
_LEAST = 5  # people that the axis covers at least
_TICK_PX = 60  # a tick has at least this room
S = 1000
"""Milliseconds in a second: the plots count in seconds."""


class _Hours(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph has no types
    """An axis of times in the time zone of the event."""

    def __init__(self) -> None:
        super().__init__("bottom")
        self.zone = ZoneInfo("UTC")

    def tickStrings(self, values: Sequence[float], _scale: float, _spacing: float) -> list[str]:
        """Return the times of the ticks as hh:mm."""
        return [clock_time(round(value) * S, self.zone) for value in values]

    def tickSpacing(self, least: float, most: float, size: float) -> list[tuple[float, float]]:
        """Return whole hours, or quarters of an hour in a short time."""
        wide = size / max(1.0, (most - least) / 3600)
        step = next((one for one in (900, 1800, 3600, 7200) if wide * one / 3600 > _TICK_PX), 14400)
        return [(step, 0)]


class _People(pg.AxisItem):  # type: ignore[misc]  # as above
    """An axis of whole numbers of people, from 0."""

    def __init__(self) -> None:
        super().__init__("left")
        self.written: Callable[[int], str] = str

    def tickStrings(self, values: Sequence[float], _scale: float, _spacing: float) -> list[str]:
        """Return the numbers in the language; none between two whole numbers."""
        return [self.written(round(one)) if one == round(one) else "" for one in values]


class _Plot(pg.PlotWidget):  # type: ignore[misc]  # as above
    """A plot that shows the value under the pointer, or the one that the arrow keys chose."""

    def __init__(self, theme: Theme, show: Callable[[int | None], None]) -> None:
        self.hours = _Hours()
        self.people = _People()
        axes = {"bottom": self.hours, "left": self.people}
        super().__init__(axisItems=axes, background=theme.surface)
        self.times: list[float] = []
        self._show = show
        self._chosen: int | None = None
        self._chosen_time = 0.0
        self._cursor = pg.InfiniteLine(pen=pg.mkPen(theme.focus, width=2))
        self._cursor.hide()
        self.setFixedHeight(_HIGH_PX)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseEnabled(x=False, y=False)
        self.setMenuEnabled(False)
        self.hideButtons()
        for name in ("bottom", "left"):
            axis = self.getAxis(name)
            axis.setPen(theme.line)
            axis.setTextPen(theme.muted)
            axis.setStyle(tickFont=font(_TEXT_PX), maxTickLevel=0)
        self.addItem(self._cursor, ignoreBounds=True)
        self.scene().sigMouseMoved.connect(self._point)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the value before or after the chosen one."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or not self.times:
            event.ignore()
            return
        last = len(self.times) - 1
        self.choose(last if self._chosen is None else max(0, min(last, self._chosen + step)))

    def leaveEvent(self, event: Any) -> None:
        """Show no value once the pointer is elsewhere."""
        super().leaveEvent(event)
        self.choose(None)

    def choose(self, place: int | None) -> None:
        """Mark a value and show it; None for none."""
        self._chosen = place
        self._cursor.setVisible(place is not None)
        if place is not None:
            self._chosen_time = self.times[place]
            self._cursor.setPos(self._chosen_time)
        self._show(place)

    def choose_again(self) -> None:
        """Keep the value at the chosen time after the values changed."""
        chosen = self._chosen_time if self._chosen is not None and self.times else None
        self.choose(None if chosen is None else self._nearest(chosen))

    def fit(self, left: float, right: float, top: float) -> None:
        """Show these times, and people from 0."""
        self.setXRange(left, right, padding=0.02)
        self.setYRange(0, max(_LEAST, top * _ROOM), padding=0)

    def _point(self, at: QPointF) -> None:
        if self.times and self.sceneBoundingRect().contains(at):
            self.choose(self._nearest(self.plotItem.vb.mapSceneToView(at).x()))

    def _nearest(self, time: float) -> int:
        return min(range(len(self.times)), key=lambda one: abs(self.times[one] - time))


class DayChart(Section):
    """A plot with a heading, and a line with the chosen value."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._shown: tuple[ChartData, Texts] | None = None
        self.plot = _Plot(theme, self._show_value)
        self.value = WrappedLabel("line", self)
        fill(self.column, self.plot, self.value, Stretch())
        self._drawn: list[Any] = []

    def draw(self, data: ChartData, words: Texts) -> None:
        """Draw other numbers; a chosen value stays chosen."""
        self._shown = data, words
        for item in self._drawn:
            self.plot.removeItem(item)
        self._drawn = []
        self.plot.hours.zone = ZoneInfo(data.timezone)
        self.plot.people.written = numbers(words)
        self._draw(data, words)
        self.plot.choose_again()

    def add(self, item: Any) -> None:
        """Add an item to the plot, until other numbers are drawn."""
        self._drawn.append(item)
        self.plot.addItem(item)

    def hatch(self, since: float, until: float) -> None:
        """Hatch a span in which not all is known."""
        ink = QColor(self.theme.muted)
        region = pg.LinearRegionItem(
            (since, until), movable=False, brush=pg.mkBrush(ink), pen=pg.mkPen(None)
        )
        region.brush.setStyle(Qt.BrushStyle.BDiagPattern)
        region.setZValue(-10)
        self.add(region)

    def _show_value(self, place: int | None) -> None:
        if self._shown is None:
            return
        text = self._summary(*self._shown) if place is None else self._text(*self._shown, place)
        self.value.show_text(text)
        self.plot.setAccessibleName(text)

    def _draw(self, data: ChartData, _words: Texts) -> None:
        raise NotImplementedError

    def _summary(self, data: ChartData, words: Texts) -> str:
        raise NotImplementedError

    def _text(self, data: ChartData, words: Texts, place: int) -> str:
        raise NotImplementedError
