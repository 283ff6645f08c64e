"""The plan of a simulated day: the tickets that are shown, when and where, and the faults.

A plan depends on its seed alone, so that a day that went wrong can be repeated.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from kiosk.errors import TextKey

_ARRIVALS = (2.0, 4.0)  # beta distribution: the busiest moment is at a quarter of the day
_LAST_ARRIVAL = 0.8  # share of the day
_EXITS = 6  # one of so many stations is an exit, if there are three or more
_PLACES, _WEIGHTS = (1, 2, 3, 4), (80, 12, 4, 4)
_COPIED, _LEAVING = 0.03, 0.2  # shares of the tickets
_COPY_AFTER = 0.05  # share of the day, on average
_CUTS_EACH = 2
_CUT_SHARE = (0.05, 0.2)
_DEATHS_SHARE = 0.5  # of the stations
_DEATH_S = 0.5
_HUB_DEATHS, _HUB_DEATH_SHARE = 1, 0.1
_HUB_DEATH = (0.2, 0.7)  # shares of the day
_EARLY_HUB_DEATH = (0.05, 0.15)  # if it is lost in the second half
_BACKUP_AT, _LOST_AT, _LOST_SHARE = 0.3, 0.5, 0.08


@dataclass(frozen=True, slots=True)
class SimulatedTicket:
    """A ticket of the simulated list."""

    code: str
    ref: str
    places: int


@dataclass(frozen=True, slots=True)
class Showing:
    """A guest shows a ticket (its number in the plan) at a station, in seconds from the start.

    Guests who leave do so at a station that is an exit.
    """

    at_s: float
    ticket: int
    station: int
    leaves: bool = False


class FaultKind(StrEnum):
    """The kinds of faults of a simulated day."""

    CUT = "cut"
    STICK = "stick"
    DEATH = "death"
    HUB_DEATH = "hub_death"
    HUB_BACKUP = "hub_backup"
    HUB_RESTORED = "hub_restored"
    HUB_LOST = "hub_lost"


class HubFate(StrEnum):
    """The end of the hub: it returns from every death, is restored from a backup, is replaced by
    another laptop, or is gone for the second half of the day.
    """

    RETURNS = "returns"
    RESTORED = "restored"
    TAKEN_OVER = "taken_over"
    GONE = "gone"

    @property
    def text_key(self) -> TextKey:
        """The key of its sentence."""
        return _FATES[self]


_FATES = {
    HubFate.RETURNS: TextKey("simulate.hub_returns"),
    HubFate.RESTORED: TextKey("simulate.hub_restored"),
    HubFate.TAKEN_OVER: TextKey("simulate.hub_taken_over"),
    HubFate.GONE: TextKey("simulate.hub_gone"),
}


@dataclass(frozen=True, slots=True)
class DayFault:
    """A fault, in seconds from the start.

    A CUT takes a station's network away, a STICK brings its data to the station `to` meanwhile, a
    DEATH kills its program, and a HUB_DEATH kills the hub. HUB_RESTORED replaces the hub by its
    HUB_BACKUP. HUB_LOST ends it for good; if it lasts, another laptop takes over at its end.
    """

    at_s: float
    kind: FaultKind
    lasts_s: float = 0.0
    station: int = 0
    to: int = 0


@dataclass(frozen=True, slots=True)
class DayPlan:
    """All of a simulated day; showings and faults in order of time."""

    tickets: Sequence[SimulatedTicket]
    showings: Sequence[Showing]
    faults: Sequence[DayFault]
    seconds: float
    hub_fate: HubFate = HubFate.RETURNS

    @property
    def copied(self) -> frozenset[int]:
        """The tickets that are shown at two stations."""
        seen, twice = set[int](), set[int]()
        for one in self.showings:
            if not one.leaves:
                (twice if one.ticket in seen else seen).add(one.ticket)
        return frozenset(twice)


def exits(stations: int) -> range:
    """Return the stations that are exits: the last ones."""
    number = max(1, stations // _EXITS) if stations > 2 else 0  # noqa: PLR2004  # two let in
    return range(stations - number, stations)


def plan_day(seed: int, *, stations: int, visitors: int, seconds: float, own_hub: bool) -> DayPlan:
    """Return the plan of a day; `own_hub`: the hub may be killed, and be lost."""
    random = Random(seed)  # noqa: S311  # no secret
    fate = Random(f"hub {seed}").choice(list(HubFate)) if own_hub else HubFate.RETURNS  # noqa: S311
    tickets = [
        SimulatedTicket(
            f"SIM-{random.randrange(16**12):012X}",
            f"SIM-{number:06}",
            *random.choices(_PLACES, _WEIGHTS),
        )
        for number in range(visitors)
    ]
    showings = [
        showing
        for number in range(visitors)
        for showing in _visit(random, number, stations=stations, seconds=seconds)
    ]
    faults = [*_faults(random, stations, seconds)]
    if own_hub:
        faults += _hub_faults(random, fate, seconds)
    return DayPlan(
        tickets,
        sorted(showings, key=lambda one: one.at_s),
        sorted(faults, key=lambda one: one.at_s),
        seconds,
        fate,
    )


def _visit(random: Random, ticket: int, *, stations: int, seconds: float) -> Iterator[Showing]:
    leaving = exits(stations)
    doors = range(stations - len(leaving))
    at_s = random.betavariate(*_ARRIVALS) * _LAST_ARRIVAL * seconds
    door = random.choice(doors)
    yield Showing(at_s, ticket, door)
    kind = random.random()
    if kind < _COPIED and len(doors) > 1:
        other = random.choice([one for one in doors if one != door])
        later = at_s + random.expovariate(1 / (_COPY_AFTER * seconds))
        yield Showing(min(later, seconds), ticket, other)
    elif kind > 1 - _LEAVING and leaving:
        yield Showing(random.uniform(at_s, seconds), ticket, random.choice(leaving), leaves=True)


def _faults(random: Random, stations: int, seconds: float) -> Iterator[DayFault]:
    for station in range(stations):
        for _ in range(_CUTS_EACH):
            lasts = random.uniform(*_CUT_SHARE) * seconds
            at_s = random.uniform(0, seconds - lasts)
            yield DayFault(at_s, FaultKind.CUT, lasts, station)
            if stations > 1:
                to = random.choice([one for one in range(stations) if one != station])
                yield DayFault(at_s + lasts / 2, FaultKind.STICK, station=station, to=to)
    for station in random.sample(range(stations), max(1, round(stations * _DEATHS_SHARE))):
        yield DayFault(random.uniform(0.1, 0.9) * seconds, FaultKind.DEATH, _DEATH_S, station)


def _hub_faults(random: Random, fate: HubFate, seconds: float) -> Iterator[DayFault]:
    deaths = _HUB_DEATH if fate is HubFate.RETURNS else _EARLY_HUB_DEATH
    for _ in range(_HUB_DEATHS):
        at_s = random.uniform(*deaths) * seconds
        yield DayFault(at_s, FaultKind.HUB_DEATH, _HUB_DEATH_SHARE * seconds)
    match fate:
        case HubFate.RESTORED:
            yield DayFault(_BACKUP_AT * seconds, FaultKind.HUB_BACKUP)
            yield DayFault(_LOST_AT * seconds, FaultKind.HUB_RESTORED)
        case HubFate.TAKEN_OVER:
            yield DayFault(_LOST_AT * seconds, FaultKind.HUB_LOST, _LOST_SHARE * seconds)
        case HubFate.GONE:
            yield DayFault(_LOST_AT * seconds, FaultKind.HUB_LOST)
        case HubFate.RETURNS:
            pass
