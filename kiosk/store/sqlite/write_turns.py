"""Announces and detects other users of the file: an open door, and waiting writers.

Both use locks that end with their process; testing one disturbs it for microseconds.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

OWNER_LOCK = "kiosk.lock"
"""Locked by the one app or scan that runs on a folder."""

if sys.platform == "win32":

    @contextmanager
    def in_turn(folder: Path) -> Iterator[None]:  # noqa: ARG001  # there is no flock
        """Wait for the write lock without an announcement."""
        yield

    def is_awaited(folder: Path) -> bool:  # noqa: ARG001  # there is no flock
        """Return False: no announcement can be seen."""
        return False

    def door_is_open(folder: Path) -> bool:  # noqa: ARG001  # there is no flock
        """Return True: a door may be open."""
        return True

else:
    import fcntl

    _TRIES = 3  # another process may be testing the lock

    @contextmanager
    def in_turn(folder: Path) -> Iterator[None]:
        """Announce, while the block runs, that it waits for the write lock of a folder's file."""
        # On the folder, not on the file: closing the file would drop SQLite's locks on it.
        waiting = None
        with suppress(OSError):
            for _ in range(_TRIES):
                if waiting is None:
                    waiting = _try_lock(folder, fcntl.LOCK_SH)
        try:
            yield
        finally:
            if waiting is not None:
                os.close(waiting)

    def is_awaited(folder: Path) -> bool:
        """Return whether a writer waits for the write lock of a folder's file."""
        with suppress(OSError):
            return not _is_free(folder, fcntl.LOCK_EX)
        return False

    def door_is_open(folder: Path) -> bool:
        """Return whether a door is open on a folder, in this process or another one."""
        try:
            return not _is_free(folder / OWNER_LOCK, fcntl.LOCK_SH)
        except FileNotFoundError:
            return False
        except OSError:
            return True  # an unnecessary rest does less harm

    def _is_free(path: Path, how: int) -> bool:
        descriptor = _try_lock(path, how)
        if descriptor is None:
            return False
        os.close(descriptor)
        return True

    def _try_lock(path: Path, how: int) -> int | None:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, how | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return None
        except OSError:
            os.close(descriptor)
            raise
        return descriptor
