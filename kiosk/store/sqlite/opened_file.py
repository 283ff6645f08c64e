"""Checks that a connection's file is still at its path, and that no other program wrote to it."""

import os
import secrets
import stat
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from kiosk.store.sqlite.kept_files import FileId, KeptFile, file_id, keep, release
from kiosk.store.sqlite.wal_end import WalEnd

_OLD_NS = 3_000_000_000
"""After a more recent change, another one may follow in the same tick of the disk's clock."""

_HALF = 0xFFFF


class OpenedFile:
    """A database file and its -wal and -shm, by path, as found when opened.

    The file's header has a mark of two random numbers: that of the file and the previous one. In
    write-ahead mode the file only changes when a checkpoint moves pages into it. The first write
    after each checkpoint draws a new number, which the next checkpoint brings to the file. A file
    whose mark is neither the newest nor the previous one was written to by another program.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._kept = keep_all(path)
        head, wal, shm = self._kept
        # SQLite makes the others in the folder of the file itself, not of a link to it.
        is_link = path.is_symlink()
        real = path.resolve() if is_link else path
        beside = ((str(name.absolute()), file_id(name)) for name in _beside(real))
        own = file_id(path) if head is None else head.file_id
        found = ((str(path.absolute()), own), *beside)
        self._names = tuple((name, one) for name, one in found if one is not None)
        self.folder = real.absolute().parent
        self._watched = None if is_link else str(path.absolute().parent)
        self._settled: tuple[int, ...] | None = None
        self._head = head
        try:
            self._mark = None if head is None else head.mark()
        except OSError:
            release_all(self._kept)
            raise
        self._newest = self._mark
        self._stamp: tuple[int, ...] | None = None
        self._is_old = False
        self._wal = None if wal is None or shm is None else WalEnd(wal, shm)
        self.is_due = False

    def in_place(self) -> bool:
        """Return whether all paths lead to the files that were opened."""
        # Part of each admission. A folder that has not changed since the last check still has the
        # same names, so checking the folder is enough: 2 microseconds instead of 8.
        folder = self._watched and _folder_now(self._watched)
        if folder and folder == self._settled:
            return True
        if not all(_leads_to(name, was) for name, was in self._names):
            return False
        if folder and _is_old(folder[2:]):
            self._settled = folder
        return True

    def is_ours(self, newest: Callable[[], int]) -> bool:
        """Return whether only checkpoints changed the file since it was opened.

        `newest` returns the mark as SQLite sees it, in the caller's transaction. Afterwards
        `is_due` says whether the file has that mark too, so that a new number must be drawn.
        """
        if self._wal is not None and not self._wal.is_whole():
            return False
        if self._head is None:
            return True
        stamp = self._head.stamp()
        if stamp == self._stamp and self._is_old:
            return True
        mark = self._head.mark()
        if stamp == self._stamp and mark == self._mark:
            self._is_old = _is_old(stamp[1:])
            return True
        self._newest = newest()
        if not _follows(mark, self._mark, self._newest):
            return False
        self.is_due = mark == self._newest
        self._mark = mark
        self._stamp = None if self.is_due else stamp
        self._is_old = _is_old(stamp[1:])
        return True

    def draw(self) -> int:
        """Return the next mark, to be written in the same transaction."""
        previous = self._newest or 0
        number = previous & _HALF
        while number in (previous & _HALF, _before(previous)):
            number = secrets.randbelow(_HALF + 1)
        drawn = (previous & _HALF) << 16 | number
        self._newest = int.from_bytes(drawn.to_bytes(4, "big"), "big", signed=True)
        return self._newest

    def note_commit(self) -> None:
        """Note the commit; a checkpoint writes the mark to the file."""
        with suppress(OSError):
            moved = self._wal is None or self._wal.note_commit()
            if moved and self._head is not None:
                self._mark = self._newest if self._head.mark() == self._newest else self._mark
                self._stamp = None

    def close(self) -> None:
        """Release the files; the connection is closed before."""
        kept, self._kept = self._kept, ()
        self._head = self._wal = None
        release_all(kept)


def _before(mark: int) -> int:
    return mark >> 16 & _HALF


def keep_all(path: Path) -> tuple[KeptFile | None, ...]:
    """Open a file, its -wal and its -shm, to be returned with `release_all`."""
    if sys.platform == "win32":
        return keep(path), None, None  # SQLite deletes the others, and cannot while they are open
    return tuple(keep(name) for name in (path, *_beside(path.resolve())))


def release_all(kept: tuple[KeptFile | None, ...]) -> None:
    """Return kept files."""
    for one in kept:
        if one is not None:
            release(one)


def make_writable(path: Path) -> None:
    """Make the -wal and -shm of a file writable again, if only their mode forbids it.

    A process that may only read the file makes these as protected as the file is, and leaves them.
    """
    may_write = os.access(path, os.W_OK)
    for beside in _beside(path.resolve()):
        # A read-only file stays so; its -shm may be writable, as it has no content of the file.
        if (may_write or beside.name.endswith("-shm")) and not _is_writable(beside):
            with suppress(OSError):  # another user's: SQLite reports what it cannot do
                beside.chmod(stat.S_IMODE(beside.stat().st_mode) | stat.S_IRUSR | stat.S_IWUSR)


def _is_writable(path: Path) -> bool:
    return not path.exists() or os.access(path, os.W_OK)


def _beside(path: Path) -> tuple[Path, Path]:
    return path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")


def _follows(now: int | None, was: int | None, newest: int) -> bool:
    """Return whether a file can have the mark `now`, after it had `was`."""
    if now is None:
        return False
    return now in (was, newest) or (was != newest and now & _HALF == _before(newest))


def _is_old(times: tuple[int, ...]) -> bool:
    return time.time_ns() - max(times) > _OLD_NS


def _leads_to(name: str, was: FileId) -> bool:
    try:
        now = os.stat(name)  # noqa: PTH116  # a path of pathlib takes twice as long
    except OSError:
        return False
    return (now.st_dev, now.st_ino) == was


def _folder_now(name: str) -> tuple[int, ...] | None:
    try:
        now = os.stat(name)  # noqa: PTH116
    except OSError:
        return None
    return now.st_dev, now.st_ino, now.st_mtime_ns, now.st_ctime_ns
