"""The headcount of an area, read from the store in one snapshot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kiosk.domain.counting.series import InsideCurve, SeriesColumn
from kiosk.domain.event_settings import FESTIVAL, Event
from kiosk.domain.headcount import Headcount, headcount
from kiosk.domain.manual_counts import people_before
from kiosk.store.sqlite.database import snapshot
from kiosk.store.station_store import StationStore

REFUSALS_MIN = 15
"""Refusals are counted over this many minutes."""


@dataclass(frozen=True, slots=True)
class RecountNote:
    """The author of the last recount: the operator (empty if unknown) and the laptop.

    `moved` is by how many people it changed the headcount; None if its laptop did not record it.
    """

    operator: str
    laptop: str
    moved: int | None


@dataclass(frozen=True, slots=True)
class RoomCount:
    """The people inside a room; they are in no other area's headcount by that."""

    name: str
    inside: int
    capacity: int | None


@dataclass(frozen=True, slots=True)
class HeadcountReport:
    """A headcount with the current pace and refusals.

    `pace`: people admitted at each entrance in the last RATE_MIN minutes. `refused`: entries
    refused in the last REFUSALS_MIN minutes, by outcome. `recount` is about the last recount.
    `series` are the people by spans of five minutes. `rooms` are the other areas. `curve` are the
    people inside over the day, None as long as it is not read.
    """

    event: Event
    headcount: Headcount
    pace: Mapping[str, int]
    refused: Mapping[str, int]
    recount: RecountNote | None = None
    series: Sequence[SeriesColumn] = ()
    rooms: Sequence[RoomCount] = ()
    curve: InsideCurve | None = None


def headcount_report(store: StationStore, area: str, now: int) -> HeadcountReport:
    """Count an area at `now` (ms UTC); UnusableInput if it does not exist."""
    with snapshot(store.database):
        return read_headcount(store, area, now)


def read_headcount(store: StationStore, area: str, now: int) -> HeadcountReport:
    """Return the headcount of an area; call inside `snapshot`."""
    event = store.event()
    counted = count_area(store, event, area, now)
    return HeadcountReport(
        event=event,
        headcount=counted,
        pace=store.counts.pace(counted.area, now),
        refused=store.counts.refused_since(counted.area, now - REFUSALS_MIN * 60_000),
        recount=_recount_note(store, counted.area),
        series=store.counts.series(counted.area),
        rooms=[
            RoomCount(one.name, store.counts.inside(event, one.name), one.capacity)
            for one in event.areas
            if one.name not in (counted.area, FESTIVAL)
        ],
    )


def _recount_note(store: StationStore, area: str) -> RecountNote | None:
    entry = store.manual_counts.recount_entry(area)
    if entry is None:
        return None
    before = people_before(entry)
    return RecountNote(
        operator=store.operators.name_of(entry.operator) if entry.operator else "",
        laptop=store.history.author(entry.log).name,
        moved=None if before is None else entry.people - before,
    )


def count_area(store: StationStore, event: Event, area: str, now: int) -> Headcount:
    """Count an area at `now` (ms UTC); call inside `snapshot`.

    Raises UnusableInput if the area does not exist.
    """
    found = event.area(area)
    tally = store.counts.area_totals(event, found.name, now)
    return headcount(
        tally,
        now=now,
        area=found.name,
        capacity=found.capacity,
        groups={category: event.rules.group(category) for category in tally.by_category},
        stations=store.stations.statuses(now, found.name),
        announced=store.stations.announced(),
        spares_apart=store.stations.spares_apart(now),
    )
