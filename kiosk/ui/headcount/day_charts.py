"""The charts of the day; pyqtgraph comes with this module, so import it off the GUI thread."""

from collections.abc import Sequence
from itertools import accumulate
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QFont, QPen
from PySide6.QtWidgets import QGridLayout, QWidget

from kiosk.domain.headcount import GROUP_NAMES
from kiosk.reports.chart_data import ChartData, Column, GroupSteps
from kiosk.texts import Texts
from kiosk.ui.headcount.band_texts import numbers
from kiosk.ui.headcount.chart_plot import DayChart, S
from kiosk.ui.headcount.entrance_columns import EntranceSection, arrivals_text
from kiosk.ui.headcount.stacked_bar import shade_of, shaded
from kiosk.ui.style.theme import Theme, font
from kiosk.ui.style.time_format import clock_time
from kiosk.ui.widgets.section import MARGIN

_LINE_PX = 3
_GAP = 0.12  # between columns, as a share of their width
_FROM_PEOPLE = 2
_BESIDE = 4  # entrances that fit next to the groups
_LABEL_PX = 15
_LABEL_OF_TOP, _STEP_OF_TOP = 0.17, 0.06  # a label and the last steps, of the height of the line
_NAMED_FROM = 0.12  # of the height of all layers
_HALF = 0.5


class InsideChart(DayChart):
    """People inside over the day, as steps, with the capacity as a line."""

    def _draw(self, data: ChartData, words: Texts) -> None:
        times = [at / S for at, _ in data.inside]
        people = [one for _, one in data.inside]
        self.plot.times = times
        pen = pg.mkPen(self.theme.accent, width=_LINE_PX)
        self.add(pg.PlotDataItem([*times, times[-1] + 1], people, stepMode="center", pen=pen))
        top = max(people)
        if data.capacity is not None:
            top = max(top, data.capacity)
            self.add(self._limit(data.capacity, words))
        if data.silent_from is not None:
            self.hatch(data.silent_from / S, data.as_of / S)
        self.plot.fit(times[0], times[-1], top)
        self.add(self._end(times[-1], people[-1], data.capacity, words))

    def _end(self, at: float, people: int, capacity: int | None, words: Texts) -> Any:
        """Return the label at the end of the line: above it, or below if the capacity is near."""
        near = capacity is not None and people < capacity < (1 + _LABEL_OF_TOP) * people
        anchor = (1, 0) if near else (1, 1)
        label = pg.TextItem(numbers(words)(people), color=self.theme.text, anchor=anchor)
        label.setFont(font(_LABEL_PX, QFont.Weight.Bold))
        label.setPos(at, people * (1 - _STEP_OF_TOP) if near else people)
        return label

    def _limit(self, capacity: int, words: Texts) -> Any:
        label = words.say("first_glance.chart_capacity", n=numbers(words)(capacity))
        options = {"position": 0.03, "anchors": [(0, 1), (0, 1)], "color": self.theme.text}
        pen = QPen(QColor(self.theme.text), 0, Qt.PenStyle.DashLine)
        return pg.InfiniteLine(capacity, angle=0, pen=pen, label=label, labelOpts=options)

    def _summary(self, data: ChartData, words: Texts) -> str:
        at, most = max(data.inside, key=lambda one: one[1])
        text = _sentence(data, words, "first_glance.chart_most", most, at)
        silent = words.say("first_glance.chart_hatched") if data.silent_from is not None else ""
        return " ".join(filter(None, (text, silent)))

    def _text(self, data: ChartData, words: Texts, place: int) -> str:
        at, people = data.inside[place]
        return _sentence(data, words, "first_glance.chart_inside", people, at)


class ArrivalsChart(DayChart):
    """Arrivals by spans of time, as columns; the last one is hatched while its span goes on."""

    def _draw(self, data: ChartData, _words: Texts) -> None:
        wide = data.width_ms / S
        self.plot.times = [(one.start / S) + wide / 2 for one in data.columns]
        for unfinished in (False, True):
            some = [one for one in data.columns if one.unfinished is unfinished]
            if some:
                self.add(self._bars(some, wide, unfinished=unfinished))
        left = data.columns[0].start / S
        if data.silent_from is not None:
            self.hatch(max(left, data.silent_from / S), data.as_of / S)
        most = max(one.people for one in data.columns)
        self.plot.fit(left, data.columns[-1].start / S + wide, most)

    def _bars(self, some: Sequence[Column], wide: float, *, unfinished: bool) -> Any:
        brush = pg.mkBrush(self.theme.accent)
        if unfinished:
            brush.setStyle(Qt.BrushStyle.Dense5Pattern)
        return pg.BarGraphItem(
            x0=[one.start / S + wide * _GAP / 2 for one in some],
            width=wide * (1 - _GAP),
            height=[one.people for one in some],
            brush=brush,
            pen=pg.mkPen(self.theme.accent),
        )

    def _summary(self, data: ChartData, words: Texts) -> str:
        return self._text(data, words, len(data.columns) - 1)

    def _text(self, data: ChartData, words: Texts, place: int) -> str:
        return arrivals_text(data, words, [data.columns[place]])


class GroupsChart(DayChart):
    """The groups of visitors over the day, stacked on each other as steps."""

    def _draw(self, data: ChartData, words: Texts) -> None:
        times = [at / S for at, _ in data.groups[0].steps]
        self.plot.times = times
        layers = list(accumulate(_people(one) for one in data.groups))
        for group, layer in reversed(list(zip(data.groups, layers, strict=True))):
            self.add(self._layer(group, [*times, times[-1] + 1], layer))
        if data.silent_from is not None:
            self.hatch(data.silent_from / S, data.as_of / S)
        self.plot.fit(times[0], times[-1], max(layers[-1]))
        self._name_layers(data, layers, words)

    def _layer(self, group: GroupSteps, edges: Sequence[float], layer: np.ndarray) -> Any:
        brush, seam = shaded(self.theme, shade_of(group.group)), pg.mkPen(self.theme.surface)
        return pg.PlotDataItem(
            edges, layer, stepMode="center", fillLevel=0, brush=pg.mkBrush(brush), pen=seam
        )

    def _name_layers(self, data: ChartData, layers: Sequence[np.ndarray], words: Texts) -> None:
        """Name each layer at its end, if it is high enough for that."""
        room = _NAMED_FROM * max(1, int(max(layers[-1])))
        for group, layer in zip(data.groups, layers, strict=True):
            (at, people), top = group.steps[-1], int(layer[-1])
            if people >= room:
                dark = shade_of(group.group) > _HALF
                ink = self.theme.accent_ink if dark else self.theme.text
                name = words.say(GROUP_NAMES[group.group])
                label = pg.TextItem(name, color=ink, anchor=(1, 0.5))
                label.setFont(font(_LABEL_PX))
                label.setPos(at / S, top - people / 2)
                self.add(label)

    def _summary(self, data: ChartData, words: Texts) -> str:
        return self._text(data, words, len(data.groups[0].steps) - 1)

    def _text(self, data: ChartData, words: Texts, place: int) -> str:
        written = numbers(words)
        parts = [(one.group, one.steps[place][1]) for one in data.groups]
        groups = [f"{written(people)} {words.say(GROUP_NAMES[group])}" for group, people in parts]
        at = clock_time(data.groups[0].steps[place][0], ZoneInfo(data.timezone))
        return words.say("first_glance.chart_groups", at=at, groups=", ".join(groups))


class DayCharts(QWidget):
    """All charts, two in a row; hidden until two guests came."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("actions")
        self.inside = InsideChart(theme, self)
        self.arrivals = ArrivalsChart(theme, self)
        self.groups = GroupsChart(theme, self)
        self.entrances = EntranceSection(theme, self)
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(MARGIN)
        grid.addWidget(self.inside, 0, 0)
        grid.addWidget(self.arrivals, 0, 1)
        self._wide: bool | None = None
        self._place(wide=False)
        for half in range(2):
            grid.setColumnStretch(half, 1)
        self.hide()

    def _place(self, *, wide: bool) -> None:
        """Place the groups next to the entrances, or both over the whole width."""
        if wide is self._wide:
            return
        self._wide = wide
        if wide:
            self._grid.addWidget(self.groups, 1, 0, 1, 2)
            self._grid.addWidget(self.entrances, 2, 0, 1, 2)
        else:
            self._grid.addWidget(self.groups, 1, 0)
            self._grid.addWidget(self.entrances, 1, 1)

    @property
    def widget(self) -> QWidget:
        """The widget that contains all of them."""
        return self

    def show_data(self, data: ChartData, words: Texts) -> None:
        """Draw the charts."""
        shown = sum(one.people for one in data.columns) >= _FROM_PEOPLE
        self.setVisible(shown)
        if not shown:
            return
        translate = QCoreApplication.translate
        minutes = data.width_ms // 60_000
        self.inside.set_heading(translate("HeadcountPage", "Over the day"))
        self.arrivals.set_heading(words.say("first_glance.chart_columns", minutes=minutes))
        self.groups.set_heading(
            translate("HeadcountPage", "Who met whom: came in, over the day")
            if data.groups_arrived
            else translate("HeadcountPage", "Who met whom: inside over the day")
        )
        self.inside.setVisible(bool(data.inside))
        if data.inside:
            self.inside.draw(data, words)
        self.arrivals.draw(data, words)
        self.groups.setVisible(bool(data.groups))
        if data.groups:
            self.groups.draw(data, words)
        self._place(wide=len(data.entrances) > _BESIDE)
        self.entrances.show_data(data, words)


def _people(group: GroupSteps) -> np.ndarray:
    return np.array([people for _, people in group.steps])


def _sentence(data: ChartData, words: Texts, key: str, people: int, at: int) -> str:
    time = clock_time(at, ZoneInfo(data.timezone))
    return words.say(key, people=numbers(words)(people), at=time)
