"""The numbers of the charts: people inside over the day, and arrivals by spans and entrances."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING

from kiosk.domain.counting.series import SPAN_MS, span_start
from kiosk.domain.counting.station_status import QUARTER_MS
from kiosk.domain.headcount import GROUP_NAMES, RATE_MIN, STAFF
from kiosk.reports.visitor_groups import counts_arrivals, people_of_groups

if TYPE_CHECKING:  # it imports SQLite: the window imports this module early
    from kiosk.reports.headcount_report import HeadcountReport

BUSY_PER_MIN = 5
"""From this many arrivals a minute on, the columns are of five minutes."""

BUSY_MS = 2 * 3_600_000
"""The columns of five minutes go back this far."""


@dataclass(frozen=True, slots=True)
class Column:
    """Arrivals in a span of time; `unfinished` if the span still goes on."""

    start: int
    people: int
    unfinished: bool = False


@dataclass(frozen=True, slots=True)
class EntranceColumns:
    """Arrivals through one entrance, in the same spans as those of all entrances."""

    name: str
    columns: tuple[Column, ...]

    def people_in(self, place: int | None) -> int:
        """Return the arrivals in one column, or with None in all."""
        if place is None:
            return sum(one.people for one in self.columns)
        return self.columns[place].people


@dataclass(frozen=True, slots=True)
class GroupSteps:
    """Times (ms UTC) with the people of a group of visitors from then on."""

    group: str
    steps: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class ChartData:
    """The data of the charts; all times are ms UTC.

    `inside` are times with the people inside from then on; `columns` each cover `width_ms`.
    `entrances` divide the columns; it is empty with a single entrance. All `groups` have the same
    times; they count the people who came in if `groups_arrived`, else those inside. From
    `silent_from` on the data is incomplete; None if it is complete.
    """

    as_of: int
    timezone: str
    inside: tuple[tuple[int, int], ...]
    columns: tuple[Column, ...]
    width_ms: int
    capacity: int | None
    silent_from: int | None
    entrances: tuple[EntranceColumns, ...] = ()
    groups: tuple[GroupSteps, ...] = ()
    groups_arrived: bool = False


def chart_data(report: HeadcountReport) -> ChartData:
    """Return the numbers of the charts."""
    count = report.headcount
    busy = count.totals.recent >= BUSY_PER_MIN * RATE_MIN
    width = SPAN_MS if busy else QUARTER_MS
    columns = tuple(_columns(report, width, count.as_of - BUSY_MS if busy else None))
    return ChartData(
        as_of=count.as_of,
        timezone=report.event.timezone,
        inside=tuple(_inside(report)),
        columns=columns,
        width_ms=width,
        capacity=count.capacity,
        silent_from=_silent_from(report),
        entrances=tuple(_entrances(report, width, columns)),
        groups=tuple(_groups(report)),
        groups_arrived=counts_arrivals(report),
    )


def _inside(report: HeadcountReport) -> Iterator[tuple[int, int]]:
    """Yield the points of the curve, as far as it is read, and now."""
    curve, count = report.curve, report.headcount
    if curve is None or not curve.points:
        return
    yield span_start(curve.points[0][0] - 1), curve.crew
    yield from (point for point in curve.points if point[0] < count.as_of)
    yield count.as_of, count.inside


def _columns(report: HeadcountReport, width: int, since: int | None) -> Iterator[Column]:
    admitted, as_of = Counter[int](), report.headcount.as_of
    for column in report.series:
        admitted[column.start // width * width] += column.counts.admitted
    if not admitted:
        return
    first, last = min(admitted), max(*admitted, as_of // width * width)
    if since is not None:
        first = max(first, since // width * width)
    for start in range(first, last + 1, width):
        yield Column(start, admitted[start], unfinished=start <= as_of < start + width)


def _entrances(
    report: HeadcountReport, width: int, columns: Sequence[Column]
) -> Iterator[EntranceColumns]:
    """Yield the columns of each entrance, the busiest first."""
    admitted: dict[str, Counter[int]] = {}
    for column in report.series:
        start = column.start // width * width
        admitted.setdefault(column.entrance, Counter())[start] += column.counts.admitted
    used = {name: people for name, people in admitted.items() if name and people.total()}
    if len(used) <= 1:
        return
    for name in sorted(used, key=lambda one: (-used[one].total(), one)):
        people = used[name]
        yield EntranceColumns(
            name, tuple(replace(one, people=people[one.start]) for one in columns)
        )


def _groups(report: HeadcountReport) -> Iterator[GroupSteps]:
    """Yield the people of each group of visitors at the end of each span, and now."""
    arrived, rules = counts_arrivals(report), report.event.rules
    moved: dict[str, Counter[int]] = {}
    for column in report.series:
        counts = column.counts
        people = counts.admitted if arrived else counts.people_in - counts.people_out
        if not column.clicked and (group := rules.group(column.category)) != STAFF:
            moved.setdefault(group, Counter())[column.start] += people
    if not moved:
        return
    now, as_of = people_of_groups(report), report.headcount.as_of
    starts = sorted(set[int]().union(*moved.values()))
    for group in (one for one in GROUP_NAMES if one in moved):
        totals = accumulate(moved[group][start] for start in starts)
        ends = [min(start + SPAN_MS, as_of) for start in starts]
        steps = [(end, max(0, people)) for end, people in zip(ends, totals, strict=True)]
        yield GroupSteps(group, ((starts[0], 0), *steps, (as_of, now.get(group, 0))))


def _silent_from(report: HeadcountReport) -> int | None:
    """Return since when a laptop is silent; the first span if one was never seen."""
    count = report.headcount
    if count.is_certain or not report.series:
        return None
    times = [station.last_seen for station in count.silent_stations]
    known = [at for at in times if at is not None]
    first = min(column.start for column in report.series)
    return min(known) if len(known) == len(times) and not count.never_seen else first
