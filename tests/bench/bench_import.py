"""How long a list of 1,000,000 tickets takes to import, and what the door notices of it.

    .venv/bin/python -m tests.bench.bench_import [--tickets N] [--folder DIR] [--xlsx]

Figures of one run, in one folder: a bare `executemany` of the same rows into the same tables and
the search index in one transaction, the preview (a dry run), the import, the name index, the peak
memory of the importing process, and how long an immediate transaction like the door's waits while
the import runs. With `--xlsx` the list is a workbook.
"""

import argparse
import base64
import csv
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from pathlib import Path
from statistics import quantiles
from typing import Any

import xlsxwriter

from kiosk.clock import SystemClock
from kiosk.domain.event_settings import Event
from kiosk.guestlist.import_report import ImportOptions
from kiosk.guestlist.importer import ListImport
from kiosk.guestlist.sources.open_source import open_rows
from kiosk.keys.ticket_codes import code_hash
from kiosk.paths import MIGRATIONS
from kiosk.runtime.data_folder import DataFolder
from kiosk.settings import Settings
from kiosk.store.lists.name_index import normalise_text
from kiosk.store.sqlite.database import Database, immediate, migrate, open_database
from kiosk.store.sqlite.write_batches import YieldToScans
from kiosk.texts import load_words

EVENT = Event("ee" * 16, "Meting", date(2026, 6, 13), "Europe/Amsterdam")
CODE_KEY = bytes(32)
_FIRST = ("Jan", "Fatima", "Ayşe", "Kees", "Björn", "Li", "Sofie", "Mehmet", "Anna", "Tom")
_LAST = ("de Vries", "Jansen", "Özdemir", "van den Berg", "Bakker", "El Amrani", "Visser", "Smit")


def write_list(path: Path, tickets: int) -> None:
    """Write a shop's list, its codes in no order."""
    chance = random.Random(1)  # noqa: S311  # the same list in every run
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["Ticketnummer", "Ticketcode", "Naam", "Organisatie", "Categorie", "E-mail"])
        for number in range(tickets):
            code = base64.b32encode(chance.randbytes(16)).decode().rstrip("=")
            name = f"{chance.choice(_FIRST)} {chance.choice(_LAST)}-{number % 9973}"
            organisation = f"Buurthuis {number % 1009}"
            email = f"gast{number}@example.org"
            category = "Actieve bewoner" if number % 3 else "Beleidsmaker"
            rows.writerow([f"W-{number:07}", code, name, organisation, category, email])


def as_workbook(path: Path) -> Path:
    """Write the same list as a workbook."""
    book = path.with_suffix(".xlsx")
    with (
        path.open(encoding="utf-8", newline="") as file,
        xlsxwriter.Workbook(str(book), {"constant_memory": True}) as made,
    ):
        sheet = made.add_worksheet()
        for number, row in enumerate(csv.reader(file)):
            sheet.write_row(number, 0, row)
    return book


def bare(path: Path, folder: Path) -> None:
    """Put the same rows in with bare statements, in one transaction."""
    database = _database(folder / "bare.db")
    database.execute("BEGIN IMMEDIATE")
    database.execute(
        "INSERT INTO list_snapshot(list, event, source, version, at, state)"
        " VALUES (1, ?, 'bare', 1, 0, 'current')",
        (bytes.fromhex(EVENT.id),),
    )
    rows = list(_rows(path))
    for sql, columns in _BARE:
        database.conn.executemany(sql, map(columns, rows))
    database.execute("COMMIT")
    database.close()


def _rows(path: Path) -> Iterator[tuple[Any, ...]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        for number, (ref, code, name, organisation, category, email) in enumerate(rows, 1):
            yield number, code_hash(CODE_KEY, code), ref, name, organisation, category, email


_BARE = (
    (
        "INSERT INTO personal(n, event, list, ticket, ref, name, organisation, booked_by, email,"
        " note) VALUES (?, ?, 1, ?, ?, ?, ?, '', ?, '')",
        lambda row: (row[0], bytes.fromhex(EVENT.id), row[1], *row[2:5], row[6]),
    ),
    (
        "INSERT INTO list_row(list, ticket, code, ref, category, places, status, person)"
        " VALUES (1, ?, ?, ?, ?, 1, 'valid', ?)",
        lambda row: (row[1], row[1], row[2], row[5], row[0]),
    ),
    ("INSERT INTO list_code VALUES (1, ?, ?)", lambda row: (row[1], row[1])),
    ("INSERT INTO list_ref VALUES (1, ?, ?)", lambda row: (row[2], row[1])),
    (
        "INSERT INTO personal_search(rowid, name, organisation, booked_by, ref)"
        " VALUES (?, ?, ?, '', ?)",
        lambda row: (
            row[0],
            normalise_text(row[3]),
            normalise_text(row[4]),
            normalise_text(row[2]),
        ),
    ),
)


def _job(folder: Path) -> ListImport:
    database = _database(folder / "kiosk.db")
    return ListImport(
        database,
        EVENT,
        CODE_KEY,
        record=lambda *_: None,
        refresh=lambda: None,
        now=lambda: 0,
        pause=YieldToScans(database),
    )


def one_step(step: str, path: Path, folder: Path) -> dict[str, float]:
    """Do one step in this process; return its seconds and the process's peak memory in MB."""
    begun, processor = time.perf_counter(), time.process_time()
    match step:
        case "bare":
            bare(path, folder)
        case "preview":
            _job(folder).run(open_rows(path), ImportOptions(source="webwinkel", dry_run=True))
        case "import":
            _job(folder).run(open_rows(path), ImportOptions(source="webwinkel"))
        case "index":
            _job(folder).finish("webwinkel")
    # A child inherits its parent's peak, so each step is a process of a small parent.
    return {
        "seconds": time.perf_counter() - begun,
        "cpu_seconds": time.process_time() - processor,
        "queued_seconds": queued_s(),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def queued_s() -> float:
    """Return for how long this process waited for a processor that others had (Linux)."""
    statistics = Path("/proc/self/schedstat")
    return int(statistics.read_text().split()[1]) / 1e9 if statistics.exists() else 0.0


def door_waits(folder: Path, process: "subprocess.Popen[str]") -> dict[str, float]:
    """Write as the door does, now and then, until the import ends; return its waits in ms."""
    database = _database(folder / "kiosk.db")
    database.execute("CREATE TABLE IF NOT EXISTS bench_door(n INTEGER PRIMARY KEY)")
    waits: list[float] = []
    whole: list[float] = []
    chance = random.Random(2)  # noqa: S311  # only spreads the scans
    while process.poll() is None:
        begun = time.perf_counter()
        with immediate(database):
            waits.append((time.perf_counter() - begun) * 1000)
            database.execute("INSERT INTO bench_door DEFAULT VALUES")
        whole.append((time.perf_counter() - begun) * 1000)
        time.sleep(chance.uniform(0.01, 0.05))
    cuts = quantiles(waits, n=1000)
    return {
        "scans": len(waits),
        "wait_p50_ms": cuts[499],
        "wait_p99_ms": cuts[989],
        "wait_max_ms": max(waits),
        "scan_p99_ms": quantiles(whole, n=1000)[989],
    }


def _database(path: Path) -> Database:
    database = open_database(path)
    migrate(database, MIGRATIONS)
    return database


def main() -> None:
    """Run all of it and print the figures."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--tickets", type=int, default=1_000_000)
    arguments.add_argument("--folder", type=Path, default=None)
    arguments.add_argument("--step", choices=("bare", "preview", "import", "index"), default=None)
    arguments.add_argument("--xlsx", action="store_true")
    arguments.add_argument("--list", type=Path, default=None)
    given = arguments.parse_args()
    if given.step:
        print(json.dumps(one_step(given.step, given.list, given.folder)))
        return
    with tempfile.TemporaryDirectory(dir=given.folder) as name:
        folder = Path(name)
        path = folder / "webwinkel.csv"
        write_list(path, given.tickets)
        print(f"{given.tickets} tickets")
        baseline = _measure("bare", path, folder)
        path = as_workbook(path) if given.xlsx else path
        for door in (False, True):
            apart = folder / f"door-{door}"
            apart.mkdir()
            _database(apart / "kiosk.db").close()
            if not door:
                _measure("preview", path, apart)
            taken = _measure("import", path, apart, door=door)
            taken += _measure("index", path, apart, door=door)
            print(f"  import and index: {taken / baseline:.2f} times the bare statements")


def _measure(step: str, path: Path, folder: Path, *, door: bool = False) -> float:
    # A reading process imports the main module again, which is a small one in the program.
    command = [sys.executable, "-c", f"from {__spec__.name} import main; main()", "--step", step]
    command += ["--list", str(path), "--folder", str(folder)]
    with _open_door(folder) if door else nullcontext():
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        waits = door_waits(folder, process) if door else {}
        output, _ = process.communicate()
    figures: dict[str, float] = {**json.loads(output), **waits}
    shown = ", ".join(f"{name} {value:.1f}" for name, value in figures.items())
    print(f"{step}{' beside a door' if door else ''}: {shown}", flush=True)
    if not door:
        own = figures["seconds"] - figures["queued_seconds"]
        print(f"  {own / figures['cpu_seconds']:.2f} times its CPU time", flush=True)
    return figures["seconds"]


def _open_door(folder: Path) -> AbstractContextManager[None]:
    return DataFolder(folder, load_words("nl"), Settings(), SystemClock()).lock()


if __name__ == "__main__":
    main()
