"""The charts of the day; pyqtgraph comes with this module, so import it off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pyqtgraph as pg
from PySide6.QtCore import QCoreApplication, QPointF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kiosk.reports.chart_data import ChartData, Column
from kiosk.texts import Texts
from kiosk.ui.headcount.band_texts import numbers
from kiosk.ui.style.theme import Theme, font
from kiosk.ui.widgets.section import MARGIN, Section, WrappedLabel

_HIGH_PX = 190
_TEXT_PX = 14
_LINE_PX = 3
_ROOM = 1.25  # above the highest value
_LEAST = 5  # people that the axis covers at least
_TICK_PX = 60  # a tick has at least this room
_GAP = 0.12  # between columns, as a share of their width
_S = 1000


class _Hours(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph has no types
    """An axis of times in the time zone of the event."""

    def __init__(self) -> None:
        super().__init__("bottom")
        self.zone = ZoneInfo("UTC")

    def tickStrings(self, values: Sequence[float], _scale: float, _spacing: float) -> list[str]:
        """Return the times of the ticks as hh:mm."""
        return [_clock(round(value) * _S, self.zone) for value in values]

    def tickSpacing(self, least: float, most: float, size: float) -> list[tuple[float, float]]:
        """Return whole hours, or quarters of an hour in a short time."""
        hours = max(1.0, (most - least) / 3600)
        wide = size / hours
        step = next((one for one in (900, 1800, 3600, 7200) if wide * one / 3600 > _TICK_PX), 14400)
        return [(step, 0)]


class _Plot(pg.PlotWidget):  # type: ignore[misc]  # as above
    """A plot that shows the value under the pointer, or the one that the arrow keys chose."""

    def __init__(self, theme: Theme, show: Callable[[int | None], None]) -> None:
        self.hours = _Hours()
        super().__init__(axisItems={"bottom": self.hours}, background=theme.surface)
        self.times: list[float] = []
        self._show = show
        self._chosen: int | None = None
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
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()))
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
            self._cursor.setPos(self.times[place])
        self._show(place)

    def fit(self, left: float, right: float, top: float) -> None:
        """Show these times, and people from 0."""
        self.setXRange(left, right, padding=0.02)
        self.setYRange(0, max(_LEAST, top * _ROOM), padding=0)

    def _point(self, at: QPointF) -> None:
        if self.times and self.sceneBoundingRect().contains(at):
            x = self.plotItem.vb.mapSceneToView(at).x()
            self.choose(min(range(len(self.times)), key=lambda one: abs(self.times[one] - x)))


class _Chart(Section):
    """A plot with a heading, and a line with the chosen value."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._shown: tuple[ChartData, Texts] | None = None
        self.plot = _Plot(theme, self._show_value)
        self.value = WrappedLabel("line", self)
        self.column.addWidget(self.plot)
        self.column.addWidget(self.value)
        self._drawn: list[Any] = []

    def draw(self, data: ChartData, words: Texts) -> None:
        """Draw other numbers."""
        self._shown = data, words
        for item in self._drawn:
            self.plot.removeItem(item)
        self._drawn = []
        self.plot.hours.zone = ZoneInfo(data.timezone)
        self._draw(data, words)
        self.plot.choose(None)

    def _add(self, item: Any) -> None:
        self._drawn.append(item)
        self.plot.addItem(item)

    def _hatch(self, since: float, until: float) -> None:
        """Hatch a span in which not all is known."""
        ink = QColor(self.theme.muted)
        region = pg.LinearRegionItem(
            (since, until), movable=False, brush=pg.mkBrush(ink), pen=pg.mkPen(None)
        )
        region.brush.setStyle(Qt.BrushStyle.BDiagPattern)
        region.setZValue(-10)
        self._add(region)

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


class InsideChart(_Chart):
    """People inside over the day, as steps, with the capacity as a line."""

    def _draw(self, data: ChartData, words: Texts) -> None:
        times = [at / _S for at, _ in data.inside]
        people = [one for _, one in data.inside]
        self.plot.times = times
        pen = pg.mkPen(self.theme.accent, width=_LINE_PX)
        steps = [*times, times[-1] + 1]
        self._add(pg.PlotDataItem(steps, people, stepMode="center", pen=pen))
        top = max(people)
        if data.capacity is not None:
            top = max(top, data.capacity)
            self._add(self._limit(data.capacity, words))
        if data.silent_from is not None:
            self._hatch(data.silent_from / _S, data.as_of / _S)
        self.plot.fit(times[0], times[-1], top)

    def _limit(self, capacity: int, words: Texts) -> Any:
        label = words.say("first_glance.chart_capacity", n=numbers(words)(capacity))
        options = {"position": 0.03, "anchors": [(0, 1), (0, 1)], "color": self.theme.text}
        pen = QPen(QColor(self.theme.text), 0, Qt.PenStyle.DashLine)
        return pg.InfiniteLine(capacity, angle=0, pen=pen, label=label, labelOpts=options)

    def _summary(self, data: ChartData, words: Texts) -> str:
        at, most = max(data.inside, key=lambda one: one[1])
        return _sentence(data, words, "first_glance.chart_most", most, at)

    def _text(self, data: ChartData, words: Texts, place: int) -> str:
        at, people = data.inside[place]
        return _sentence(data, words, "first_glance.chart_inside", people, at)


class ArrivalsChart(_Chart):
    """Arrivals by spans of time, as columns; the last one is hatched while its span goes on."""

    def _draw(self, data: ChartData, _words: Texts) -> None:
        wide = data.width_ms / _S
        self.plot.times = [(one.start / _S) + wide / 2 for one in data.columns]
        for unfinished in (False, True):
            some = [one for one in data.columns if one.unfinished is unfinished]
            if some:
                self._add(self._bars(some, wide, unfinished=unfinished))
        left = data.columns[0].start / _S
        if data.silent_from is not None:
            self._hatch(max(left, data.silent_from / _S), data.as_of / _S)
        most = max(one.people for one in data.columns)
        self.plot.fit(left, data.columns[-1].start / _S + wide, most)

    def _bars(self, some: Sequence[Column], wide: float, *, unfinished: bool) -> Any:
        brush = pg.mkBrush(self.theme.accent)
        if unfinished:
            brush.setStyle(Qt.BrushStyle.Dense5Pattern)
        return pg.BarGraphItem(
            x0=[one.start / _S + wide * _GAP / 2 for one in some],
            width=wide * (1 - _GAP),
            height=[one.people for one in some],
            brush=brush,
            pen=pg.mkPen(self.theme.accent),
        )

    def _summary(self, data: ChartData, words: Texts) -> str:
        return self._text(data, words, len(data.columns) - 1)

    def _text(self, data: ChartData, words: Texts, place: int) -> str:
        one = data.columns[place]
        key = "first_glance.chart_unfinished" if one.unfinished else "first_glance.chart_arrivals"
        until = data.as_of if one.unfinished else one.start + data.width_ms
        return _sentence(data, words, key, one.people, one.start, until)


class DayCharts(QWidget):
    """Both charts side by side; hidden until a guest came."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("actions")
        self.inside = InsideChart(theme, self)
        self.arrivals = ArrivalsChart(theme, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(MARGIN)
        row.addWidget(self.inside, 1)
        row.addWidget(self.arrivals, 1)
        self.hide()

    @property
    def widget(self) -> QWidget:
        """The widget that contains both."""
        return self

    def show_data(self, data: ChartData, words: Texts) -> None:
        """Draw the charts."""
        translate = QCoreApplication.translate
        self.setVisible(bool(data.columns))
        if not data.columns:
            return
        minutes = data.width_ms // 60_000
        self.inside.set_heading(translate("HeadcountPage", "Over the day"))
        self.arrivals.set_heading(words.say("first_glance.chart_columns", minutes=minutes))
        self.inside.draw(data, words)
        self.arrivals.draw(data, words)


def _sentence(
    data: ChartData, words: Texts, key: str, people: int, at: int, until: int | None = None
) -> str:
    zone = ZoneInfo(data.timezone)
    return words.say(
        key,
        people=numbers(words)(people),
        at=_clock(at, zone),
        until="" if until is None else _clock(until, zone),
    )


def _clock(at: int, zone: ZoneInfo) -> str:
    return f"{datetime.fromtimestamp(at / _S, zone):%H:%M}"
