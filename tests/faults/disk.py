"""A disk that may lose its power: what a folder can look like after each call."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.faults.recorder import Call, Op

SECTOR = 512
"""A disk writes this many bytes whole or not at all."""


@dataclass(frozen=True, slots=True)
class Change:
    """A write, or a truncation to `at` where `data` is None, that is not surely on the disk."""

    at: int
    data: bytes | None

    def onto(self, content: bytearray) -> None:
        """Do it to a file's content."""
        if self.data is None:
            del content[self.at :]
            content.extend(bytes(self.at - len(content)))
            return
        content.extend(bytes(max(0, self.at - len(content))))
        content[self.at : self.at + len(self.data)] = self.data

    def sectors(self) -> Iterator["Change"]:
        """Yield the parts of it that reach the disk each for itself."""
        if self.data is None:
            yield self
            return
        start = 0
        while start < len(self.data):
            end = start + SECTOR - (self.at + start) % SECTOR
            yield Change(self.at + start, self.data[start:end])
            start = end


@dataclass(slots=True)
class File:
    """A file: as it surely is on the disk, as programs see it, and what lies between."""

    durable: bytes = b""
    seen: bytearray = field(default_factory=bytearray)
    pending: list[Change] = field(default_factory=list)

    def do(self, change: Change) -> None:
        """Change what programs see; the disk follows when it likes."""
        change.onto(self.seen)
        self.pending.append(change)

    def sync(self) -> None:
        """Make sure that the disk holds what programs see."""
        if self.pending:
            self.durable = bytes(self.seen)
            self.pending.clear()

    def torn(self, random: Random) -> bytes:
        """Return what the disk may hold: some of what is pending, in parts."""
        if not self.pending:
            return self.durable
        content = bytearray(self.durable)
        for change in self.pending:
            for part in change.sectors():
                if random.random() < 0.5:  # a coin
                    part.onto(content)
        return bytes(content)


class Folder:
    """Marks a name as a folder's."""


Names = dict[str, File | Folder | None]
"""The file or folder of each name; None: it is removed."""
Image = dict[str, bytes]
"""A folder's files after a power cut, by name."""


class Disk:
    """A folder on a disk, changed by calls; a name is there for sure once its folder is synced."""

    def __init__(self, folder: Path) -> None:
        """Start from a folder that is on the disk for sure."""
        self._seen: Names = {"": Folder()}
        self._opened: dict[int, str | File] = {}
        self._pending: list[Names] = []
        for path in sorted(folder.rglob("*")):
            name = str(path.relative_to(folder))
            content = b"" if path.is_dir() else path.read_bytes()
            self._seen[name] = Folder() if path.is_dir() else File(content, bytearray(content))
        self._durable = dict(self._seen)

    def do(self, op: Op) -> None:
        """Change the disk as a call did."""
        match op.call:
            case Call.OPEN:
                self._open(op)
            case Call.CLOSE:
                self._opened.pop(op.fd, None)
            case Call.WRITE:
                self._file(op.fd).do(Change(op.at, op.data))
            case Call.TRUNCATE:
                self._file(op.fd).do(Change(op.at, None))
            case Call.SYNC:
                self._sync(self._opened[op.fd])
            case Call.UNLINK:
                self._name({op.path: None})
            case Call.MKDIR:
                self._name({op.path: Folder()})
            case Call.RENAME:
                self._name({op.path: None, op.data.decode(): self._seen[op.path]})
            case Call.PRINT:
                pass

    def dropped(self) -> Image:
        """Return the folder where nothing came through but what was synced."""
        return _image(self._durable, lambda file: file.durable)

    def kept(self) -> Image:
        """Return the folder where everything came through."""
        return _image(self._seen, lambda file: bytes(file.seen))

    def torn(self, random: Random) -> Image:
        """Return the folder where chance decided, for each sector and each name."""
        names = dict(self._durable)
        for change in self._pending:
            if random.random() < 0.5:  # a coin
                names.update(change)
        return _image(names, lambda file: file.torn(random))

    def _open(self, op: Op) -> None:
        found = self._seen.get(op.path)
        if isinstance(found, Folder):
            self._opened[op.fd] = op.path
            return
        if found is None:
            found = File()
            self._name({op.path: found})
        elif op.at & os.O_TRUNC:
            found.do(Change(0, None))
        self._opened[op.fd] = found

    def _file(self, fd: int) -> File:
        file = self._opened[fd]
        assert isinstance(file, File)
        return file

    def _name(self, change: Names) -> None:
        self._seen.update(change)
        self._pending.append(change)

    def _sync(self, what: str | File) -> None:
        if isinstance(what, File):
            what.sync()
            return
        for change in [one for one in self._pending if what in map(_parent, one)]:
            self._durable.update(change)
            self._pending.remove(change)


def _parent(name: str) -> str:
    return name.rpartition("/")[0]


def _image(names: Names, content: Callable[[File], bytes]) -> Image:
    there = {name: what for name, what in names.items() if what is not None}
    # The -shm file is memory that processes share; the first to open the database empties it.
    return {
        name: content(what)
        for name, what in there.items()
        if isinstance(what, File) and not name.endswith("-shm") and _parent(name) in there
    }
