"""Reads the report of the day from the store: from the journal and the lists alone.

Nothing depends on the laptop that reads it, nor on the time of reading.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kiosk.domain.counting.laptop_times import LaptopTimes
from kiosk.domain.event_settings import FESTIVAL, Event
from kiosk.domain.headcount import STAFF, AreaTotals, inside_now
from kiosk.domain.manual_counts import people_before
from kiosk.domain.ticket import Reentry
from kiosk.reports.day_report.day_report import (
    MIN_PEOPLE,
    CategoryLine,
    DayReport,
    Organisations,
    ReportedRecount,
    Times,
)
from kiosk.reports.day_report.half_hours import PastArea, UnknownEntries, half_hours, moments
from kiosk.reports.day_report.inside_over_day import (
    came_in,
    inside_over_day,
    past_counts,
    rising,
)
from kiosk.reports.double_report import DoubleEntry, read_doubles
from kiosk.store.attendance.past_counts import PastCounts
from kiosk.store.journal.annexes import is_purged
from kiosk.store.sqlite.database import snapshot
from kiosk.store.station_store import StationStore
from kiosk.store.stations.laptop_entries import laptop_times


def day_report(store: StationStore) -> DayReport:
    """Return the report of the event as it is known here."""
    with snapshot(store.database):
        return read_report(store)


def read_report(store: StationStore) -> DayReport:
    """Return the report of the event; call inside `snapshot`."""
    event, past = store.event(), past_counts(store)
    laptops = laptop_times(store.database, store.keys.event, store.stations)
    as_of = max(one.times.last for one in laptops)
    totals = store.counts.area_totals(event, FESTIVAL, as_of)
    missing, never_heard = [one for one in laptops if one.is_missing], _never_heard(store, laptops)
    arrivals = not totals.knows_inside
    unknown = UnknownEntries(
        expected=sum(one.expected for one in totals.by_category.values()),
        others=max(0, totals.admitted - totals.arrived),
        since=_known_until(missing, never_heard),
    )
    areas, doubles = _PastAreas(store, event, past, as_of, arrivals=arrivals), read_doubles(store)
    read = [areas.read(area.name, doubles) for area in event.areas]
    return DayReport(
        event=event,
        as_of=as_of,
        totals=totals,
        inside=inside_now(totals),
        arrivals=arrivals,
        categories=tuple(_categories(event, totals, past.arrived(FESTIVAL))),
        organisations=_organisations(past.by_organisation(FESTIVAL), known=_has_names(store)),
        recounts=tuple(
            ReportedRecount(at, entry.people, people_before(entry))
            for at, entry in past.recount_entries(FESTIVAL)
        ),
        times=_times(laptops),
        curve=read[0].inside,
        half_hours=half_hours(event, read, unknown, as_of),
        moments=moments(event, read[0], unknown, as_of),
        laptops=tuple(laptops),
        never_heard=never_heard,
    )


def _known_until(missing: Sequence[LaptopTimes], never_heard: int) -> int | None:
    """Return since when (ms UTC) entries may be missing; None if all laptops handed in."""
    return 0 if never_heard else min((one.times.last for one in missing), default=None)


def _never_heard(store: StationStore, laptops: Sequence[LaptopTimes]) -> int:
    """Return how many announced laptops have no entry here; spares are not waited for."""
    heard = {one.station for one in laptops if not one.is_hub}
    spares = sum(
        max(0, key.announced - len(heard.intersection(key.joined)))
        for key in store.stations.enrolment_keys()
        if key.spare and not store.stations.is_revoked(key)
    )
    return max(0, store.stations.announced() - spares - len(heard))


def _categories(
    event: Event, totals: AreaTotals, arrived: Mapping[str, int]
) -> Iterable[CategoryLine]:
    for name, people in totals.by_category.items():
        yield CategoryLine(
            name,
            expected=people.expected,
            came=people.admitted,
            missed=max(0, people.expected - arrived.get(name, 0)),
            staff=event.rules.group(name) == STAFF,
        )


def _has_names(store: StationStore) -> bool:
    """Return whether the lists' personal data is here; a server has none, nor a purged event."""
    return store.keys.can_decrypt and not is_purged(store.database, store.keys.event)


def _organisations(people: Mapping[str, int], *, known: bool) -> Organisations:
    named = [(name, n) for name, n in people.items() if name and n >= MIN_PEOPLE]
    few = [n for name, n in people.items() if name and n < MIN_PEOPLE]
    return Organisations(
        named=tuple(sorted(named, key=lambda one: (-one[1], one[0]))),
        small=len(few),
        few=sum(few),
        without=people.get("", 0),
        known=known,
    )


def _times(laptops: Sequence[LaptopTimes]) -> Times:
    def all_of(time: Callable[[LaptopTimes], int | None]) -> list[int]:
        return [at for at in map(time, laptops) if at is not None]

    return Times(
        first_in=min(all_of(lambda one: one.times.first_in), default=None),
        last_in=max(all_of(lambda one: one.times.last_in), default=None),
        last_out=max(all_of(lambda one: one.times.last_out), default=None),
    )


@dataclass(frozen=True, slots=True)
class _PastAreas:
    store: StationStore
    event: Event
    past: PastCounts
    as_of: int
    arrivals: bool

    def read(self, area: str, doubles: Iterable[DoubleEntry]) -> PastArea:
        """Return the figures of an area over the whole day."""
        series = self.store.counts.series(area)
        admitted = rising(series, lambda one: one.counts.admitted, self.as_of)
        never = self.event.rules.reentry is Reentry.NEVER
        on_tickets = [one for one in series if not one.clicked]
        return PastArea(
            inside=inside_over_day(
                self.store, self.event, area, self.as_of, arrivals=self.arrivals
            ),
            used=admitted if never or self.arrivals else self.past.on_tickets(area, on_tickets),
            extra=[
                (one.sides[-1].at, one.finding.maybe_extra)
                for one in doubles
                if one.area == area and one.finding.maybe_extra
            ],
            came=rising(series, came_in, self.as_of),
        )
