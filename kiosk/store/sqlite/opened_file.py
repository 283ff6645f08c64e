"""The file that a connection has open: whether its names still lead to it, and who wrote to it."""

import os
import secrets
import stat
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from kiosk.store.sqlite.kept_files import Found, KeptFile, found_at, keep, let_go
from kiosk.store.sqlite.wal_end import WalEnd

_OLD_NS = 3_000_000_000
"""What changed less long ago may change again within the same tick of the disk's clock."""

_HALF = 0xFFFF


class OpenedFile:
    """A database and what SQLite keeps beside it, by name, as they were found when opened.

    The head of a file holds a mark: two random numbers, that of the file and the one before. In
    write-ahead mode the file itself only changes when a checkpoint moves pages into it. The first
    write after each checkpoint draws another number, so the next checkpoint brings it to the file.
    A file whose mark is neither the newest nor the one before was written to by another program.
    """

    def __init__(self, path: Path) -> None:
        """`path` was just opened and read."""
        self.path = path
        self._kept = keep_all(path)
        head, wal, shm = self._kept
        # SQLite puts the others beside the file itself, not beside a link to it.
        is_link = path.is_symlink()
        real = path.resolve() if is_link else path
        beside = ((str(name.absolute()), found_at(name)) for name in _beside(real))
        own = found_at(path) if head is None else head.found
        found = ((str(path.absolute()), own), *beside)
        self._names = tuple((name, one) for name, one in found if one is not None)
        self.folder = real.absolute().parent
        self._watched = None if is_link else str(path.absolute().parent)
        self._settled: tuple[int, ...] | None = None
        self._head = head
        try:
            self._mark = None if head is None else head.mark()
        except OSError:
            let_go_all(self._kept)
            raise
        self._newest = self._mark
        self._stamp: tuple[int, ...] | None = None
        self._is_old = False
        self._wal = None if wal is None or shm is None else WalEnd(wal, shm)
        self.is_due = False

    def in_place(self) -> bool:
        """Return whether all names lead to what was opened."""
        # Part of each green. A folder that did not change since the last look has the same names
        # in it, so its own one is enough: 2 microseconds, not 8.
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

        `newest` is the mark as SQLite sees it, in the caller's transaction. Afterwards `is_due`
        tells whether the file has that one too, so that another number is to be drawn.
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
        was = self._newest or 0
        number = was & _HALF
        while number in (was & _HALF, _before(was)):
            number = secrets.randbelow(_HALF + 1)
        drawn = (was & _HALF) << 16 | number
        self._newest = int.from_bytes(drawn.to_bytes(4, "big"), "big", signed=True)
        return self._newest

    def note_commit(self) -> None:
        """Note what was committed; if that moved pages into the file, its mark never goes back."""
        with suppress(OSError):
            moved = self._wal is None or self._wal.note_commit()
            if moved and self._head is not None:
                self._mark = self._newest if self._head.mark() == self._newest else self._mark
                self._stamp = None

    def close(self) -> None:
        """Let go of the files; the connection is closed by now."""
        kept, self._kept = self._kept, ()
        self._head = self._wal = None
        let_go_all(kept)


def _before(mark: int) -> int:
    return mark >> 16 & _HALF


def keep_all(path: Path) -> tuple[KeptFile | None, ...]:
    """Keep a file and what is beside it, to be given back with `let_go_all`."""
    if sys.platform == "win32":
        return keep(path), None, None  # SQLite removes the others, and cannot if they are open
    return tuple(keep(name) for name in (path, *_beside(path.resolve())))


def let_go_all(kept: tuple[KeptFile | None, ...]) -> None:
    """Give back what was kept."""
    for one in kept:
        if one is not None:
            let_go(one)


def make_writable(path: Path) -> None:
    """Let what is kept beside a file be written to again, where only its mode forbids that.

    A process that may only read the file makes these as protected as it is, and leaves them.
    """
    may_write = os.access(path, os.W_OK)
    for beside in _beside(path.resolve()):
        # What may be read only stays so: the shared memory holds nothing of the file.
        if (may_write or beside.name.endswith("-shm")) and not _is_writable(beside):
            with suppress(OSError):  # another user's: SQLite says what it cannot do
                beside.chmod(stat.S_IMODE(beside.stat().st_mode) | stat.S_IRUSR | stat.S_IWUSR)


def _is_writable(path: Path) -> bool:
    return not path.exists() or os.access(path, os.W_OK)


def _beside(path: Path) -> tuple[Path, Path]:
    return path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")


def _follows(now: int | None, was: int | None, newest: int) -> bool:
    """Return whether a file can have a mark by now, after one that it had."""
    if now is None:
        return False
    if now in (was, newest):
        return True
    return was != newest and now & _HALF == _before(newest)


def _is_old(times: tuple[int, ...]) -> bool:
    return time.time_ns() - max(times) > _OLD_NS


def _leads_to(name: str, was: Found) -> bool:
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
