"""The file is damaged, held, read-only or not ours: one sentence, and it stays as it was."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as sqlite3

from kiosk.runtime.data_folder import DATABASE
from tests.faults.inspection import inspect
from tests.faults.recorder import kiosk_in
from tests.faults.scanning import SCAN, refused, refused_by_a_process, scanning


def content(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "kiosk.lock"
    }


def test_a_file_that_another_program_holds_gives_red_until_it_lets_go(station: Path) -> None:
    with scanning(station) as scan:
        assert scan.show("C-T0") == "admitted"
        other = sqlite3.connect(station / DATABASE, isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        assert scan.show("C-T1") == "cannot_record"
        other.execute("ROLLBACK")
        assert scan.show("C-T1") == "admitted"
        other.close()
        code, _ = scan.end()
    assert code == 3
    assert scan.entries <= inspect(station).entries


def test_pages_that_rot_while_scanning_give_red_and_a_sentence(station: Path) -> None:
    with scanning(station) as scan:
        assert scan.show("C-T0") == "admitted"
        other = sqlite3.connect(station / DATABASE)
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        other.close()
        path = station / DATABASE
        whole = path.read_bytes()
        path.write_bytes(whole[:4096] + bytes(len(whole) - 4096))
        assert scan.show("C-T1") == "cannot_record"
        code, told = scan.end()
    assert code == 3
    assert len(told) == 1
    assert "is damaged" in told[0]


def test_a_folder_without_an_event_says_how_to_make_one(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, sentence = refused(capsys, tmp_path / "nothing")
    assert (code, "no event" in sentence) == (2, True)


@pytest.mark.parametrize(
    "change",
    [
        lambda _: b"Beste allemaal, hierbij de lijst.\n" * 1000,
        lambda whole: bytes(100) + whole[100:],
        lambda whole: whole[:100] + bytes(3996) + whole[4096:],
        lambda whole: whole[:4096] + bytes(len(whole) - 4096),
        lambda whole: whole[: len(whole) // 2],
    ],
    ids=["a letter", "no header", "no schema", "nothing but a schema", "half a file"],
)
def test_a_file_that_is_damaged_is_named_and_left_alone(
    capsys: pytest.CaptureFixture[str], station: Path, change: Callable[[bytes], bytes]
) -> None:
    path = station / DATABASE
    path.write_bytes(change(path.read_bytes()))
    before = content(station)
    for command in (SCAN, ("headcount",)):
        code, sentence = refused(capsys, station, *command)
        assert (code, "is damaged" in sentence) == (2, True)
        assert content(station) == before


def test_a_file_of_a_newer_program_is_named_and_left_alone(
    capsys: pytest.CaptureFixture[str], station: Path
) -> None:
    database = sqlite3.connect(station / DATABASE)
    database.execute("PRAGMA user_version = 9999")
    database.close()
    before = content(station)
    code, sentence = refused(capsys, station)
    assert (code, "newer version" in sentence) == (2, True)
    assert content(station) == before


def test_keys_that_are_gone_are_named(capsys: pytest.CaptureFixture[str], station: Path) -> None:
    shutil.rmtree(station / "keys")
    code, sentence = refused(capsys, station)
    assert (code, "keys" in sentence) == (2, True)


def test_a_file_that_another_program_holds_alone_is_named(station: Path) -> None:
    other = sqlite3.connect(station / DATABASE, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN IMMEDIATE")
    code, sentence = refused_by_a_process(station)
    other.close()
    assert (code, "held by another program" in sentence) == (3, True)


def test_a_second_owner_of_the_folder_is_told_to_close_the_first(station: Path) -> None:
    with scanning(station) as scan:
        assert scan.show("C-T0") == "admitted"
        code, sentence = refused_by_a_process(station)
        assert scan.show("C-T1") == "admitted"
    assert (code, "in use" in sentence) == (2, True)


@contextmanager
def read_only(path: Path) -> Iterator[None]:
    """Take the right to write away from a file, or from a folder and all in it."""
    every = [path, *path.rglob("*")]
    modes = {each: each.stat().st_mode for each in every}
    for each in reversed(every):
        each.chmod(modes[each] & ~0o222)
    try:
        yield
    finally:
        for each in every:
            each.chmod(modes[each])


AS_USER = ("setpriv", "--bounding-set", "-dac_override") if os.geteuid() == 0 else ()
"""Root may write whatever the modes say, until it gives that up."""


@pytest.mark.parametrize("command", [SCAN, ("event", "show")])
def test_a_folder_that_may_not_be_written_to_is_named_and_left_alone(
    station: Path, command: tuple[str, ...]
) -> None:
    before = content(station)
    with read_only(station):
        code, sentence = refused_by_a_process(station, *command, under=AS_USER)
    assert (code, "may not be written to" in sentence) == (3, True)
    assert content(station) == before


def test_a_protected_folder_is_named_too_where_the_file_itself_may_be_written_to(
    station: Path,
) -> None:
    modes = station.stat().st_mode
    station.chmod(modes & ~0o222)
    try:
        code, sentence = refused_by_a_process(station, "event", "show", under=AS_USER)
    finally:
        station.chmod(modes)
    assert (code, "may not be written to" in sentence) == (3, True)


def test_a_file_that_may_not_be_written_to_gives_red_until_it_may(station: Path) -> None:
    with read_only(station / DATABASE), scanning(station, under=AS_USER) as scan:
        assert scan.show("C-T0") == "cannot_record"
        code, (sentence,) = scan.end()
    assert (code, "may not be written to" in sentence) == (3, True)
    with scanning(station) as scan:
        assert scan.show("C-T0") == "admitted"


def test_what_may_not_be_written_to_can_be_read(station: Path) -> None:
    with read_only(station / DATABASE):
        shown = subprocess.run(
            [*AS_USER, *kiosk_in(station, "headcount")], capture_output=True, check=False
        )
    assert (shown.returncode, shown.stderr) == (0, b"")
