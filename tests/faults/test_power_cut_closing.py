"""A power cut while a day is handed in, purged, or a laptop emptied: the old or the new, always."""

import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from kiosk.admin.backup import read_backup, restore
from kiosk.domain.entry import Kind
from kiosk.runtime.data_folder import DATABASE
from kiosk.store.sqlite.wipe_folder import MARK
from tests.faults.disk import Disk
from tests.faults.inspection import inspect
from tests.faults.power_cut import images, laid_out
from tests.faults.recorder import Recording, record
from tests.festival import Row, festival, session_on

NAME = "Jannie Petersen"
STICK = "stick.kiosk"
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108  # another device than the disk, where there is one
GUESTS = 30


@pytest.fixture
def station(tmp_path: Path) -> Path:
    """A folder with guests that have names, and a copy and a log that name them."""
    folder = tmp_path / "station"
    with festival(folder, [Row(f"T{n}", name=f"{NAME} {n}") for n in range(GUESTS)]):
        pass
    (folder / "log").mkdir()
    for name in ("log/kiosk.log", "before-migration-1-x.db"):
        (folder / name).write_text(NAME, encoding="utf-8")
    return folder


@pytest.fixture
def other_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder that is no second copy on this laptop's own disk."""
    if not SHARED_MEMORY.is_dir() or SHARED_MEMORY.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("one device alone")
    with TemporaryDirectory(dir=SHARED_MEMORY) as folder:
        yield Path(folder)


def traces(folder: Path) -> set[str]:
    """Return the files that name a guest."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.name for path in files if NAME.encode() in path.read_bytes()}


def done(recorder: Path, station: Path, *command: str) -> tuple[Disk, Recording]:
    disk = Disk(station)
    recording = record(recorder, station, *command)
    assert recording.exit_code == 0, recording.stderr
    return disk, recording


def names(folder: Path) -> tuple[bool, int]:
    """Open a folder, and return whether its event is purged and how many names it still has."""
    with session_on(folder).open_store() as store:
        (purged,) = store.database.execute(
            "SELECT count(*) FROM entry WHERE kind = ?", (Kind.PURGE.value,)
        ).fetchone()
        return bool(purged), store.database.table("personal").count


def test_a_purge_is_not_begun_or_is_done_whichever_program_opens_the_folder(
    recorder: Path, station: Path
) -> None:
    disk, recording = done(recorder, station, "purge", "--yes", "--json")
    seen = set()
    for image in images(disk, recording.ops):
        with laid_out(image) as folder:
            purged, left = names(folder)
            seen.add((purged, left))
            assert purged == (not traces(folder))
            found = inspect(folder)
            assert (found.corrupt, found.inconsistent) == ("", "")
    assert seen == {(False, GUESTS), (True, 0)}
    assert not any(NAME.encode() in content for content in disk.dropped().values())


def test_a_day_counts_as_handed_in_only_once_its_file_is_whole(
    recorder: Path, station: Path
) -> None:
    done(recorder, station, "close", str(station / STICK))
    old = (station / STICK).read_bytes()
    with session_on(station).open_store() as store:
        store.database.execute("DELETE FROM replica")
    record(recorder, station, "scan", "--codes", "-", codes=["C-T1", "C-T2"])
    disk, recording = done(recorder, station, "close", str(station / STICK))
    new = (station / STICK).read_bytes()
    seen = set()
    for image in images(disk, recording.ops):
        with laid_out(image) as folder:
            with session_on(folder).open_store() as store:
                given = store.database.table("replica").count > 0
            found = inspect(folder)
        assert (found.corrupt, found.inconsistent) == ("", "")
        assert image[STICK] in (old, new)
        assert image[STICK] == new or not given
        seen.add((image[STICK] == new, given))
    assert seen == {(False, False), (True, False), (True, True)}


def test_a_backup_is_back_whole_or_not_at_all(
    recorder: Path, station: Path, tmp_path: Path
) -> None:
    (tmp_path / "passphrase").write_text("vier losse woorden samen", encoding="utf-8")
    file = [str(tmp_path / "night.age"), "--passphrase-file", str(tmp_path / "passphrase")]
    done(recorder, station, "backup", *file)
    new = tmp_path / "new"
    new.mkdir()
    disk, recording = done(recorder, new, "restore", *file)
    backup = read_backup(Path(file[0]), "vier losse woorden samen")
    seen, lost = set(), 0
    for image in images(disk, recording.ops):
        with laid_out(image) as folder:
            found = inspect(folder)
            if found.corrupt == "error.event_lost":  # the keys are back, their event is not yet
                lost += 1
                if lost == 1:
                    restore(backup, folder)
                    assert len(inspect(folder).tickets) == GUESTS
                continue
        assert (found.corrupt, found.inconsistent) == ("", "")
        seen.add((found.event, len(found.tickets)))
    assert seen == {(False, 0), (True, GUESTS)}
    assert DATABASE in disk.dropped()


def test_a_laptop_is_full_or_is_emptied_whichever_program_opens_it(
    recorder: Path, station: Path, other_disk: Path
) -> None:
    done(recorder, station, "close", str(other_disk / STICK))
    disk, recording = done(recorder, station, "purge", "--laptop", "--yes", "--json")
    assert json.loads("".join(recording.out))["left"] == []
    seen = set()
    for image in images(disk, recording.ops):
        with laid_out(image) as folder:
            found = inspect(folder)
            assert found.corrupt == ""
            assert found.event == bool(traces(folder))
            assert not (folder / MARK).exists()
            assert found.event or not list((folder / "keys").glob("*"))
            seen.add((found.event, len(found.tickets)))
    assert seen == {(True, GUESTS), (False, 0)}
    assert DATABASE not in disk.dropped()
