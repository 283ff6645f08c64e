"""How long the attendance file of 1,000,000 tickets takes, beside bare writers of the same rows.

    .venv/bin/python -m tests.bench.bench_export [--tickets N] [--folder DIR]

Figures of one run, in one folder: the program's CSV, the same statement's rows put out by a bare
csv.writer, the program's JSON and XLSX, and the peak memory of each.
"""

import argparse
import csv
import json
import subprocess
import sys
import tempfile
import time
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


def run(*arguments: str) -> tuple[float, int]:
    """Run the program; return its seconds of CPU and its peak memory in MB."""
    program = [sys.executable, "-c", _PROGRAM, *arguments]
    done = subprocess.run(program, capture_output=True, text=True, check=True)
    seconds, peak, code = done.stdout.split()[-3:]
    if code != "0":
        raise RuntimeError(done.stderr)
    return float(seconds), int(peak)


def bare(source: Path, target: Path) -> float:
    """Write the rows of a CSV file again with a bare csv.writer; return its seconds of CPU."""
    with source.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    began = time.process_time()
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    return time.process_time() - began


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
    figures["bare_writer_cpu_s"] = round(bare(folder / "out.csv", folder / "bare.csv"), 2)
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
