"""How long the report of a day with 100,000 entries takes.

    .venv/bin/python -m tests.bench.bench_report [--entries N] [--folder DIR]

Four doors let people in over ten hours, and out again; one ticket in 500 is used twice. The time is
that of the whole command (`kiosk report`), in a process of its own, and that of its processor.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

from kiosk.checkin.manual_counting import ManualCounting
from kiosk.domain.entry import Draft, Kind
from kiosk.domain.verdict import Direction
from kiosk.store.sqlite.database import immediate
from kiosk.store.station_store import StationStore
from tests.festival import NOON, HandClock, Row, festival
from tests.neighbours import another_station

_HOUR_S, _DOORS, _AT_ONCE = 3_600, 4, 1_000
_CATEGORIES = ("Bewoner", "Beleid", "Partner", "Vrijwilliger", "Pers")


def make_day(folder: Path, entries: int) -> None:
    """Write a day with so many entries; every fifth guest leaves and comes back."""
    clock, chance = HandClock(NOON - 3 * _HOUR_S * 1000), random.Random(1)  # noqa: S311
    rows = [
        Row(f"T{n}", _CATEGORIES[n % len(_CATEGORIES)], places=1 + n % 3, name=f"Gast {n}")
        for n in range(int(entries / 1.4))
    ]
    with festival(folder, rows, clock=clock, crew=40, capacity=entries) as store:
        store.database.execute(
            "UPDATE personal SET organisation = 'Organisatie ' || (n % 400) WHERE n % 3"
        )
        doors = [store, *(another_station(store, f"Deur {n}", clock) for n in range(2, _DOORS + 1))]
        passages = [_passages(row, chance) for row in rows]
        drafts = iter([one for some in passages for one in some])
        step = 10 * _HOUR_S / entries
        while some := list(islice(drafts, _AT_ONCE)):
            _write(store, doors, some, clock, step)
        ManualCounting(store).recount(500)


def _passages(row: Row, chance: random.Random) -> list[tuple[Row, Kind]]:
    kinds = [Kind.IN]
    if chance.random() < 0.2:
        kinds += [Kind.OUT, Kind.IN]
    if chance.random() < 0.002:
        kinds += [Kind.IN]
    return [(row, kind) for kind in kinds]


def _write(
    store: StationStore,
    doors: list[StationStore],
    some: list[tuple[Row, Kind]],
    clock: HandClock,
    step: float,
) -> None:
    reentry = store.event().rules.reentry
    with immediate(store.database):
        for number, (row, kind) in enumerate(some):
            clock.advance(step)
            ticket = store.tickets.by_reference(row.ref)
            doors[number % _DOORS].journal.append(
                Draft(
                    kind,
                    area="festival",
                    entrance="Noord",
                    ticket=ticket.id,
                    people=row.places,
                    places=row.places,
                    reentry=reentry,
                    detail={} if kind is Kind.IN else {"direction": Direction.OUT.value},
                )
            )


_PROGRAM = """
import sys, time
from kiosk.cli.main import main
code = main(sys.argv[1:])
print(time.process_time(), code)
"""


def measure(data: Path, folder: Path) -> dict[str, float]:
    """Return the seconds of each kind of file."""
    figures: dict[str, float] = {}
    for suffix in ("csv", "pdf", "png"):
        command = ["--data", str(data), "report", str(folder / f"report.{suffix}")]
        began = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", _PROGRAM, *command], capture_output=True, text=True, check=True
        )
        took = time.perf_counter() - began
        cpu, ended = done.stdout.split()
        if ended != "0":
            raise RuntimeError(done.stderr)
        figures |= {f"{suffix}_s": round(took, 2), f"{suffix}_cpu_s": round(float(cpu), 2)}
    return figures


def main() -> None:
    """Measure once and print the figures as JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        data = Path(folder) / "data"
        make_day(data, asked.entries)
        print(json.dumps(measure(data, Path(folder))))


if __name__ == "__main__":
    main()
