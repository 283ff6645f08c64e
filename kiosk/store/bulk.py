"""Many rows in short steps, so that a scan never waits long for the write lock."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from kiosk.store.database import Database, immediate

BATCH = 500
"""Tickets in one transaction at most."""

_SHARE = 1.5

_HOLD_S = 0.02  # who finds the lock taken looks again after 18 ms, then only after 33
_FEWEST, _MOST = 25, 500

# Pages in the WAL before they move to the file. Fewer here than in other connections, so that
# hardly ever a scan is the one that has to move what an import wrote.
_PAGES, _USUAL_PAGES = 250, 1000
_LONGEST_S = 0.05


class GiveWay:
    """Pauses between short transactions, for a scan that waits for the write lock.

    SQLite has no queue: who waits looks again after 1, 2, 5, 10 ms and so on. So the lock has to
    be free more than half of the time, also on a laptop that is busy with other things.
    """

    def __init__(self) -> None:
        self._resumed = time.perf_counter()

    def __call__(self) -> None:
        """Rest for longer than the work since the last rest took, 50 ms at most."""
        worked = time.perf_counter() - self._resumed
        time.sleep(min(_LONGEST_S, worked * _SHARE))
        self._resumed = time.perf_counter()


class Pace:
    """How much fits in one transaction that a scan may have to wait for, on this laptop now.

    Larger transactions cost less in all; the scan decides how large they get.
    """

    def __init__(self, now_s: Callable[[], float] = time.perf_counter) -> None:
        self._now_s = now_s
        self._fits = _FEWEST

    @property
    def fits(self) -> int:
        """Entries to take next."""
        return self._fits

    @contextmanager
    def held(self, taken: int) -> Iterator[None]:
        """Take so many entries, in a transaction; the next are as many as would have been right."""
        began = self._now_s()
        yield
        took = max(self._now_s() - began, _HOLD_S / _MOST)
        right = int(taken * _HOLD_S / took)
        self._fits = max(_FEWEST, min(right, 2 * taken, _MOST))


@contextmanager
def step(database: Database) -> Iterator[None]:
    """Hold the write lock for rows that only count once a later `immediate` says so.

    A power cut may take them as long as that one is not durable, so the disk is not waited for
    while the lock is held. Outside of the step every commit of this connection is durable again.
    """
    database.execute("PRAGMA synchronous=NORMAL")
    database.execute(f"PRAGMA wal_autocheckpoint={_PAGES}").fetchall()
    try:
        with immediate(database):
            yield
    finally:
        database.execute("PRAGMA synchronous=FULL")
        database.execute(f"PRAGMA wal_autocheckpoint={_USUAL_PAGES}").fetchall()
