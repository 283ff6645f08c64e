"""Many rows in short steps, so that a scan never waits long for the write lock."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from kiosk.store.sqlite.database import Database, database_path, immediate
from kiosk.store.sqlite.write_turns import door_is_open, is_awaited

BATCH = 500
"""Tickets in one transaction at most."""

_SHARE = 1.5

_HOLD_S = 0.02  # who finds the lock taken looks again after 18 ms, then only after 33
_FEWEST, _MOST = 25, 500

# Pages in the WAL before they move to the file. Fewer here than in other connections, so that
# hardly ever a scan is the one that has to move what an import wrote.
_PAGES, _USUAL_PAGES = 250, 1000
_LONGEST_S = 0.05
_LOOKS = 50


class YieldToScans:
    """Pauses between short transactions, for a door that is open and for writers that wait.

    SQLite has no queue: a waiting writer looks again after 1, 2, 5, 10 ms and so on. So beside an
    open door the lock is free more than half of the time, also on a laptop that is busy with other
    things. Where no door is open, it only goes to a writer that announced itself.
    """

    def __init__(
        self, database: Database, *, sleep: Callable[[float], object] = time.sleep
    ) -> None:
        self._folder = database_path(database).parent
        self._sleep = sleep
        self._resumed = time.perf_counter()

    def __call__(self) -> None:
        """Rest beside a door for longer than the last work took; let a waiting writer go first."""
        if door_is_open(self._folder):
            worked = time.perf_counter() - self._resumed
            self._sleep(min(_LONGEST_S, worked * _SHARE))
        self._let_pass()
        self._resumed = time.perf_counter()

    def _let_pass(self) -> None:
        # Bounded: a writer may wait for a third one, or be stopped.
        for _ in range(_LOOKS):
            if not is_awaited(self._folder):
                return
            self._sleep(_LONGEST_S / _LOOKS)


class BatchSizer:
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
def relaxed_transaction(database: Database) -> Iterator[None]:
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
