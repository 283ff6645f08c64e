"""The end of the -wal: checks that the last commit is still there, and still in the file.

SQLite finds it by the -shm, and reads the -wal itself only when the file is opened after a crash
(sqlite.org/walformat.html). If another program restores an old -wal or -shm, later commits are
lost.
"""

import struct
from typing import NamedTuple

from kiosk.store.sqlite.kept_files import KeptFile

_VERSION = 3007000
_HEADER = struct.Struct("=I4xI2xHI4xII8s")
"""Of the -shm: version, commits, page size, frames, the last one's checksum (two), salts."""
_HEADER_BYTES = 48
_MOVED = slice(96, 100)
"""The number of frames that a checkpoint has moved into the file."""
_WAL_HEADER, _FRAME_HEADER, _SEAL_AT = 32, 24, 8


class _End(NamedTuple):
    """The end after a number of commits: where the last frame is, its salts and checksum."""

    commits: int
    frames: int
    at: int
    seal: bytes

    def precedes(self, other: "_End") -> bool:
        """Return whether this is an earlier state.

        After a writer was killed, SQLite counts commits from 0 again, over the same frames.
        """
        same_frames = self.seal[:8] == other.seal[:8] and self.frames >= other.frames
        return self.commits < other.commits and not same_frames


class WalEnd:
    """Compares -wal and -shm with what a connection saw last; call inside its write transaction."""

    def __init__(self, wal: KeptFile, shm: KeptFile) -> None:
        self._wal = wal
        self._shm = shm
        self._seen = b""
        self._end: _End | None = None
        self._moved = b""

    def is_whole(self) -> bool:
        """Return whether no commit was undone or overwritten."""
        seen = self._shm.read(_HEADER_BYTES, 0)
        if seen != self._seen:
            end = _end_in(seen)
            if end is None or (self._end is not None and end.precedes(self._end)):
                return False
            self._seen, self._end = seen, end
        end = self._end
        return end is None or end.frames == 0 or self._wal.read(16, end.at) == end.seal

    def note_commit(self) -> bool:
        """Note what this connection committed; return whether pages moved into the file."""
        shared = self._shm.read(_MOVED.stop, 0)
        self._seen, self._end = shared[:_HEADER_BYTES], _end_in(shared[:_HEADER_BYTES])
        moved = shared[_MOVED]
        was, self._moved = self._moved, moved
        return moved != was


def bytes_in_use(shm: KeptFile) -> int | None:
    """Return how many bytes of the -wal are valid by the -shm; None if that is not known."""
    header = shm.read(_HEADER_BYTES, 0)
    if len(header) < _HEADER_BYTES or _HEADER.unpack_from(header)[0] != _VERSION:
        return None
    _, _, size, frames, *_ = _HEADER.unpack_from(header)
    return int(_WAL_HEADER + frames * (_FRAME_HEADER + _page(size)))


def _page(size: int) -> int:
    return (size & 0xFE00) + ((size & 1) << 16)


def _end_in(header: bytes) -> _End | None:
    if len(header) < _HEADER_BYTES:
        return None
    version, commits, size, frames, first, second, salts = _HEADER.unpack_from(header)
    if version != _VERSION:
        return _End(0, 0, 0, b"")  # unknown format
    at = _WAL_HEADER + (frames - 1) * (_FRAME_HEADER + _page(size)) + _SEAL_AT
    return _End(commits, frames, at, salts + struct.pack(">II", first, second))
