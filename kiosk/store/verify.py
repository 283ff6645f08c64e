"""Reads everything that a station's file holds of an event, and says what is wrong."""

from collections.abc import Iterator
from pathlib import Path

from kiosk.store.books import Books
from kiosk.store.chain import Chain
from kiosk.store.database import Database, immediate, snapshot
from kiosk.store.problem import DAMAGED, NOTED, Problem, What
from kiosk.store.refolding import Refolding
from kiosk.store.repairing import Repair
from kiosk.store.schema import file_problems, mend_schema, schema_problems
from kiosk.store.search import NameIndex, begin_anew


def verify_file(database: Database, migrations: Path) -> list[Problem]:
    """Return what is wrong with the file as a whole; `migrations` are those it was made by."""
    with snapshot(database):
        return [
            *file_problems(database),
            *schema_problems(database, migrations),
            *_strange_events(database),
        ]


def verify_event(books: Books) -> list[Problem]:
    """Return what is wrong with an event's journal and with what is folded from it.

    Where entries are damaged, what is folded is not judged by them.
    """
    with snapshot(books.database):
        keys = books.keys
        chain = Chain(
            books.database, keys.event, keys.organiser_public, books.trust, this=keys.station
        )
        found = list(chain.problems())
        if not damaged(found):
            found.extend(Refolding(books).problems())
        return found


def repair(books: Books) -> None:
    """Put right what can be proved of an event's journal, and make all that is folded again.

    Nothing is thrown away: entries that cannot be proved are put aside, gaps stand in their place.
    """
    with immediate(books.database):
        Repair(books).all()


def repair_file(database: Database, migrations: Path) -> None:
    """Make guards, indexes and views again as they are shipped, and indexes as their tables are."""
    searched = any("FTS5" in (one.about or "") for one in file_problems(database))
    with immediate(database):
        mend_schema(database, migrations)
        database.execute("REINDEX")
        if searched:
            begin_anew(database)
    if searched:
        for (event,) in database.execute("SELECT event FROM event").fetchall():
            NameIndex(database, event.hex(), pause=_at_once).catch_up()


def _at_once() -> None:
    """Give way to nobody: the folder is owned."""


def wrong(found: list[Problem]) -> list[Problem]:
    """Return what is wrong, without what is only to be known."""
    return [problem for problem in found if problem.what not in NOTED]


def damaged(found: list[Problem]) -> bool:
    """Return whether entries cannot be trusted, so that nothing may be made from them."""
    return any(problem.what in DAMAGED for problem in found)


def counted(database: Database) -> tuple[int, int]:
    """Return how many entries and logs the file holds."""
    (entries,) = database.execute("SELECT count(*) FROM entry").fetchone()
    (logs,) = database.execute("SELECT count(*) FROM log").fetchone()
    return int(entries), int(logs)


def _strange_events(database: Database) -> Iterator[Problem]:
    rows = database.execute(
        "SELECT DISTINCT lower(hex(event)) FROM entry WHERE event NOT IN (SELECT event FROM event)"
    ).fetchall()
    return (Problem(What.EVENT, about=event) for (event,) in rows)
