"""Writes many rows in short transactions, so that a scan never waits long for the write lock."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from kiosk.store.sqlite.database import Database, database_path, immediate
from kiosk.store.sqlite.write_turns import door_is_open, is_awaited

BATCH = 500
"""Most tickets in one transaction."""

_REST_FACTOR = 1.5

_HOLD_S = 0.02  # a writer that finds the lock taken retries after 18 ms, then only after 33
_FEWEST, _MOST = 25, 500

# Pages in the WAL before a checkpoint. Fewer here than in other connections, so that a scan hardly
# ever has to move what an import wrote.
_PAGES, _USUAL_PAGES = 250, 1000
_MAX_REST_S = 0.05
_TRIES = 50


class YieldToScans:
    """Pauses between short transactions, for an open door and for waiting writers.

    SQLite has no queue: a waiting writer retries after 1, 2, 5, 10 ms and so on. So while a door is
    open, the lock is free more than half of the time, also on a busy laptop. Without an open door
    it only waits for a writer that announced itself.
    """

    def __init__(
        self, database: Database, *, sleep: Callable[[float], object] = time.sleep
    ) -> None:
        self._folder = database_path(database).parent
        self._sleep = sleep
        self._resumed = time.perf_counter()

    def __call__(self) -> None:
        """Rest longer than the last work took if a door is open; let a waiting writer go first."""
        if door_is_open(self._folder):
            worked = time.perf_counter() - self._resumed
            self._sleep(min(_MAX_REST_S, worked * _REST_FACTOR))
        self._let_pass()
        self._resumed = time.perf_counter()

    def _let_pass(self) -> None:
        # Bounded: a writer may wait for a third one, or be stopped.
        for _ in range(_TRIES):
            if not is_awaited(self._folder):
                return
            self._sleep(_MAX_REST_S / _TRIES)


class BatchSizer:
    """Sizes transactions so that a scan waits only briefly, measured on this laptop.

    Larger transactions cost less in total; the wait of a scan limits them. `size` is the number of
    entries to take next.
    """

    def __init__(self, now_s: Callable[[], float] = time.perf_counter) -> None:
        self._now_s = now_s
        self.size = _FEWEST

    @contextmanager
    def measured(self, taken: int) -> Iterator[None]:
        """Time a transaction of `taken` entries, and size the next one by it."""
        began = self._now_s()
        yield
        took = max(self._now_s() - began, _HOLD_S / _MOST)
        self.size = max(_FEWEST, min(int(taken * _HOLD_S / took), 2 * taken, _MOST))


@contextmanager
def relaxed_transaction(database: Database) -> Iterator[None]:
    """Run a write transaction for rows that only count after a later `immediate`.

    A power cut may lose them until that one is durable, so this transaction does not wait for the
    disk while it has the lock. Outside of it every commit of this connection is durable again.
    """
    database.execute("PRAGMA synchronous=NORMAL")
    database.execute(f"PRAGMA wal_autocheckpoint={_PAGES}").fetchall()
    try:
        with immediate(database):
            yield
    finally:
        if not database.is_grouped:
            database.execute("PRAGMA synchronous=FULL")
        database.execute(f"PRAGMA wal_autocheckpoint={_USUAL_PAGES}").fetchall()


@contextmanager
def lazy_commits(database: Database) -> Iterator[None]:
    """Let commits of this connection in the block not wait for the disk.

    For data that other laptops have and send again: a power cut may lose it, until any connection
    makes a durable commit, such as the door with the next scan. Scans at the same time wait less.
    """
    database.execute("PRAGMA synchronous=NORMAL")
    database.is_grouped = True
    try:
        yield
    finally:
        database.is_grouped = False
        database.execute("PRAGMA synchronous=FULL")


@contextmanager
def group_commit(database: Database) -> Iterator[None]:
    """Make all commits of this connection in the block durable together, at its end.

    A power cut before that end may lose them, so nothing is acknowledged inside the block. After
    an error in the block they become durable with the next commit.
    """
    with lazy_commits(database):
        yield
    with immediate(database):  # a commit that writes a page syncs all earlier ones
        (version,) = database.execute("PRAGMA user_version").fetchone()
        database.execute(f"PRAGMA user_version={int(version)}")
