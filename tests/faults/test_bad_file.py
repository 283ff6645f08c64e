"""The file is damaged, held, read-only or not ours: one sentence, and it stays as it was."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as sqlite3

from kiosk.runtime.data_folder import DATABASE
from tests.faults.inspection import content, inspect
from tests.faults.scanning import SCAN, refused, refused_by_a_process, scanning


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
        code, sentences = scan.end()
    assert code == 3
    assert len(sentences) == 1
    assert "is damaged" in sentences[0]


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
    assert (code, "Another program uses" in sentence) == (3, True)


def test_a_second_owner_of_the_folder_must_close_the_first(station: Path) -> None:
    with scanning(station) as scan:
        assert scan.show("C-T0") == "admitted"
        code, sentence = refused_by_a_process(station)
        assert scan.show("C-T1") == "admitted"
    assert (code, "in use" in sentence) == (2, True)


@pytest.mark.parametrize(
    "command",
    [("attendance", "export", "scans.csv", "--per-scan"), ("tickets", "show", "T0")],
    ids=str,
)
def test_an_entry_that_is_damaged_is_named_by_the_command_that_reads_it(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    station: Path,
    command: tuple[str, ...],
) -> None:
    monkeypatch.chdir(station)
    with scanning(station) as scan:
        assert scan.show("C-T0") == "admitted"
        scan.end()
    database = sqlite3.connect(station / DATABASE)
    ((body,),) = database.execute("SELECT body FROM entry WHERE kind = 'in'").fetchall()
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    path = station / DATABASE
    path.write_bytes(path.read_bytes().replace(body, body.replace(b"{", b"\xfb", 1)))
    code, sentence = refused(capsys, station, *command)
    assert (code, "The data of this event is damaged" in sentence) == (2, True)
