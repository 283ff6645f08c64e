"""Descriptors of a database's files, to read them while SQLite has them open.

POSIX locks belong to a process: closing any descriptor of a file drops SQLite's locks on it. So
each file has one descriptor here, shared by its connections and closed after the last one.
"""

import os
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

FileId = tuple[int, int]
"""Device and inode of a file; a copy has another one, a moved file keeps it."""

_VERSION_AT, _MARK_AT = 60, 68
"""Where the header has the user version and the application id, four bytes each
(sqlite.org/fileformat.html).
"""
_BYTES = 4

_CHUNK = 2**20


@dataclass(slots=True)
class KeptFile:
    """The descriptor of one file, with the number of users."""

    file_id: FileId
    descriptor: int
    users: int = 0

    def read(self, length: int, at: int) -> bytes:
        """Return bytes of the file; fewer at its end."""
        return _read(self.descriptor, length, at)

    def stamp(self) -> tuple[int, int, int]:
        """Return the size and the times of the open file, whatever its name refers to now."""
        now = os.fstat(self.descriptor)
        return now.st_size, now.st_mtime_ns, now.st_ctime_ns

    def mark(self) -> int | None:
        """Return the mark in the file's header; None if the header is incomplete."""
        return self._number(_MARK_AT)

    def version(self) -> int:
        """Return the version in the file's header, as of the last checkpoint; 0 for none."""
        try:
            return self._number(_VERSION_AT) or 0
        except OSError:
            return 0  # a folder, or a disk error that SQLite reports

    def _number(self, at: int) -> int | None:
        content = _read(self.descriptor, _BYTES, at)
        return int.from_bytes(content, "big", signed=True) if len(content) == _BYTES else None


_lock = threading.Lock()
_kept: dict[FileId, KeptFile] = {}


def keep(path: Path) -> KeptFile | None:
    """Return an open file, to be returned with `release`; None if it cannot be read."""
    with _lock:
        identity = file_id(path)
        if identity is None:
            return None
        if identity not in _kept:
            opened = _open(path)
            if opened is None:
                return None
            _kept.setdefault(opened.file_id, opened)
            identity = opened.file_id
        _kept[identity].users += 1
        return _kept[identity]


def release(file: KeptFile) -> None:
    """Close the descriptor if it has no other user."""
    with _lock:
        file.users -= 1
        if file.users == 0:
            del _kept[file.file_id]
            os.close(file.descriptor)


def file_id(path: Path) -> FileId | None:
    """Return the id of the file that a path refers to now; None if there is none."""
    try:
        now = path.stat()
    except OSError:
        return None
    return now.st_dev, now.st_ino


def is_readable(path: Path) -> bool:
    """Return whether each byte of a file and its -wal can be read; True if there is none.

    SQLite reports a disk that fails to read as a damaged file.
    """
    if not path.is_file():
        return True
    head = keep(path)
    wal = path.with_name(f"{path.name}-wal")
    try:
        if head is not None:
            _read_all(head.descriptor)
        if wal.exists():  # SQLite has no lock on it, so closing it drops none
            with wal.open("rb", buffering=0) as file:
                _read_all(file.fileno())
    except OSError:
        return False
    finally:
        if head is not None:
            release(head)
    return True


def _read_all(descriptor: int) -> None:
    at = 0
    while read := _read(descriptor, _CHUNK, at):
        at += len(read)


def _open(path: Path) -> KeptFile | None:
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
