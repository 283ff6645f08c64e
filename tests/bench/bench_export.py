"""How long the attendance file of 1,000,000 tickets takes, beside a bare csv.writer of its rows.

    .venv/bin/python -m tests.bench.bench_export [--tickets N] [--folder DIR]

Figures of one run, in one folder: the program's CSV, a bare csv.writer of the rows of the same
SELECT (the baseline), the program's JSON and XLSX, and the peak memory of each. Each runs in a
process of its own; the time is that of its processor.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.bench_import import write_list

_PROGRAM = """
import resource, sys, time
from kiosk.cli.main import main
began = time.process_time()
code = main(sys.argv[1:])
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(time.process_time() - began, peak, code)
"""


def run(*arguments: str, code: str = _PROGRAM) -> tuple[float, int]:
    """Run the program, or other code; return its seconds of CPU and its peak memory in MB."""
    program = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(program, capture_output=True, text=True, check=True)
    seconds, peak, ended = done.stdout.split()[-3:]
    if ended != "0":
        raise RuntimeError(done.stderr)
    return float(seconds), int(peak)


_BASELINE = """
import csv, resource, sys, time
from pathlib import Path
from kiosk.store.attendance.attendance_rows import LISTED
from kiosk.store.sqlite.database import open_database
database, target = open_database(Path(sys.argv[1])), Path(sys.argv[2])
event, number, source = database.execute(
    "SELECT event, list, source FROM list_snapshot WHERE state = 'current' AND source <> ''"
).fetchone()
asked = {"event": event, "list": number, "source": source, "area": "festival"}
began = time.process_time()
with target.open("w", encoding="utf-8-sig", newline="") as file:
    csv.writer(file).writerows(database.execute(LISTED, asked | {"since": None, "walk_in": 0}))
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(time.process_time() - began, peak, 0)
"""


def measure(folder: Path, tickets: int) -> dict[str, float | int]:
    """Return the figures of one run."""
    data = ["--data", str(folder / "data")]
    run(*data, "event", "new", "Meting", "--date", "2026-06-13", "--entrance", "Noord")
    write_list(folder / "list.csv", tickets)
    run(*data, "tickets", "import", str(folder / "list.csv"))
    figures: dict[str, float | int] = {}
    for suffix in ("csv", "json", "xlsx"):
        file = folder / f"out.{suffix}"
        seconds, peak = run(*data, "attendance", "export", str(file))
        figures |= {f"{suffix}_cpu_s": round(seconds, 2), f"{suffix}_peak_mb": peak}
        if suffix == "csv":
            files = (str(folder / "data" / "kiosk.db"), str(folder / "bare.csv"))
            bare, peak = run(*files, code=_BASELINE)
            figures |= {"bare_cpu_s": round(bare, 2), "bare_peak_mb": peak}
            figures["csv_of_bare"] = round(seconds / bare, 2)
    return figures


def main() -> None:
    """Measure once and print the figures as JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--tickets", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        print(json.dumps(measure(Path(folder), asked.tickets)))


if __name__ == "__main__":
    main()
