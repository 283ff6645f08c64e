"""The headcount of an area, taken from the store in one reading of the file."""

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.domain.event_settings import Event
from kiosk.domain.headcount import Headcount, headcount
from kiosk.store.sqlite.database import snapshot
from kiosk.store.station_store import StationStore

ODD_MIN = 15
"""The minutes over which refusals are looked at for what is odd."""


@dataclass(frozen=True, slots=True)
class HeadcountReport:
    """A headcount with what tells how it goes right now.

    `pace` are the people admitted at each entrance in the last RATE_MIN minutes, `refused` the
    entries refused in the last ODD_MIN minutes by outcome.
    """

    event: Event
    headcount: Headcount
    pace: Mapping[str, int]
    refused: Mapping[str, int]


def headcount_report(store: StationStore, area: str, now: int) -> HeadcountReport:
    """Count an area (UnusableInput if there is none of that name); `now` is ms UTC."""
    with snapshot(store.database):
        event = store.event()
        counted = count_area(store, event, area, now)
        return HeadcountReport(
            event=event,
            headcount=counted,
            pace=store.counts.pace(counted.area, now),
            refused=store.counts.refused_since(counted.area, now - ODD_MIN * 60_000),
        )


def count_area(store: StationStore, event: Event, area: str, now: int) -> Headcount:
    """Count an area at `now` (ms UTC) for a caller within `snapshot`; UnusableInput if none."""
    known = event.area(area)
    tally = store.counts.area_totals(event, known.name, now)
    return headcount(
        tally,
        now=now,
        area=known.name,
        capacity=known.capacity,
        groups={category: event.rules.group(category) for category in tally.by_category},
        stations=store.stations.statuses(now, known.name),
        announced=store.stations.announced(),
    )
