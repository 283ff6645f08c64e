"""Harms to the folder of a running door: moved, removed, replaced or written over."""

import shutil
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from pysqlite3 import dbapi2 as sqlite3

from kiosk.runtime.data_folder import DATABASE


@dataclass(frozen=True, slots=True)
class Place:
    """A station's folder in its parent, the link through which the program knows it, a backup."""

    link: Path
    parent: Path
    folder: Path
    backup: Path

    @property
    def copy(self) -> Path:
        """The file into which `move_pages_into_the_file` copied."""
        return self.backup.with_name("copy")

    @property
    def file(self) -> Path:
        """The database."""
        return self.folder / DATABASE


def placed(station: Path, beside: Path) -> Place:
    """Put a station's folder into a parent, with a link to it and a backup beside."""
    parent = beside / "festival files"
    parent.mkdir()
    shutil.copytree(station, beside / "backup")
    station.rename(parent / "station")
    link = beside / "link"
    link.symlink_to(parent / "station")
    return Place(link, parent, parent / "station", beside / "backup")


def delete_folder(place: Place) -> None:
    """The folder is deleted."""
    shutil.rmtree(place.folder)


def delete_file(place: Place) -> None:
    """The database is deleted, what is beside it stays."""
    place.file.unlink()


def move_file(place: Place) -> Path:
    """The database is moved, with what is beside it; return where to."""
    shutil.copytree(place.folder / "keys", place.parent / "keys")
    for path in sorted(place.folder.glob(f"{DATABASE}*")):
        path.rename(place.parent / path.name)
    return place.parent


def replace_file(place: Place) -> None:
    """Another file takes its name, as a sync program does."""
    shutil.copy(place.backup / DATABASE, place.parent / "copy")
    (place.parent / "copy").replace(place.file)


def move_folder(place: Place) -> Path:
    """The folder is moved; return where to."""
    return place.folder.rename(place.parent / "elsewhere")


def move_parent(place: Place) -> Path:
    """The folder above is moved; return where the station is."""
    return place.parent.rename(place.parent.with_name("elsewhere")) / "station"


def lead_the_link_elsewhere(place: Place) -> Path:
    """The link leads to another folder; return the one it led to."""
    place.link.unlink()
    place.link.symlink_to(place.backup)
    return place.folder


def delete_wal(place: Place) -> Path:
    """The -wal is deleted."""
    (place.folder / f"{DATABASE}-wal").unlink()
    return place.folder


def delete_shm(place: Place) -> Path:
    """The -shm is deleted."""
    (place.folder / f"{DATABASE}-shm").unlink()
    return place.folder


def write_over_file(place: Place) -> None:
    """A backup is copied over it, in its place."""
    inode = place.file.stat().st_ino
    shutil.copyfile(place.backup / DATABASE, place.file)
    assert place.file.stat().st_ino == inode


def write_over_all(place: Place) -> None:
    """A copy of the whole folder, made while the door ran, is copied over it."""
    for path in sorted(place.folder.glob(f"{DATABASE}*")):
        shutil.copyfile(place.copy / path.name, path)


def move_pages_into_the_file(place: Place) -> None:
    """Do what happens after some hundred scans, and copy the folder as it is then."""
    with closing(sqlite3.connect(place.file)) as other:
        assert other.execute("PRAGMA wal_checkpoint").fetchone()[0] == 0
    shutil.copytree(place.folder, place.copy)


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
    write_over_all,
]
OVER = [write_over_file, write_over_all]
"""Those that leave each name where it is."""
