"""A long list goes into its indexes row by row, with the same outcome and in flat memory."""

import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.store.lists import list_staging
from tests.guestlist.importer import Importer

ROWS = [f"CODE-{number:04};T-{number};Gast {number}" for number in range(30)]

PEAK = """
import resource, sys, tempfile
from pathlib import Path
from kiosk.guestlist.import_report import ImportOptions
from kiosk.guestlist.sources.open_source import open_rows
from tests.guestlist.importer import importer
with tempfile.TemporaryDirectory() as folder, importer(Path(folder)) as lists:
    report = lists.job().run(open_rows(Path(sys.argv[1])), ImportOptions(dry_run=True))
print(report.added, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.parametrize("few", [0, 1, 29, 30, 200_000])
def test_a_list_of_any_length_comes_in_alike(
    lists: Importer, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(list_staging, "_FEW", few)
    text = "\n".join(["code;ticket;naam", *ROWS]) + "\n"
    first = lists.take(text)
    assert (first.added, first.rejected) == (30, ())
    twice = lists.take(text + "CODE-0003;T-90;Dubbel\nCODE-0091;T-4;Dubbel\n")
    assert [(one.row, one.why.name.lower()) for one in twice.rejected] == [
        (32, "repeated_code"),
        (33, "repeated_ticket"),
    ]
    again = lists.take(text.replace("Gast 7", "Gast zeven").replace("CODE-0008", "NIEUW-0008"))
    assert (again.added, again.changed, again.unchanged) == (0, 2, 28)
    held = lists.ticket("NIEUW-0008")
    assert held is not None
    assert held.ticket.ref == "T-8"


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.skipif(sys.platform != "linux", reason="reads the peak memory as Linux counts it")
def test_four_times_the_rows_take_no_more_memory(tmp_path: Path) -> None:
    peaks = []
    for rows in (250_000, 1_000_000):
        path = tmp_path / f"{rows}.csv"
        with path.open("w", encoding="utf-8") as file:
            file.write("code;naam\n")
            file.writelines(f"CODE-{number:09};Gast {number}\n" for number in range(rows))
        process = subprocess.run(
            [sys.executable, "-c", PEAK, str(path)], capture_output=True, text=True, check=True
        )
        added, peak = map(int, process.stdout.split())
        assert added == rows
        peaks.append(peak)
    assert peaks[1] < peaks[0] * 1.25, peaks
