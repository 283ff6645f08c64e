"""The files of a database, read beside SQLite while a connection has them open.

POSIX locks belong to a process: closing any descriptor of a file drops what SQLite locks in it.
So each file has one descriptor here, shared by its connections and closed after the last of them.
"""

import os
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

Found = tuple[int, int]
"""Device and number of a file on it; a copy has another number, a file that was moved keeps it."""

_VERSION_AT, _MARK_AT = 60, 68
"""Where the file format keeps the user version and the application id, of four bytes each
(sqlite.org/fileformat.html).
"""
_BYTES = 4

_CHUNK = 2**20


@dataclass(slots=True)
class KeptFile:
    """The descriptor of one file, with the number of users."""

    found: Found
    descriptor: int
    users: int = 0

    def read(self, length: int, at: int) -> bytes:
        """Return bytes of the file, fewer at its end."""
        return _read(self.descriptor, length, at)

    def stamp(self) -> tuple[int, int, int]:
        """Return the size and the times of the file, whatever its names lead to."""
        now = os.fstat(self.descriptor)
        return now.st_size, now.st_mtime_ns, now.st_ctime_ns

    def mark(self) -> int | None:
        """Return the mark in the file itself; None where it has no whole head."""
        return self._number(_MARK_AT)

    def version(self) -> int:
        """Return the version in the file itself, as of the last checkpoint; 0 for none."""
        try:
            return self._number(_VERSION_AT) or 0
        except OSError:
            return 0  # a folder, or a disk that SQLite says more of

    def _number(self, at: int) -> int | None:
        held = _read(self.descriptor, _BYTES, at)
        return int.from_bytes(held, "big", signed=True) if len(held) == _BYTES else None


_turn = threading.Lock()
_kept: dict[Found, KeptFile] = {}


def keep(path: Path) -> KeptFile | None:
    """Return a file, to be given back with `let_go`; None where it cannot be read."""
    with _turn:
        found = found_at(path)
        if found is None:
            return None
        if found not in _kept:
            opened = _opened(path)
            if opened is None:
                return None
            _kept.setdefault(opened.found, opened)
            found = opened.found
        _kept[found].users += 1
        return _kept[found]


def let_go(file: KeptFile) -> None:
    """Close the descriptor if nothing else uses it."""
    with _turn:
        file.users -= 1
        if file.users == 0:
            del _kept[file.found]
            os.close(file.descriptor)


def found_at(path: Path) -> Found | None:
    """Return what a name leads to now, None for nothing."""
    try:
        now = path.stat()
    except OSError:
        return None
    return now.st_dev, now.st_ino


def is_readable(path: Path) -> bool:
    """Return whether each byte of a file and its -wal can be read; True where there is none.

    SQLite calls a disk that fails to read a damaged file.
    """
    if not path.is_file():
        return True
    head = keep(path)
    wal = path.with_name(f"{path.name}-wal")
    try:
        if head is not None:
            _read_all(head.descriptor)
        if wal.exists():  # no lock is kept in it, so closing it drops none
            with wal.open("rb", buffering=0) as file:
                _read_all(file.fileno())
    except OSError:
        return False
    finally:
        if head is not None:
            let_go(head)
    return True


def _read_all(descriptor: int) -> None:
    at = 0
    while read := _read(descriptor, _CHUNK, at):
        at += len(read)


def _opened(path: Path) -> KeptFile | None:
    binary, no_wait = getattr(os, "O_BINARY", 0), getattr(os, "O_NONBLOCK", 0)
    try:
        descriptor = os.open(path, os.O_RDONLY | binary | no_wait)
    except OSError:
        return None
    now = os.fstat(descriptor)
    return KeptFile((now.st_dev, now.st_ino), descriptor)


if sys.platform == "win32":
    _reading = threading.Lock()

    def _read(descriptor: int, length: int, at: int) -> bytes:
        with _reading:
            os.lseek(descriptor, at, os.SEEK_SET)
            return os.read(descriptor, length)

else:

    def _read(descriptor: int, length: int, at: int) -> bytes:
        return os.pread(descriptor, length, at)
