"""The cost of a verdict beside its bare SQL, and whether that grows with the guest list.

    .venv/bin/python -m tests.bench.bench_scan [--tickets N ...] [--scans N] [--ahead]

For each size three copies of one folder: one on which the door's statements are recorded, one for
`kiosk scan --codes -`, and one for a process that only runs the recorded statements, on a bare
connection with the same pragmas. Code by code the two processes and the sizes take turns, so that
disk and neighbours disturb all of them alike: believe the ratios, not the milliseconds. On a busy
machine `--ahead` (Linux, as root) runs both before all else: a wait for a core is not the door's.
"""

import argparse
import json
import multiprocessing
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.admin.new_event import make_event
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.clock import SystemClock
from kiosk.keys.ticket_codes import code_hash
from kiosk.runtime.data_folder import DATABASE, DataFolder
from kiosk.settings import Settings
from kiosk.store.sqlite.database import immediate, open_database
from kiosk.store.station_store import StationStore
from kiosk.texts import load_words
from tests.festival import SETTINGS

_CATEGORIES = ("Actieve bewoner", "Beleidsmaker", "Partner")

_MOST_TICKETS = 10_000_000  # in a list

Statement = tuple[str, Sequence[Any]]


@dataclass(frozen=True)
class Figures:
    """The times of one size, in ms for each scan: the process's figure, and the bare statements."""

    kiosk: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)


def session_on(folder: Path) -> DataFolder:
    """Return what commands get, over a folder and the laptop's own clocks."""
    return DataFolder(folder, load_words("nl"), Settings(), SystemClock())


def make_festival(folder: Path, tickets: int, list_number: int = 1) -> None:
    """Make an event of today, with a capacity, and put tickets straight into its list.

    Each event in a folder needs its own `list_number`.
    """
    session = session_on(folder)
    today = datetime.now(ZoneInfo("Europe/Amsterdam")).date().isoformat()
    made = make_event(session, {**SETTINGS, "date": today, "capacity": 10 * tickets}, "Noord 1")
    with session.open_store(made.id) as store, immediate(store.database):
        _fill(store, tickets, list_number)


def _fill(store: StationStore, tickets: int, number: int) -> None:
    first = number * _MOST_TICKETS
    connection, event = store.database.conn, bytes.fromhex(store.keys.event)
    # In the order of the key, as an import writes them.
    rows = sorted((code_hash(store.keys.code_key, f"C-{n}"), n) for n in range(tickets))
    category = [_CATEGORIES[n % len(_CATEGORIES)] for n in range(tickets)]
    connection.execute(
        "INSERT INTO list_snapshot(list, event, source, version, rows, at, state)"
        " VALUES (?, ?, 'shop', 1, ?, 0, 'current')",
        (number, event, tickets),
    )
    connection.executemany(
        "INSERT INTO personal(n, event, list, ticket, ref, name) VALUES (?, ?, ?, ?, ?, ?)",
        ((first + n, event, number, code, f"W-{n:07}", f"Gast {n}") for code, n in rows),
    )
    connection.executemany(
        "INSERT INTO list_row(list, ticket, code, ref, category, places, status, person)"
        " VALUES (?, ?, ?, ?, ?, 1, 'valid', ?)",
        ((number, code, code, f"W-{n:07}", category[n], first + n) for code, n in rows),
    )
    connection.executemany(
        "INSERT INTO list_code VALUES (?, ?, ?)", ((number, code, code) for code, _ in rows)
    )
    connection.executemany(
        "INSERT INTO list_ref VALUES (?, ?, ?)",
        ((number, f"W-{n:07}", code) for n, code in sorted((n, code) for code, n in rows)),
    )
    connection.executemany(
        "INSERT INTO list_total VALUES (?, ?, 'valid', ?, ?)",
        ((number, name, category.count(name), category.count(name)) for name in set(category)),
    )


def shown_codes(tickets: int, scans: int) -> list[str]:
    """Return codes as guests show them: one in ten for the second time, one in twenty unknown."""
    chance = random.Random(1)  # noqa: S311  # the same guests in every run
    codes = [f"C-{n}" for n in chance.sample(range(tickets), scans)]
    for n in range(9, scans, 10):
        codes[n] = codes[n - 5]
    for n in range(12, scans, 20):
        codes[n] = f"unknown-{n}"
    return codes


def record(folder: Path, codes: Iterable[str]) -> list[list[Statement]]:
    """Return the statements of each scan with their values, from a door of its own."""
    scans: list[list[Statement]] = []

    def note(sql: str, values: Sequence[Any] | dict[str, Any] | None) -> None:
        assert not isinstance(values, dict)
        scans[-1].append((sql, tuple(values or ())))

    with session_on(folder).open_store() as store:
        door = Door(store, Gate("festival", "Noord"))
        for code in codes:
            scans.append([])
            with store.database.tracer(note):
                door.scan(code)
    assert all((scan[0][0], scan[-1][0]) == ("BEGIN IMMEDIATE", "COMMIT") for scan in scans)
    return scans


def run_bare(path: Path, scans: Sequence[Sequence[Statement]], turns: Connection) -> None:
    """Run the statements of one scan for each message, and answer with the ms that they took."""
    connection = open_database(path).conn
    for scan in scans:
        turns.recv()
        begun = time.perf_counter()
        for sql, values in scan:
            connection.execute(sql, values).fetchall()
        turns.send((time.perf_counter() - begun) * 1000)
    connection.close()


class Contest:
    """One size: the two processes, each on its own copy of the same folder."""

    def __init__(self, folder: Path, tickets: int, scans: int, *, stack: ExitStack) -> None:
        self.tickets = tickets
        self.figures = Figures()
        self._codes = shown_codes(tickets, scans)
        copies = [folder / f"{tickets}-{name}" for name in ("recorded", "kiosk", "bare")]
        make_festival(copies[0], tickets)
        for copy in copies[1:]:
            shutil.copytree(copies[0], copy)
        self._recorded = record(copies[0], self._codes)
        shutil.rmtree(copies[0])
        spawning = multiprocessing.get_context("spawn")
        self._turns, theirs = spawning.Pipe()
        bare = spawning.Process(
            target=run_bare, args=(copies[2] / DATABASE, self._recorded, theirs), daemon=True
        )
        bare.start()
        stack.callback(bare.join)
        command = [sys.executable, "-m", "kiosk", "--data", str(copies[1]), "scan", "--codes", "-"]
        self._process = stack.enter_context(
            subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        )
        self._bare = bare

    @property
    def statements(self) -> float:
        """The statements of a scan, at the median."""
        return median(len(scan) for scan in self._recorded)

    def go_ahead(self) -> None:
        """Run both processes before all else on this machine."""
        for pid in (self._process.pid, self._bare.pid):
            os.sched_setscheduler(pid or 0, os.SCHED_FIFO, os.sched_param(1))

    def turn(self, number: int) -> None:
        """Have one code scanned and its statements run bare, either first every other time."""
        runs = [(self.figures.kiosk, self._scan), (self.figures.bare, self._run_bare)]
        for times, run in runs if number % 2 else reversed(runs):
            times.append(run(number))

    def _run_bare(self, number: int) -> float:
        self._turns.send(number)
        return float(self._turns.recv())

    def _scan(self, number: int) -> float:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{self._codes[number]}\n")
        self._process.stdin.flush()
        return float(json.loads(self._process.stdout.readline())["ms"]["verdict"])


def table(contests: Sequence[Contest]) -> list[str]:
    """Return the lines to print: times in ms, ratios, and growth over the smallest list."""
    least = contests[0].figures
    lines = [
        "  tickets  SQL  kiosk p50   p99  bare p50   p99  kiosk/bare  growth  bare's own growth"
    ]
    for contest in contests:
        kiosk, bare = contest.figures.kiosk, contest.figures.bare
        lines.append(
            f"{contest.tickets:9,} {contest.statements:4.0f}"
            f" {median(kiosk):10.2f} {_p99(kiosk):5.1f} {median(bare):9.2f} {_p99(bare):5.1f}"
            f" {median(kiosk) / median(bare):11.2f}"
            f" {median(kiosk) / median(least.kiosk):7.2f}"
            f" {median(bare) / median(least.bare):18.2f}"
        )
    return lines


def _p99(times: Sequence[float]) -> float:
    return quantiles(times, n=100)[98]


def main() -> None:
    """Let all sizes take turns, and print one table."""
    arguments = argparse.ArgumentParser()
    sizes = [10_000, 100_000, 1_000_000]
    arguments.add_argument("--tickets", type=int, nargs="+", default=sizes)
    arguments.add_argument("--scans", type=int, default=1000)
    arguments.add_argument("--folder", type=Path, default=None)
    arguments.add_argument("--ahead", action="store_true")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as name, ExitStack() as stack:
        contests = [Contest(Path(name), size, given.scans, stack=stack) for size in given.tickets]
        for contest in contests if given.ahead else []:
            contest.go_ahead()
        for number in range(given.scans):
            for contest in contests:
                contest.turn(number)
        print("\n".join(table(contests)))


if __name__ == "__main__":
    main()
