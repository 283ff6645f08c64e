"""Many rows in short steps, so that a scan never waits long for the write lock."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from kiosk.store.database import Database, immediate

BATCH = 500
"""Tickets in one transaction at most."""

_SHARE = 1.5

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
