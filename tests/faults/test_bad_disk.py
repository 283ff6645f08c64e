"""The disk fails: red without an entry, one sentence, and on again once the fault is gone."""

import errno
import os
import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as sqlite3

from kiosk.cli.main import main
from kiosk.runtime.data_folder import DATABASE
from tests.faults.conftest import TICKETS
from tests.faults.inspection import inspect
from tests.faults.recorder import surroundings
from tests.faults.scanning import SCAN, Scanning, refused, refused_by_a_process, scanning
from tests.festival import DAY


def goes_on_after(scan: Scanning, make: Callable[[int], None], mend: Callable[[], None]) -> int:
    """Make a fault at each of its moments, 1 and on, until it comes too late for a verdict.

    Returns how many codes could not be recorded; each was let in once the fault was mended.
    """
    assert scan.show("C-T0") == "admitted"
    for moment in range(1, TICKETS):
        make(moment)
        outcome = scan.show(f"C-T{moment}")
        mend()
        if outcome == "admitted":
            return moment - 1
        assert outcome == "cannot_record"
        assert scan.show(f"C-T{moment}") == "admitted"
    raise AssertionError("the fault never ended")


@pytest.mark.parametrize(
    ("number", "call", "at_least"),
    [
        (errno.ENOSPC, "write", 10),
        (errno.EIO, "write", 10),
        (errno.EIO, "sync", 1),
        (errno.EIO, "read", 2),
    ],
)
def test_a_verdict_that_a_disk_refuses_at_any_call_is_red_and_the_next_is_green(
    recorder: Path, station: Path, number: int, call: str, at_least: int
) -> None:
    fault = station.with_name("fault")

    def make(moment: int) -> None:
        part = fault.with_suffix(".part")
        part.write_text(f"{number} {call} {moment}")
        part.rename(fault)

    environment = surroundings(recorder, station, REC_FAULT=fault)
    with scanning(station, environment=environment) as scan:
        assert goes_on_after(scan, make, fault.unlink) >= at_least
        code, sentences = scan.end()
    assert code == 3
    found = inspect(station)
    assert (found.corrupt, found.inconsistent) == ("", "")
    assert scan.entries <= found.entries
    assert len(found.entries) == len(scan.entries) + openings(found.entries, station)
    assert len(sentences) == [line["outcome"] for line in scan.lines].count("cannot_record")
    assert all("disk" in sentence for sentence in sentences)


def openings(entries: frozenset[str], station: Path) -> int:
    """Return how many entries only set up the event and its list, or opened a log."""
    database = sqlite3.connect(station / DATABASE)
    kinds = "SELECT count(*) FROM entry WHERE kind IN ('open', 'setting', 'list')"
    (count,) = database.execute(kinds).fetchone()
    database.close()
    assert count <= len(entries)
    return int(count)


def test_a_file_that_may_not_grow_gives_red_until_it_may(station: Path) -> None:
    with scanning(station) as scan:
        pid = scan.process.pid
        no_limit = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        grown = (station / f"{DATABASE}-wal").stat

        def make(moment: int) -> None:
            limit = grown().st_size + (moment - 1) * 4096
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (limit, no_limit[1]))

        def mend() -> None:
            resource.prlimit(pid, resource.RLIMIT_FSIZE, no_limit)

        assert goes_on_after(scan, make, mend) >= 5
        assert scan.end()[0] == 3
    found = inspect(station)
    assert (found.corrupt, found.inconsistent) == ("", "")
    assert scan.entries <= found.entries


@pytest.mark.parametrize("call", ["open", "write", "sync"])
@pytest.mark.parametrize("command", ["event new", "scan"])
def test_a_disk_that_fails_at_the_start_is_named(
    recorder: Path, tmp_path: Path, station: Path, call: str, command: str
) -> None:
    folder = station if command == "scan" else tmp_path / "new"
    fault = tmp_path / "fault"
    fault.write_text(f"{errno.EIO} {call} 1")
    given = SCAN if command == "scan" else ("event", "new", "F", "--date", DAY)
    environment = surroundings(recorder, folder, REC_FAULT=fault)
    code, sentence = refused_by_a_process(folder, *given, environment=environment)
    assert code == 3
    assert "disk" in sentence or "cannot be opened" in sentence


@pytest.mark.parametrize("moment", [20, 64, 256, 512])
def test_an_import_that_the_disk_refuses_leaves_the_list_as_it_was(
    recorder: Path, station: Path, moment: int
) -> None:
    rows = (f"R-{n},code-{n:020},Gast {n}" for n in range(2000))
    guests = station.with_name("guests.csv")
    guests.write_text("\n".join(["ticket,code,name", *rows]), encoding="utf-8")
    fault = station.with_name("fault")
    fault.write_text(f"{errno.ENOSPC} write {moment}")
    before = inspect(station).tickets
    environment = surroundings(recorder, station, REC_FAULT=fault)
    given = ("tickets", "import", str(guests))
    code, sentence = refused_by_a_process(station, *given, environment=environment)
    assert (code, "disk is full" in sentence) == (3, True)
    assert inspect(station).tickets == before
    assert main(["--data", str(station), *given]) == 0
    assert len(inspect(station).tickets) == len(before) + 2000


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a folder on a disk of 2 MB; only root can make one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("No small disk could be mounted here: that takes root.")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def filled(disk: Path) -> Path:
    """Write a file until the disk is full, and return it."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(512))
    return filler


def test_a_disk_that_is_full_at_the_start_says_so(
    small_disk: Path, station: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = Path(shutil.copytree(station, small_disk / "station"))
    filler = filled(small_disk)
    for command in (SCAN, ("event", "new", "F", "--date", DAY)):
        code, sentence = refused(capsys, folder, *command)
        assert (code, "disk is full" in sentence) == (3, True)
    filler.unlink()
    with scanning(folder) as scan:
        assert scan.show("C-T0") == "admitted"


def test_a_disk_that_fills_up_while_scanning_gives_red_until_there_is_room(
    small_disk: Path, station: Path
) -> None:
    folder = Path(shutil.copytree(station, small_disk / "station"))
    with scanning(folder) as scan:
        assert scan.show("C-T0") == "admitted"
        filler = filled(small_disk)
        assert scan.show("C-T1") == "cannot_record"
        filler.unlink()
        assert scan.show("C-T1") == "admitted"
        code, (sentence,) = scan.end()
    assert (code, "disk is full" in sentence) == (3, True)
    assert scan.entries <= inspect(folder).entries
