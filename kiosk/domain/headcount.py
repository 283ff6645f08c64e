"""The headcount: people inside now, with bounds for entries that were not received."""

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.domain.attendance import Flow
from kiosk.domain.counting.station_status import QUARTER_MS, StationStatus

RATE_MIN = 5
"""The minutes over which `per_minute` is measured."""

FORESEEN_MIN = 180
"""The pace of the last quarter of an hour predicts no more than this number of minutes."""

THRESHOLDS = (70, 80, 90, 100)
"""The shares of the capacity, in per cent, at which the page changes its word."""

STAFF = "medewerker"
"""The group of the people who work at the event on a ticket: inside, but no visitors."""

MANY_UNKNOWN = 5
"""From this many unknown codes in a quarter of an hour on, a guest list may be out of date."""

GROUP_NAMES = {
    "bewoner": "headcount.group.bewoner",
    "beleid": "headcount.group.beleid",
    "partner": "headcount.group.partner",
    STAFF: "headcount.group.medewerker",
    "overig": "headcount.group.overig",
}
"""The text key of each group of categories."""


@dataclass(frozen=True, slots=True)
class CategoryCounts:
    """People of one category or group."""

    expected: int = 0
    admitted: int = 0
    inside: int = 0

    def __add__(self, other: "CategoryCounts") -> "CategoryCounts":
        return CategoryCounts(
            self.expected + other.expected,
            self.admitted + other.admitted,
            self.inside + other.inside,
        )


@dataclass(frozen=True, slots=True)
class Recount:
    """A manual count of people (crew included) at `at` (ms UTC), and the net number since."""

    count: int
    at: int
    net_since: int


@dataclass(frozen=True, slots=True)
class AreaTotals:
    """The stored totals of one area, in people; `refused` counts entries.

    `maybe_extra` are doubles that were not decided to be harmless. `arrived` are expected places
    that were ever used: other people came on tickets that were cancelled or made smaller since, or
    that are on no list. `to_come` are the expected places that are not inside (with re-entry
    `never`: not yet admitted). `recent` were admitted in the last RATE_MIN minutes.
    `net_quarter` came in during the last quarter of an hour, less those who left.
    """

    inside: int
    admitted: int
    doubles: int
    doubles_open: int
    maybe_extra: int
    arrived: int
    to_come: int
    clicked_in: int
    clicked_out: int
    crew: int
    recent: int
    recount: Recount | None
    refused: Mapping[str, int]
    by_category: Mapping[str, CategoryCounts]
    by_entrance: Mapping[str, Flow]
    net_quarter: int = 0

    @property
    def knows_inside(self) -> bool:
        """True if people who left were counted, so that the number is of people inside.

        Also without exits, if an exit was scanned before that was set, or all the same.
        """
        anyone_left = any(one.people_out for one in self.by_entrance.values())
        return bool(self.clicked_out or anyone_left or self.recount is not None)


@dataclass(frozen=True, slots=True)
class Headcount:
    """The headcount of one area for the organiser: people, not scans; `as_of` is ms UTC.

    `spares_apart` are the announced spares that are not in use yet, so no figure waits for them.
    """

    as_of: int
    area: str
    capacity: int | None
    inside: int
    inside_likely: int
    inside_at_most: int
    exited: int
    totals: AreaTotals
    by_group: Mapping[str, CategoryCounts]
    stations: tuple[StationStatus, ...]
    stations_announced: int
    spares_apart: int = 0

    @property
    def expected(self) -> int:
        """All expected places, walk-ins included."""
        return sum(counted.expected for counted in self.totals.by_category.values())

    @property
    def staff_inside(self) -> int:
        """The staff inside: the crew, and those with a ticket of their group."""
        return self.totals.crew + self.by_group.get(STAFF, CategoryCounts()).inside

    @property
    def staff_twice(self) -> tuple[int, int] | None:
        """The crew and the staff on a list, if both are counted: they may be the same people."""
        listed = self.by_group.get(STAFF, CategoryCounts()).expected
        both = self.totals.crew and listed and self.totals.recount is None
        return (self.totals.crew, listed) if both else None

    @property
    def can_divide(self) -> bool:
        """True if the people inside can be divided into staff, guests and people without a ticket.

        After clicks out and recounts they cannot.
        """
        return not self.totals.clicked_out and self.totals.recount is None

    @property
    def visitors_inside(self) -> int:
        """The people inside with a ticket who are not staff, as far as it is known."""
        return max(0, self.inside - self.staff_inside - self.totals.clicked_in)

    @property
    def visitor_groups(self) -> Mapping[str, CategoryCounts]:
        """The groups of the visitors."""
        return {group: people for group, people in self.by_group.items() if group != STAFF}

    @property
    def still_to_come(self) -> int:
        """The expected places that were never used."""
        return max(0, self.expected - self.totals.arrived)

    @property
    def unexpected(self) -> int:
        """The people admitted who are not, or no longer, expected."""
        return max(0, self.totals.admitted - self.totals.arrived)

    @property
    def never_seen(self) -> int:
        """The number of announced laptops that were never seen, without spares that wait."""
        waited_for = self.stations_announced - self.spares_apart
        return max(0, waited_for - len({one.id for one in self.stations if one.is_laptop}))

    @property
    def silent_stations(self) -> tuple[StationStatus, ...]:
        """The stations that were last seen too long ago, or never."""
        return tuple(one for one in self.stations if one.is_silent(self.as_of))

    @property
    def unheard_spares(self) -> tuple[StationStatus, ...]:
        """The spares that may be in use: they scanned nothing, as far as is known."""
        return tuple(one for one in self.stations if one.is_unheard_spare(self.as_of))

    @property
    def replaced_stations(self) -> tuple[tuple[StationStatus, int], ...]:
        """The stations that another one took over, each with its last time (ms UTC)."""
        gone = (one for one in self.stations if one.finished)
        return tuple((one, one.last_seen) for one in gone if one.last_seen is not None)

    @property
    def per_minute(self) -> float:
        """People admitted a minute over the last RATE_MIN minutes."""
        return self.totals.recent / RATE_MIN

    @property
    def is_certain(self) -> bool:
        """True if all laptops were heard recently, so that nothing is missing."""
        return not self.silent_stations and not self.never_seen

    @property
    def net_per_minute(self) -> float:
        """People who came in a minute over the last quarter of an hour, less those who left."""
        return self.totals.net_quarter / (QUARTER_MS // 60_000)

    @property
    def full_in_min(self) -> int | None:
        """The minutes until the area is full at the net rate.

        None without a limit or a growing number, and while a laptop is silent.
        """
        if self.capacity is None or self.net_per_minute <= 0 or not self.is_certain:
            return None
        return round(max(0, self.capacity - self.inside) / self.net_per_minute)

    @property
    def full_soon_min(self) -> int | None:
        """The minutes until the area is full; None if that is too far ahead to show it."""
        minutes = self.full_in_min
        return None if minutes is None or minutes > FORESEEN_MIN else minutes

    @property
    def threshold(self) -> int | None:
        """The highest of the THRESHOLDS (per cent) that is reached; None below all, or no limit."""
        if self.capacity is None:
            return None
        inside = 100 * self.inside
        return max((one for one in THRESHOLDS if inside >= one * self.capacity), default=None)


def people_inside(folded: int, clicks: Flow, crew: int, recount: Recount | None) -> int:
    """Return the people inside, since the last recount if there is one; never below 0."""
    if recount is not None:
        return max(0, recount.count + recount.net_since)
    return max(0, folded + clicks.people_in - clicks.people_out + crew)


def inside_now(totals: AreaTotals) -> int:
    """Return the people inside an area."""
    clicks = Flow(totals.clicked_in, totals.clicked_out)
    return people_inside(totals.inside, clicks, totals.crew, totals.recount)


def headcount(
    totals: AreaTotals,
    *,
    now: int,
    area: str,
    capacity: int | None,
    groups: Mapping[str, str],
    stations: tuple[StationStatus, ...],
    announced: int,
    spares_apart: int = 0,
) -> Headcount:
    """Return the headcount and its bounds; `groups` is the group of each category.

    At most: with doubles that may be other people, and, while another station is silent (known, or
    announced and never seen), all people still to come. Likely: with the number that each silent
    station probably admitted since it was last seen.
    """
    count = inside_now(totals)
    silent = [station for station in stations if station.is_silent(now)]
    known = len({station.id for station in stations if station.is_laptop})
    any_silent = bool(silent) or announced - spares_apart > known
    at_most = count + totals.maybe_extra + (totals.to_come if any_silent else 0)
    likely = count + sum(station.likely_admitted(now) for station in silent)
    by_group: dict[str, CategoryCounts] = {}
    for category, counted in sorted(totals.by_category.items()):
        group = groups[category]
        by_group[group] = by_group.get(group, CategoryCounts()) + counted
    return Headcount(
        as_of=now,
        area=area,
        capacity=capacity,
        inside=count,
        inside_likely=min(likely, at_most),
        inside_at_most=at_most,
        exited=totals.admitted - totals.inside,
        totals=totals,
        by_group=by_group,
        stations=stations,
        stations_announced=announced,
        spares_apart=spares_apart,
    )
