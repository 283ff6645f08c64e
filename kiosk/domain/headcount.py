"""The headcount: people inside now, with the bounds that what was not heard allows."""

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.domain.attendance import Flow

SILENT_AFTER_S = 60
"""A station that was not heard for longer than this many seconds is silent."""

RATE_MIN = 5
"""The minutes over which `per_minute` is taken."""

MANY_UNKNOWN = 5
"""From this many unknown codes in a quarter of an hour on, a guest list may be an old one."""

GROUP_NAMES = {
    "bewoner": "headcount.group.bewoner",
    "beleid": "headcount.group.beleid",
    "partner": "headcount.group.partner",
    "overig": "headcount.group.overig",
}
"""The key of what each group of categories is called."""


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
    """`count` people (crew included) counted by hand at `at` (ms UTC); `moved` came in since."""

    count: int
    at: int
    moved: int


@dataclass(frozen=True, slots=True)
class StationStatus:
    """A station of the event: `heard_up_to` is ms UTC, None if nothing was ever heard of it.

    `fastest` is the most people it admitted within 15 minutes so far. `copy` is not 0 for a second
    machine that writes as this station and has no name of its own: its folder was copied.
    `replaces` names the laptop whose work it took over, `replaced_by` the one that took its own;
    `gone` says that nothing more is to come of it: all that it did is known, and it was not heard
    since.
    """

    id: str
    name: str
    role: str
    heard_up_to: int | None
    entries: int
    closed: bool
    this: bool
    fastest: int = 0
    copy: int = 0
    machine: str = ""
    revoked: bool = False
    replaces: str = ""
    replaced_by: str = ""
    gone: bool = False

    def silent(self, now: int) -> bool:
        """Return whether it may know more than was heard; this station always hears itself.

        What was heard in the future was told by another clock: how old it is, nobody knows.
        """
        if self.this or self.closed or self.gone:
            return False
        return self.heard_up_to is None or abs(now - self.heard_up_to) > SILENT_AFTER_S * 1000


@dataclass(frozen=True, slots=True)
class AreaTotals:
    """The totals of one area as the store keeps them, in people; `refused` counts entries.

    `doubtful` are doubles that nobody decided to be harmless; `arrived` are the expected places
    that were ever used: others came on tickets that were cancelled or made smaller since, or that
    are on no list; `to_come` are the expected places
    that are not inside (with re-entry `never`: not yet admitted); `recent` were admitted in the
    last RATE_MIN minutes.
    """

    inside: int
    admitted: int
    doubles: int
    doubles_open: int
    doubtful: int
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


@dataclass(frozen=True, slots=True)
class Headcount:
    """What the organiser sees of one area: people, never scans; `as_of` is ms UTC."""

    as_of: int
    area: str
    capacity: int | None
    inside: int
    inside_likely: int
    inside_at_most: int
    exited: int
    tally: AreaTotals
    by_group: Mapping[str, CategoryCounts]
    stations: tuple[StationStatus, ...]
    stations_announced: int

    @property
    def expected(self) -> int:
        """All places that may come, walk-ins included."""
        return sum(counted.expected for counted in self.tally.by_category.values())

    @property
    def still_to_come(self) -> int:
        """The expected places that were never used."""
        return max(0, self.expected - self.tally.arrived)

    @property
    def unexpected(self) -> int:
        """The people who came and are not, or no longer, among those expected."""
        return max(0, self.tally.admitted - self.tally.arrived)

    @property
    def never_heard(self) -> int:
        """The laptops that were announced and of which nothing is known."""
        return max(0, self.stations_announced - len({station.id for station in self.stations}))

    @property
    def silent_stations(self) -> tuple[StationStatus, ...]:
        """The stations that have not been heard for too long, or never."""
        return tuple(one for one in self.stations if one.silent(self.as_of))

    @property
    def replaced_stations(self) -> tuple[tuple[StationStatus, int], ...]:
        """The stations that another one took over, each with its last time (ms UTC)."""
        gone = (one for one in self.stations if one.gone)
        return tuple((one, one.heard_up_to) for one in gone if one.heard_up_to is not None)

    @property
    def per_minute(self) -> float:
        """People admitted a minute over the last RATE_MIN minutes."""
        return self.tally.recent / RATE_MIN


def people_inside(folded: int, clicks: Flow, crew: int, recount: Recount | None) -> int:
    """Return the people inside: from the last recount on if there is one, never below 0."""
    if recount is not None:
        return max(0, recount.count + recount.moved)
    return max(0, folded + clicks.people_in - clicks.people_out + crew)


def inside(tally: AreaTotals) -> int:
    """Return the people inside an area."""
    clicks = Flow(tally.clicked_in, tally.clicked_out)
    return people_inside(tally.inside, clicks, tally.crew, tally.recount)


def headcount(
    tally: AreaTotals,
    *,
    now: int,
    area: str,
    capacity: int | None,
    groups: Mapping[str, str],
    stations: tuple[StationStatus, ...],
    announced: int,
) -> Headcount:
    """Work out the headcount and its bounds; `groups` names each category's group.

    At most: doubles that may be other people, and as long as another station is silent (known,
    or announced and never heard) everyone who is still to come. Likely: what the silent stations
    admitted in their fastest 15 minutes, once more.
    """
    count = inside(tally)
    silent = [station for station in stations if station.silent(now)]
    any_silent = bool(silent) or announced > len({station.id for station in stations})
    at_most = count + tally.doubtful + (tally.to_come if any_silent else 0)
    likely = count + sum(station.fastest for station in silent)
    by_group: dict[str, CategoryCounts] = {}
    for category, counted in sorted(tally.by_category.items()):
        group = groups[category]
        by_group[group] = by_group.get(group, CategoryCounts()) + counted
    return Headcount(
        as_of=now,
        area=area,
        capacity=capacity,
        inside=count,
        inside_likely=min(likely, at_most),
        inside_at_most=at_most,
        exited=tally.admitted - tally.inside,
        tally=tally,
        by_group=by_group,
        stations=stations,
        stations_announced=announced,
    )
