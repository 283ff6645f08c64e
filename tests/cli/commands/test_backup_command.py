"""`kiosk backup` and `restore`: all of a laptop and back, never over what is there."""

import io
import json
import os
import shutil
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.admin.backup import Backup, parse_backup, read_backup, restore
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.cli.main import main
from kiosk.errors import UnusableInput
from kiosk.store.integrity.verification import verify_event
from kiosk.sync.bundle_file import read_bundle, write_bundle
from tests.festival import Row, festival, session_on
from tests.passphrases import quick_passphrases

NORTH = Gate("festival", "Noord")
PASSPHRASE = "vier woorden op een rij"  # noqa: S105  # of a test
Run = Callable[..., tuple[int, str]]


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A laptop of last night in `station`, and its backup: sealing takes seconds, so only once."""
    night = tmp_path_factory.mktemp("night")
    with festival(night / "station", [Row(f"T{n}", name=f"Gast {n}") for n in range(9)]) as store:
        Door(store, NORTH).scan("C-T1")
    (night / "station" / "settings.toml").write_text('theme = "dark"\n', encoding="utf-8")
    (night / "passphrase").write_text(PASSPHRASE, encoding="utf-8")
    (night / "night.age").write_bytes(b"old")
    file, passphrase = str(night / "night.age"), str(night / "passphrase")
    given = ["--data", str(night / "station"), "backup", file, "--passphrase-file", passphrase]
    assert main(given) == 0
    return night


@pytest.fixture(scope="module")
def quick_backup(night: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same backup for tests that use `quick_seal`."""
    file = tmp_path_factory.mktemp("quick") / "night.age"
    given = [str(file), "--passphrase-file", str(night / "passphrase")]
    with quick_passphrases():
        assert main(["--data", str(night / "station"), "backup", *given]) == 0
    return file


@pytest.fixture
def station(night: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(night / "station", tmp_path / "station"))


@pytest.fixture(scope="module")
def opened(night: Path) -> Backup:
    return read_backup(night / "night.age", PASSPHRASE)


@pytest.fixture
def new(tmp_path: Path) -> Path:
    (tmp_path / "new").mkdir()
    return tmp_path / "new"


@pytest.fixture
def run(night: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def kiosk(folder: Path, command: str, file: Path | None = None) -> tuple[int, str]:
        capsys.readouterr()
        given = [str(file or night / "night.age"), "--passphrase-file", str(night / "passphrase")]
        code = main(["--data", str(folder), "--lang", "en", command, *given])
        out, stderr = capsys.readouterr()
        assert out == ""
        return code, stderr

    return kiosk


def content(folder: Path) -> dict[str, bytes]:
    kept = [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock"]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in kept}


def test_a_backup_makes_the_same_laptop_in_an_empty_folder(
    run: Run, station: Path, tmp_path: Path
) -> None:
    new = tmp_path / "new"
    code, stderr = run(new, "restore")
    assert (code, "now replaces: 'Noord 1'" in stderr) == (0, True)
    restored = content(new)
    assert restored.keys() == content(station).keys()
    assert restored["settings.toml"] == b'theme = "dark"\n'
    assert {path.stat().st_mode & 0o77 for path in (new / "keys").iterdir()} == {0}
    with session_on(new).open_store() as store:
        assert verify_event(store) == []
        assert store.tickets.by_reference("T1").name == "Gast 1"


def test_the_file_replaces_the_one_before_and_is_unreadable_without_the_passphrase(
    night: Path,
) -> None:
    sealed = (night / "night.age").read_bytes()
    assert sealed.startswith(b"age-encryption.org/v1\n-> scrypt ")
    assert b"Gast" not in sealed
    assert sorted(path.name for path in night.iterdir()) == ["night.age", "passphrase", "station"]
    assert not list((night / "station").glob("kiosk.db.*"))


def test_a_restored_laptop_starts_its_own_log_and_learns_its_own_tail_back(
    opened: Backup, station: Path, new: Path
) -> None:
    with session_on(station).open_store() as store:
        Door(store, NORTH).scan("C-T2")
        write_bundle(store, station / "stick.kiosk")
        before = {row["log"] for row in store.database.table("log").rows}
    restore(opened, new)
    with session_on(new).open_store() as store:
        Door(store, NORTH).scan("C-T3")
        taken = read_bundle(store, station / "stick.kiosk")
        assert (taken.new_entries, taken.rejected) == (2, ())
        logs = {row["log"] for row in store.database.table("log").rows}
        assert (before < logs, len(logs - before)) == (True, 1)
        assert verify_event(store) == []
        tickets = [store.tickets.by_reference(ref).id for ref in ("T1", "T2", "T3")]
        assert [store.attendance.inside(one, "festival") for one in tickets] == [1, 1, 1]


def test_nothing_is_ever_overwritten(run: Run, station: Path) -> None:
    before = content(station)
    code, stderr = run(station, "restore")
    assert (code, len(stderr.splitlines())) == (2, 1)
    assert content(station) == before


@pytest.mark.usefixtures("quick_seal")
def test_a_folder_where_the_program_only_looked_around_is_empty(
    run: Run, new: Path, station: Path, quick_backup: Path
) -> None:
    main(["--data", str(new), "event", "list"])
    assert (new / "kiosk.db").exists()
    assert run(new, "restore", quick_backup)[0] == 0
    assert content(new).keys() == content(station).keys()


def test_a_restore_that_was_stopped_is_done_again(opened: Backup, station: Path, new: Path) -> None:
    shutil.copytree(station / "keys", new / "keys")
    (new / "kiosk.db.part").write_bytes(b"half")
    restore(opened, new)
    assert content(new).keys() == content(station).keys()


@pytest.mark.usefixtures("quick_seal")
def test_a_backup_is_made_while_the_window_is_open(run: Run, station: Path, tmp_path: Path) -> None:
    with session_on(station).lock(), session_on(station).open_store() as store:
        Door(store, NORTH).scan("C-T2")
        assert run(station, "backup", tmp_path / "other.age")[0] == 0
        Door(store, NORTH).scan("C-T3")


@pytest.mark.usefixtures("quick_seal")
def test_a_file_that_cannot_be_written_is_reported_by_the_command(
    run: Run, station: Path, tmp_path: Path
) -> None:
    assert run(station, "backup", tmp_path / "gone" / "night.age")[0] == 3
    assert not list(station.glob("kiosk.db.*"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are of Unix")
def test_what_is_no_file_is_left_alone_and_never_waited_for(
    run: Run, station: Path, new: Path, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert run(station, "backup", tmp_path / "pipe")[0] == 2
    assert run(station, "backup", tmp_path)[0] == 2
    assert (tmp_path / "pipe").is_fifo()
    assert run(new, "restore", tmp_path / "pipe")[0] == 2
    assert run(new, "join", tmp_path / "pipe")[0] == 2


def packed(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as tar:
        for name, data in files.items():
            about = tarfile.TarInfo(name)
            about.size = len(data)
            tar.addfile(about, io.BytesIO(data))
    return made.getvalue()


BACKUP_JSON = json.dumps({"format": 1, "at": 0}).encode()
WHOLE = {"backup.json": BACKUP_JSON, "kiosk.db": b""}
HOSTILE = {
    "no tar": b"kiosk",
    "cut off": packed(WHOLE)[:60],
    "nothing": packed({}),
    "a path": packed({**WHOLE, "../evil.json": b"{}"}),
    "a path in keys": packed({**WHOLE, "keys/../../evil.json": b"{}"}),
    "another file": packed({**WHOLE, "evil.json": b"{}"}),
    "no database": packed({"backup.json": BACKUP_JSON}),
    "newer": packed({**WHOLE, "backup.json": b'{"format": 2, "at": 0}'}),
    "another shape": packed({**WHOLE, "backup.json": b"[]"}),
}


@pytest.mark.parametrize("made", HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_backup_is_not_opened(made: bytes) -> None:
    with pytest.raises(ValueError, match=r"not a (backup|file)|not a gzip"):
        parse_backup(made)


def test_a_database_that_is_broken_is_not_put_in_place(new: Path) -> None:
    with pytest.raises(UnusableInput, match="database_broken"):
        restore(Backup(0, {"kiosk.db": b"x" * 5000}), new)
    assert content(new) == {}


@pytest.mark.usefixtures("station", "quick_seal")
def test_a_file_that_cannot_be_opened_is_reported_and_changes_nothing(
    run: Run, quick_backup: Path, new: Path, tmp_path: Path
) -> None:
    whole = quick_backup.read_bytes()
    (tmp_path / "half.age").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "other.age").write_bytes(b"kiosk")
    assert [run(new, "restore", tmp_path / f"{name}.age")[0] for name in ("half", "other")] == [
        2
    ] * 2
    assert run(new, "restore", tmp_path / "none.age")[0] == 2
    assert run(new, "restore", tmp_path)[0] == 2
    assert content(new) == {}
