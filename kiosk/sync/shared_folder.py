"""A stick or a shared folder: each station has one file of its own there, and reads the others'."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from kiosk.errors import WorldFailed
from kiosk.store.station_store import Books
from kiosk.sync.bundle_file import Written, read_bundle, write_bundle
from kiosk.sync.receiver import Taken

SUFFIX = ".kiosk"
_ID = 8
"""How much of an id is in a file's name: the event's before the station's name, its own behind."""
_LONGEST = 40
_UNFIT = re.compile(r"[^A-Za-z0-9]+")


@dataclass(frozen=True, slots=True)
class Read:
    """A file of another station, by its name, and what it brought."""

    name: str
    taken: Taken

    @property
    def owner(self) -> str:
        """The name of the station as its file says it, whoever named that file."""
        named = self.name[_ID + 1 : -len(SUFFIX) - _ID - 1]
        return _fit(named)


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What an exchange both ways did: files read, and the own file written and read back."""

    read: tuple[Read, ...]
    written: Written

    @property
    def new_entries(self) -> int:
        """The entries that were new here."""
        return sum(one.taken.new_entries for one in self.read)

    @property
    def known_entries(self) -> int:
        """The entries that were read and known already."""
        return sum(one.taken.known_entries for one in self.read)

    @property
    def refused(self) -> int:
        """How many things were refused."""
        return sum(len(one.taken.refused) for one in self.read)


def exchange_with(books: Books, folder: Path) -> Exchanged:
    """Read what other stations of this event left in a folder, then leave this station's own.

    WorldFailed if the folder cannot be read or written; what was read is kept then.
    """
    own = own_file(books, folder)
    read = tuple(Read(path.name, read_bundle(books, path)) for path in others(books, folder))
    return Exchanged((*read, *left_behind(books, own)), write_bundle(books, own))


def left_behind(books: Books, own: Path) -> tuple[Read, ...]:
    """Take in what a file has and this laptop lacks, before it is written over.

    A copy of this laptop's folder wrote it, or this one before a backup was put back; or another
    laptop that was told the same name for its file.
    """
    if not own.exists():
        return ()
    taken = read_bundle(books, own)
    return (Read(own.name, taken),) if taken.new_entries else ()


def own_file(books: Books, folder: Path) -> Path:
    """Return where this station's file is in a folder; its name says to people whose it is."""
    name = _fit(books.certificate.name)
    return folder / f"{books.keys.event[:_ID]}-{name}-{books.keys.station[:_ID]}{SUFFIX}"


def _fit(name: str) -> str:
    return (_UNFIT.sub("-", name).strip("-") or "laptop")[:_LONGEST]


def others(books: Books, folder: Path) -> list[Path]:
    """Return the files of this event in a folder that are not to be written over, by name.

    One of this station's own that got another name is among them.
    """
    event, own = f"{books.keys.event[:_ID]}-", own_file(books, folder).name
    try:
        found = sorted(os.scandir(folder), key=lambda one: one.name)
    except OSError as error:
        raise WorldFailed("folder_not_read", path=folder) from error
    return [
        Path(one.path)
        for one in found
        if one.name.startswith(event) and one.name.endswith(SUFFIX) and one.name != own
    ]
