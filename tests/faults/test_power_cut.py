"""A power cut at any moment: every green that was shown is there, and all agrees with it.

The program is cut in all the states its folder can be in (see `disk.py`); the same sweep over
mutants of it shows that it would notice.
"""

from pathlib import Path

import pytest

from tests.faults.conftest import TICKETS
from tests.faults.disk import Disk
from tests.faults.inspection import Found, inspect
from tests.faults.power_cut import Report, every_cut, greens_are_there
from tests.faults.recorder import Recording, record
from tests.faults.unsafe_program import HALF_A_LIST, MUTANTS
from tests.festival import DAY


def day(check_ins: int) -> list[str]:
    """Return the codes of a door: guests, and now and then a stranger or a second time."""
    codes = []
    for n in range(check_ins):
        codes.append(f"C-T{n}")
        codes.extend([f"stranger {n}", f"C-T{n - 4}"] if n % 5 == 4 else [])
    return codes


def scanned(
    recorder: Path, station: Path, check_ins: int, mutant: str | None = None
) -> tuple[Disk, Recording]:
    disk = Disk(station)
    options = ("scan", "--codes", "-", "--at", f"{DAY}T12:00")
    done = record(recorder, station, *options, codes=day(check_ins), mutant=mutant)
    assert (done.exit_code, done.stderr) == (0, "")
    assert len(done.out) >= len(day(check_ins))
    return disk, done


def sweep(recorder: Path, station: Path, check_ins: int, torn: int) -> Report:
    disk, done = scanned(recorder, station, check_ins)
    return every_cut(disk, done.ops, greens_are_there, torn=torn)


def test_no_green_is_lost_wherever_the_power_is_cut(recorder: Path, station: Path) -> None:
    report = sweep(recorder, station, check_ins=12, torn=1)
    assert report.states > 900
    assert not report.failed, report


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_no_green_of_a_busy_hour_is_lost_wherever_the_power_is_cut(
    recorder: Path, station: Path
) -> None:
    report = sweep(recorder, station, check_ins=TICKETS, torn=3)
    print(report)
    assert report.states > 15_000
    assert not report.failed, report


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_program_that_is_less_careful_is_caught(
    recorder: Path, station: Path, mutant: str
) -> None:
    disk, done = scanned(recorder, station, check_ins=15, mutant=mutant)
    report = every_cut(disk, done.ops, greens_are_there, torn=1, until_caught=True)
    assert report.lost, report


def test_what_is_replayed_is_what_the_process_left(recorder: Path, station: Path) -> None:
    disk, done = scanned(recorder, station, check_ins=3)
    for op in done.ops:
        disk.do(op)
    left = {
        str(path.relative_to(station)): path.read_bytes()
        for path in station.rglob("*")
        if path.is_file()
    }
    assert disk.kept() == left


def test_an_event_is_made_whole_or_not_at_all(recorder: Path, tmp_path: Path) -> None:
    station = tmp_path / "station"
    station.mkdir()
    disk = Disk(station)
    done = record(recorder, station, "event", "new", "Feest", "--date", DAY)
    assert done.exit_code == 0

    def the_event(printed: str, found: Found) -> str:
        return "printed, and gone" if printed and not found.event else ""

    report = every_cut(disk, done.ops, the_event, torn=1)
    assert not report.failed, report


def guest_list(path: Path, rows: range, category: str) -> Path:
    lines = [f"R-{n},code-{n:020},Gast {n},{category}" for n in rows]
    path.write_text("\n".join(["ticket,code,name,category", *lines]), encoding="utf-8")
    return path


def imported(recorder: Path, station: Path, mutant: str | None = None) -> Report:
    """Replace a list by another under every power cut: only the one or the other may be found."""
    given = ("tickets", "import", "--source", "winkel", "--replace", "--yes")
    first = guest_list(station.with_name("first.csv"), range(40), "Actieve bewoner")
    second = guest_list(station.with_name("second.csv"), range(20, 60), "Partner")
    assert record(recorder, station, *given, str(first)).exit_code == 0
    old, disk = inspect(station), Disk(station)
    done = record(recorder, station, *given, str(second), mutant=mutant)
    assert done.exit_code == 0, done.stderr
    new = inspect(station)
    assert not old.tickets <= new.tickets

    def old_or_new(printed: str, found: Found) -> str:
        if found.tickets == new.tickets:
            return ""
        return "half a list" if found.tickets != old.tickets else "printed" * bool(printed)

    return every_cut(disk, done.ops, old_or_new, torn=1, until_caught=mutant is not None)


def test_an_import_leaves_the_old_list_or_the_new(recorder: Path, station: Path) -> None:
    report = imported(recorder, station)
    assert not report.failed, report


def test_an_import_without_a_transaction_is_caught(recorder: Path, station: Path) -> None:
    assert imported(recorder, station, HALF_A_LIST).lost
