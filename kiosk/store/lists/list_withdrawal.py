"""Withdraws tickets of a list whose guests have a ticket with a code on another source's list."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from kiosk.store.lists.list_diff import carry_over
from kiosk.store.lists.list_staging import Staging, staging
from kiosk.store.sqlite.database import Database


@contextmanager
def withdrawal(database: Database, current: int, tickets: Iterable[bytes]) -> Iterator[Staging]:
    """Stage a list as it is now, with these tickets withdrawn."""
    with staging(database) as staged:
        staged.load(())
        carry_over(database, current, replace=False)
        database.conn.executemany(
            "UPDATE staging.row SET status = 'withdrawn', carried = 2 WHERE settled AND ticket = ?",
            ((ticket,) for ticket in tickets),
        )
        yield staged
