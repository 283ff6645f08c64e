"""How close `inside_likely` is to the people who are really inside, in a day of eight hours.

    .venv/bin/python -m tests.bench.bench_likely [--silent MINUTES ...] [--seed S] [--no-exits-too]

A desk's laptop counts by the product's own code, over a real folder and a hand clock. Guests arrive
by a curve, most through the main entrance, and leave after some hours through two exits. Each
laptop falls silent some times (`--no-exits-too`: only those where guests come in); what it wrote
arrives when it is heard again. Every two minutes at which a laptop is silent, the figures are
compared with the truth.
"""

import argparse
import json
import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean

from kiosk.domain.counting.station_status import SILENT_AFTER_S
from kiosk.domain.entry import Draft, Kind
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.headcount import Headcount
from kiosk.reports.headcount_report import count_area
from kiosk.store.sqlite.database import immediate, snapshot
from kiosk.store.station_store import StationStore
from kiosk.sync.sender import sign_pending
from tests.festival import NOON, HandClock, Row, festival
from tests.neighbours import another_station

DAY_S = 8 * 3_600
_DOORS, _EXITS = (5, 3, 1, 1), 2  # how busy each laptop of a door is; laptops at exits
_ARRIVALS = (2.0, 4.0)  # beta distribution over the day
_STAY_S = (4 * 3_600, 1.5 * 3_600)  # mean and deviation
_SILENCES_EACH = 2
_TICK_S, _SAMPLE_S = 20, 120


@dataclass(frozen=True, order=True)
class Passing:
    """A guest comes in or leaves at a laptop, in seconds from the beginning."""

    at_s: float
    guest: int
    leaves: bool
    laptop: int


@dataclass
class Laptop:
    """A laptop of a door with its own clock, and the spans in which no laptop hears it."""

    store: StationStore
    clock: HandClock
    silences: Sequence[tuple[float, float]]
    waiting: list[Passing] = field(default_factory=list)

    def is_silent(self, at_s: float) -> bool:
        """Return whether no laptop hears it at this moment."""
        return any(begin <= at_s < end for begin, end in self.silences)

    def write(self, tickets: Sequence[str], until_s: float) -> None:
        """Write what happened at the door, each entry at its own time, and sign."""
        for one in self.waiting:
            self._set_clock(one.at_s)
            with immediate(self.store.database):
                self.store.journal.append(_draft(one, tickets))
        self.waiting.clear()
        self._set_clock(until_s)
        sign_pending(self.store)

    def _set_clock(self, at_s: float) -> None:
        self.clock.advance(max(0.0, at_s - (self.clock.now - NOON) / 1000))


def _draft(one: Passing, tickets: Sequence[str]) -> Draft:
    return Draft(
        Kind.OUT if one.leaves else Kind.IN,
        area=FESTIVAL,
        entrance="Zuid" if one.leaves else "Noord",
        ticket=tickets[one.guest],
        people=1,
        places=1,
        detail={"direction": "out"} if one.leaves else {},
    )


def passings(visitors: int, chance: random.Random) -> Iterator[Passing]:
    """Yield how each guest comes and, if the day is long enough, leaves."""
    doors, exits = range(len(_DOORS)), range(len(_DOORS), len(_DOORS) + _EXITS)
    for guest in range(visitors):
        comes = chance.betavariate(*_ARRIVALS) * DAY_S
        leaves = comes + max(600.0, chance.gauss(*_STAY_S))
        yield Passing(comes, guest, leaves=False, laptop=chance.choices(doors, _DOORS)[0])
        yield Passing(leaves, guest, leaves=True, laptop=chance.choice(exits))


def silences(minutes: Sequence[int], chance: random.Random) -> list[tuple[float, float]]:
    """Return the spans in which a laptop is silent."""
    spans = []
    for _ in range(_SILENCES_EACH):
        lasts = chance.choice(minutes) * 60
        begin = chance.uniform(0, DAY_S - lasts)
        spans.append((begin, begin + lasts))
    return spans


def measure(
    folder: Path, visitors: int, minutes: Sequence[int], seed: int, *, exits_too: bool = True
) -> dict[str, object]:
    """Play a day, and return how far the figures were off."""
    chance, clock = random.Random(seed), HandClock()  # noqa: S311  # the same day in every run
    with festival(folder, [Row(f"T{n}") for n in range(visitors)], clock=clock) as store:
        tickets = [store.tickets.by_reference(f"T{n}").id for n in range(visitors)]
        laptops = []
        for number in range(len(_DOORS) + _EXITS):
            own = HandClock()
            door = another_station(store, f"Deur {number}", own, machine=f"m{number}")
            spans = silences(minutes, chance)
            silent = spans if exits_too or number < len(_DOORS) else []
            laptops.append(Laptop(door, own, silent))
        plan = sorted(passings(visitors, chance))
        samples = list(_samples(store, clock, laptops, plan, tickets))
    return _figures(samples)


def _samples(
    store: StationStore,
    clock: HandClock,
    laptops: Sequence[Laptop],
    plan: Sequence[Passing],
    tickets: Sequence[str],
) -> Iterator[tuple[Headcount, int]]:
    """Yield headcounts while a laptop is silent, each with the people who are really inside."""
    done = truth = 0
    for at_s in range(0, DAY_S, _TICK_S):
        while done < len(plan) and plan[done].at_s <= at_s:
            one = plan[done]
            laptops[one.laptop].waiting.append(one)
            truth += -1 if one.leaves else 1
            done += 1
        clock.now = NOON + at_s * 1000
        for laptop in laptops:
            if not laptop.is_silent(at_s):
                laptop.write(tickets, at_s)
        if at_s % _SAMPLE_S == 0 and at_s > SILENT_AFTER_S:
            with snapshot(store.database):
                count = count_area(store, store.event(), FESTIVAL, clock.wall())
            if not count.is_certain:
                yield count, truth


def _figures(samples: Sequence[tuple[Headcount, int]]) -> dict[str, object]:
    figures: dict[str, object] = {"samples": len(samples)}
    for name in ("inside", "inside_likely"):
        offs = [getattr(count, name) - truth for count, truth in samples]
        figures[f"{name}_off"] = {
            "mean": round(fmean(abs(one) for one in offs), 1),
            "worst": max(offs, key=abs),
            "bias": round(fmean(offs), 1),
            "below_truth": f"{sum(one < 0 for one in offs) / len(offs):.0%}",
        }
    figures["truth_above_at_most"] = sum(truth > count.inside_at_most for count, truth in samples)
    return figures


def main() -> None:
    """Play a day for each length of silence, then one with all of them; print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--visitors", type=int, default=3_000)
    parser.add_argument("--silent", type=int, nargs="+", default=[5, 15, 30, 60])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--exits-too", action=argparse.BooleanOptionalAction, default=True)
    asked = parser.parse_args()
    days = [*([one] for one in asked.silent), asked.silent]
    for minutes in days if len(days) > 2 else days[:1]:  # one length is one day
        with tempfile.TemporaryDirectory() as folder:
            found = measure(
                Path(folder), asked.visitors, minutes, asked.seed, exits_too=asked.exits_too
            )
        print(json.dumps({"silent_min": minutes, **found}), flush=True)


if __name__ == "__main__":
    main()
