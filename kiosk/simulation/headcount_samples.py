"""Compares the hub's headcount with its parts, its page and the truth, at moments of a day."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from statistics import fmean
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.domain.counting.series import SeriesColumn
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.headcount import Headcount
from kiosk.reports.chart_data import ChartData, chart_data
from kiosk.reports.day_report.inside_over_day import curve_of
from kiosk.reports.event_times import iso
from kiosk.reports.headcount_json import headcount_json
from kiosk.reports.headcount_report import read_headcount
from kiosk.runtime.data_folder import DataFolder
from kiosk.simulation.agreement import too_low
from kiosk.simulation.own_count import OwnCount
from kiosk.store.attendance.attendance_rows import AttendanceReader
from kiosk.store.sqlite.database import snapshot
from kiosk.store.station_store import StationStore


@dataclass(frozen=True, slots=True)
class Offs:
    """The errors of figures against the people who were really inside: mean and worst, in people.

    Without samples both are None.
    """

    samples: int
    mean: float | None
    worst: int | None


def offs(differences: Sequence[int]) -> Offs:
    """Return the mean and the worst of differences, in either direction."""
    if not differences:
        return Offs(0, None, None)
    sizes = [abs(one) for one in differences]
    return Offs(len(sizes), round(fmean(sizes), 1), max(sizes))


@dataclass(slots=True)
class HeadcountSamples:
    """The samples of a day: the problems, and the errors of the figures.

    `likely` and `known` are the differences of `inside_likely` and of `inside` at the moments at
    which a laptop was silent: at all others both are equal.
    """

    admin: DataFolder
    own: OwnCount
    problems: list[str] = field(default_factory=list)
    likely: list[int] = field(default_factory=list)
    known: list[int] = field(default_factory=list)
    taken: int = 0

    def take(self, *, after_closing: bool = False) -> None:
        """Count once, over one state of the hub's file.

        `after_closing` all laptops are silent and no guests come, so the figures are not measured.
        """
        self.taken += 1
        if problem := too_low(self._compare(after_closing=after_closing), self.own):
            self.problems.append(problem)

    def _compare(self, *, after_closing: bool) -> dict[str, Any]:
        """Compare a headcount with its parts; return its upper bound, as `headcount --json`."""
        with self.admin.open_store() as store, snapshot(store.database):
            report = read_headcount(store, FESTIVAL, self.admin.clock.wall())
            count, truth = report.headcount, self.own.inside
            fields = headcount_json(report, self.admin.words)
            page = chart_data(replace(report, curve=curve_of(store, report)))
            self.problems += disagreements(count, report.series, _exported(store))
            self.problems += page_disagreements(page, fields)
        if not count.is_certain and not after_closing:
            self.likely.append(count.inside_likely - truth)
            self.known.append(count.inside - truth)
        return fields


def disagreements(
    count: Headcount, series: Sequence[SeriesColumn], exported: Mapping[str, int]
) -> Iterator[str]:
    """Yield the differences between a headcount, its columns and the attendance file."""
    admitted = sum(one.counts.admitted for one in series)
    if admitted != count.totals.admitted:
        yield f"the columns have {admitted} admitted, the headcount {count.totals.admitted}"
    passed = Counter[tuple[str, str]]()
    for one in series:
        passed[one.entrance, "in"] += one.counts.people_in
        passed[one.entrance, "out"] += one.counts.people_out
    for entrance, people in count.totals.by_entrance.items():
        for way, figure in (("in", people.people_in), ("out", people.people_out)):
            if passed[entrance, way] != figure:
                yield f"{entrance}: the columns have {passed[entrance, way]} {way}, not {figure}"
    for name, figure in (("inside", count.totals.inside), ("admitted", count.totals.admitted)):
        if exported[name] != figure:
            yield f"the attendance file has {exported[name]} {name}, the headcount {figure}"


def page_disagreements(page: ChartData, fields: Mapping[str, Any]) -> Iterator[str]:
    """Yield the differences between the charts of the page and `headcount --json`."""
    shown = page.inside[-1][1] if page.inside else fields["inside"]
    if shown != fields["inside"]:
        yield f"the page ends with {shown} inside, the headcount says {fields['inside']}"
    first = iso(page.columns[0].start, ZoneInfo(page.timezone)) if page.columns else ""
    later = sum(one["admitted"] for one in fields["series"] if one["from"] >= first)
    admitted = sum(one.people for one in page.columns)
    if admitted != later:
        yield f"the columns of the page have {admitted} admitted, --json {later}"
    for place, column in enumerate(page.columns if page.entrances else ()):
        people = sum(one.columns[place].people for one in page.entrances)
        if people != column.people:
            yield f"the entrances of the page have {people} admitted, their sum is {column.people}"


def _exported(store: StationStore) -> dict[str, int]:
    """Return the people of all rows of the attendance file."""
    reader = AttendanceReader(store.database, store.keys.event, store.history, store.tickets)
    inside = admitted = 0
    for row in reader.rows(FESTIVAL):
        inside += row.inside
        admitted += row.admitted
    return {"inside": inside, "admitted": admitted}
