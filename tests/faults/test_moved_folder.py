"""The folder of a running door is moved, removed, replaced or written over: red, and why."""

import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as sqlite3

from kiosk.runtime.data_folder import DATABASE
from tests.faults.inspection import inspect
from tests.faults.scanning import scanning


@dataclass(frozen=True, slots=True)
class Place:
    """A station's folder in its parent, the link through which the program knows it, a backup."""

    link: Path
    parent: Path
    folder: Path
    backup: Path

    @property
    def file(self) -> Path:
        """The database."""
        return self.folder / DATABASE


@pytest.fixture
def place(tmp_path: Path, station: Path) -> Place:
    """Return the folder of a station, as it was in the backup."""
    parent = tmp_path / "festival files"
    parent.mkdir()
    shutil.copytree(station, tmp_path / "backup")
    station.rename(parent / "station")
    link = tmp_path / "link"
    link.symlink_to(parent / "station")
    return Place(link, parent, parent / "station", tmp_path / "backup")


def delete_folder(place: Place) -> None:
    shutil.rmtree(place.folder)


def delete_file(place: Place) -> None:
    place.file.unlink()


def move_file(place: Place) -> Path:
    shutil.copytree(place.folder / "keys", place.parent / "keys")
    for path in sorted(place.folder.glob(f"{DATABASE}*")):
        path.rename(place.parent / path.name)
    return place.parent


def replace_file(place: Place) -> None:
    shutil.copy(place.backup / DATABASE, place.parent / "copy")
    (place.parent / "copy").replace(place.file)


def move_folder(place: Place) -> Path:
    return place.folder.rename(place.parent / "elsewhere")


def move_parent(place: Place) -> Path:
    return place.parent.rename(place.parent.with_name("elsewhere")) / "station"


def lead_the_link_elsewhere(place: Place) -> Path:
    place.link.unlink()
    place.link.symlink_to(place.backup)
    return place.folder


def delete_wal(place: Place) -> Path:
    (place.folder / f"{DATABASE}-wal").unlink()
    return place.folder


def delete_shm(place: Place) -> Path:
    (place.folder / f"{DATABASE}-shm").unlink()
    return place.folder


def write_over_file(place: Place) -> None:
    inode = place.file.stat().st_ino
    shutil.copyfile(place.backup / DATABASE, place.file)
    assert place.file.stat().st_ino == inode


def move_pages_into_the_file(place: Place) -> None:
    """Do what happens after some hundred scans: the file itself is newer than its backup."""
    with closing(sqlite3.connect(place.file)) as other:
        assert other.execute("PRAGMA wal_checkpoint").fetchone()[0] == 0


HARMS = [
    delete_folder,
    delete_file,
    move_file,
    replace_file,
    move_folder,
    move_parent,
    lead_the_link_elsewhere,
    delete_wal,
    delete_shm,
    write_over_file,
]


@pytest.mark.parametrize("harm", HARMS)
def test_no_green_goes_to_a_file_that_is_not_there_any_more(
    place: Place, harm: Callable[[Place], Path | None]
) -> None:
    with scanning(place.link) as scan:
        assert [scan.show(f"C-T{n}") for n in range(6)] == ["admitted"] * 6
        move_pages_into_the_file(place)
        assert [scan.show(f"C-T{n}") for n in range(6, 12)] == ["admitted"] * 6
        before = set(scan.entries)
        moved_to = harm(place)
        assert [scan.show(f"C-T{n}") for n in range(20, 23)] == ["cannot_record"] * 3
        code, told = scan.end()
    assert code == 3
    assert len(told) == 3
    why = "was overwritten" if harm is write_over_file else "was moved, deleted or replaced"
    assert all(why in sentence for sentence in told)
    if moved_to is not None:
        # What was shown as recorded is in what was moved away, also in that with a lost -wal.
        found = inspect(moved_to)
        assert (found.corrupt, found.inconsistent) == ("", "")
        assert before <= found.entries
