"""The people inside an area over the day, as both the report and the charts show them."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import accumulate

from kiosk.domain.counting.series import (
    SPAN_MS,
    InsideCurve,
    PastRecount,
    SeriesColumn,
    inside_curve,
)
from kiosk.domain.event_settings import FESTIVAL, Event
from kiosk.reports.headcount_report import HeadcountReport
from kiosk.store.attendance.past_counts import PastCounts
from kiosk.store.sqlite.database import snapshot
from kiosk.store.station_store import StationStore


def past_counts(store: StationStore) -> PastCounts:
    """Return the reader of earlier times."""
    return PastCounts(store.database, store.keys.event, store.history, store.manual_counts)


def inside_over_day(
    store: StationStore, event: Event, area: str, as_of: int, *, arrivals: bool
) -> InsideCurve:
    """Return the curve of an area that ends by `as_of` (ms UTC); call inside `snapshot`.

    It ends with the people inside as the headcount has them. `arrivals`: only those who came in are
    known.
    """
    series = store.counts.series(area)
    crew = event.rules.crew if area == FESTIVAL else 0
    if arrivals:
        came = rising(series, came_in, as_of)
        return InsideCurve(tuple((at, people + crew) for at, people in came.points), crew)
    curve = past_counts(store).curve(area, series, crew)
    points = [(min(at, as_of), people) for at, people in curve.points]
    if points:
        points[-1] = points[-1][0], store.counts.inside(event, area)
    return InsideCurve(tuple(points), crew)


def curve_of(store: StationStore, report: HeadcountReport) -> InsideCurve:
    """Return the festival's curve up to the time of a headcount; call inside `snapshot`."""
    count = report.headcount
    arrivals = not count.totals.knows_inside
    return inside_over_day(store, report.event, FESTIVAL, count.as_of, arrivals=arrivals)


def first_curve(report: HeadcountReport) -> InsideCurve:
    """Return the curve by the columns and the last recount alone, until the right one is read.

    It still includes copies and repeated entries.
    """
    net, tally = Counter[int](), report.headcount.totals
    for column in report.series:
        net[column.start] += column.counts.people_in - column.counts.people_out
    recounts = [] if tally.recount is None else [PastRecount(tally.recount.at, tally.recount.count)]
    return inside_curve(net, tally.crew, recounts)


def rising(
    series: Sequence[SeriesColumn], people: Callable[[SeriesColumn], int], as_of: int
) -> InsideCurve:
    """Return the sums of a series at the ends of its spans, the last one by `as_of` (ms UTC)."""
    by_span = Counter[int]()
    for column in series:
        by_span[column.start] += people(column)
    starts = sorted(by_span)
    sums = accumulate(by_span[start] for start in starts)
    ends = (min(start + SPAN_MS, as_of) for start in starts)
    return InsideCurve(tuple(zip(ends, sums, strict=True)))


def came_in(column: SeriesColumn) -> int:
    """Return the people of a column who came in, each ticket's places once."""
    return column.counts.people_in if column.clicked else column.counts.admitted


class CurveReader:
    """Reads the festival's curve after changes, and pauses for a multiple of the time it took.

    With many entries that takes a second, and a headcount a few milliseconds. `curve` is the one
    that was read last.
    """

    def __init__(self, rest: float, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._rest = rest
        self._monotonic = monotonic
        self._version: int | None = None
        self._rests_until = 0.0
        self.curve: InsideCurve | None = None
        self.took_s: float | None = None

    def is_due(self, version: int) -> bool:
        """Return whether the data (by its version) changed, and the pause is over."""
        return version != self._version and self._monotonic() >= self._rests_until

    def read(self, store: StationStore, report: HeadcountReport, version: int) -> InsideCurve:
        """Read the curve up to the time of a headcount."""
        begun = self._monotonic()
        store.history.refresh()
        with snapshot(store.database):
            self.curve = curve_of(store, report)
        self._version = version
        self.took_s = self._monotonic() - begun
        self._rests_until = self._monotonic() + self._rest * self.took_s
        return self.curve
