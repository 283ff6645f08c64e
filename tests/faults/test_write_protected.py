"""A folder that may not be written to, or not be read: said each time, and over once it may."""

import errno
import subprocess
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from kiosk.runtime.data_folder import DATABASE
from tests.faults.inspection import content, inspect
from tests.faults.protection import Under, held_to_modes, read_only
from tests.faults.recorder import kiosk_in, surroundings
from tests.faults.scanning import SCAN, refused_by_a_process, scanning


@pytest.fixture(scope="module")
def as_user() -> Under:
    """Return what a process is put under so that modes hold for it."""
    return held_to_modes()


def may_be_written_to(path: Path) -> bool:
    return bool(path.stat().st_mode & 0o200)


@pytest.mark.parametrize("command", [SCAN, ("event", "show")])
def test_a_folder_that_may_not_be_written_to_is_named_and_left_alone(
    station: Path, as_user: Under, command: tuple[str, ...]
) -> None:
    before = content(station)
    with read_only(station):
        code, sentence = refused_by_a_process(station, *command, under=as_user)
    assert (code, "may not be written to" in sentence) == (3, True)
    assert content(station) == before


def test_a_protected_folder_is_named_too_where_the_file_itself_may_be_written_to(
    station: Path, as_user: Under
) -> None:
    modes = station.stat().st_mode
    station.chmod(modes & ~0o222)
    try:
        code, sentence = refused_by_a_process(station, "event", "show", under=as_user)
    finally:
        station.chmod(modes)
    assert (code, "may not be written to" in sentence) == (3, True)


def test_each_code_that_a_protected_file_cannot_record_says_why(
    station: Path, as_user: Under
) -> None:
    with read_only(station / DATABASE), scanning(station, under=as_user) as scan:
        assert [scan.show("C-T0"), scan.show("C-T1")] == ["cannot_record"] * 2
        code, sentences = scan.end()
    assert code == 3
    assert len(sentences) == 2
    assert all(f"{DATABASE} may not be written to" in sentence for sentence in sentences)


def test_what_may_not_be_written_to_can_be_read(station: Path, as_user: Under) -> None:
    with read_only(station / DATABASE):
        command = [*as_user, *kiosk_in(station, "headcount")]
        shown = subprocess.run(command, capture_output=True, check=False)
    assert (shown.returncode, shown.stderr) == (0, b"")


def test_a_scan_goes_on_once_its_file_may_be_written_to(station: Path, as_user: Under) -> None:
    with ExitStack() as running:
        with read_only(station / DATABASE):
            scan = running.enter_context(scanning(station, under=as_user))
            assert scan.show("C-T0") == "cannot_record"
        assert [scan.show("C-T0"), scan.show("C-T1")] == ["admitted"] * 2
        assert scan.end()[0] == 3
    assert len(scan.entries) == 2
    assert scan.entries <= inspect(station).entries


def test_a_scan_that_began_on_a_protected_file_records_its_first_code_once_it_may(
    station: Path, as_user: Under
) -> None:
    with ExitStack() as running:
        with read_only(station / DATABASE):
            scan = running.enter_context(scanning(station, under=as_user))
            wait_for(station / f"{DATABASE}-shm")  # made once the file is open
        assert scan.show("C-T0") == "admitted"
        assert scan.end() == (0, [])


def wait_for(path: Path, patience_s: float = 60) -> None:
    until = time.monotonic() + patience_s
    while not path.exists():
        assert time.monotonic() < until, f"{path} was not made"
        time.sleep(0.01)


@pytest.mark.parametrize("ends", ["by itself", "killed"])
def test_what_a_protected_time_left_beside_the_file_stops_no_later_scan(
    station: Path, as_user: Under, ends: str
) -> None:
    with read_only(station / DATABASE), scanning(station, under=as_user) as scan:
        assert scan.show("C-T0") == "cannot_record"
        if ends == "killed":
            scan.kill()
        else:
            scan.end()
    assert not may_be_written_to(station / f"{DATABASE}-shm")
    assert not may_be_written_to(station / f"{DATABASE}-wal")
    with scanning(station, under=as_user) as scan:
        assert [scan.show("C-T0"), scan.show("C-T1")] == ["admitted"] * 2
        assert scan.end() == (0, [])
    assert scan.entries <= inspect(station).entries


def test_a_folder_that_was_protected_while_a_scan_wrote_to_it_has_all_of_it_afterwards(
    station: Path, as_user: Under
) -> None:
    with scanning(station, under=as_user) as scan:
        assert scan.show("C-T0") == "admitted"
        with read_only(*station.glob(f"{DATABASE}*")):
            assert scan.show("C-T1") == "admitted"  # it has them open
            given = ("event", "set", "capacity", "100")
            code, sentence = refused_by_a_process(station, *given, under=as_user)
            assert (code, "may not be written to" in sentence) == (3, True)
            scan.kill()
    with scanning(station, under=as_user) as again:
        assert again.show("C-T2") == "admitted"
        assert again.show("C-T1") == "already_inside"
        assert again.end()[0] == 0
    assert scan.entries | again.entries <= inspect(station).entries


def test_protection_that_is_left_on_what_is_beside_the_file_is_taken_off(
    station: Path, as_user: Under
) -> None:
    with scanning(station, under=as_user) as scan:
        assert scan.show("C-T0") == "admitted"
        scan.kill()
    for suffix in ("-wal", "-shm"):
        (station / f"{DATABASE}{suffix}").chmod(0o444)
    with scanning(station, under=as_user) as again:
        assert again.show("C-T1") == "admitted"
    assert scan.entries | again.entries <= inspect(station).entries


REPAIR = ("verify", "--repair")


@pytest.mark.parametrize("command", [SCAN, ("verify",), REPAIR, ("headcount",)])
def test_a_file_that_may_not_be_read_is_not_called_damaged(
    station: Path, as_user: Under, command: tuple[str, ...]
) -> None:
    before = content(station)
    path = station / DATABASE
    modes = path.stat().st_mode
    path.chmod(0)
    try:
        code, sentence = refused_by_a_process(station, *command, under=as_user)
    finally:
        path.chmod(modes)
    assert (code, "cannot be opened" in sentence) == (3, True)
    assert content(station) == before


@pytest.mark.parametrize("moment", [1, 3, 9, 20])
@pytest.mark.parametrize("command", [SCAN, ("verify",), REPAIR, ("headcount",)])
def test_a_disk_that_fails_to_read_is_named_and_its_file_not_called_damaged(
    recorder: Path, tmp_path: Path, station: Path, command: tuple[str, ...], moment: int
) -> None:
    fault = tmp_path / "fault"
    fault.write_text(f"{errno.EIO} read {moment}")
    before = inspect(station)
    environment = surroundings(recorder, station, REC_FAULT=fault)
    done = subprocess.run(
        kiosk_in(station, *command),
        input="C-T0\n",
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    fault.unlink()
    assert done.returncode == 3, done
    assert all("disk gives an error" in line for line in done.stderr.splitlines())
    assert done.stderr
    assert not list(station.glob("*broken*"))
    found = inspect(station)
    assert (found.corrupt, found.inconsistent) == ("", "")
    assert before.entries <= found.entries


@pytest.mark.parametrize(
    ("path", "sentence"),
    [("", "'--data' may not be read"), ("keys", "Give this user permission to read that folder")],
)
def test_what_may_not_be_read_is_named_as_such(
    station: Path, as_user: Under, path: str, sentence: str
) -> None:
    forbidden = station / path
    modes = forbidden.stat().st_mode
    forbidden.chmod(0)
    try:
        code, answered = refused_by_a_process(station, "headcount", under=as_user)
    finally:
        forbidden.chmod(modes)
    assert (code, sentence in answered) == (2, True), answered
