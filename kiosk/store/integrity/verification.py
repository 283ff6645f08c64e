"""Reads everything that a station's file holds of an event, and says what is wrong."""

from collections.abc import Collection, Iterator
from pathlib import Path

from kiosk.store.integrity.code_checks import CodeChecks
from kiosk.store.integrity.event_checks import event_problems, mend_events
from kiosk.store.integrity.journal_check import JournalCheck
from kiosk.store.integrity.list_checks import ListChecks, stray_lists
from kiosk.store.integrity.list_repair import remove_strays
from kiosk.store.integrity.rebuild import ProjectionCheck
from kiosk.store.integrity.repair import Repair
from kiosk.store.integrity.search_checks import index_differs
from kiosk.store.integrity.station_checks import StationChecks
from kiosk.store.lists.name_index import NameIndex, clear_index
from kiosk.store.sqlite.database import Database, immediate, snapshot
from kiosk.store.sqlite.problems import AWAITED, DAMAGED, NOTED, Problem, ProblemKind
from kiosk.store.sqlite.schema_check import file_problems, mend_schema, schema_problems
from kiosk.store.station_store import StationStore


def verify_file(
    database: Database, migrations: Path, keyed: Collection[str] | None = None
) -> list[Problem]:
    """Return what is wrong with the file as a whole; `migrations` are those it was made by.

    `keyed` are the events (hex) that there are keys of, where that is known.
    """
    with snapshot(database):
        return [
            *file_problems(database),
            *schema_problems(database, migrations),
            *_strange_events(database),
            *(event_problems(database, keyed) if keyed is not None else ()),
            *(Problem(ProblemKind.LIST_STRAY, about=str(one)) for one in stray_lists(database)),
            *([Problem(ProblemKind.NAMES_INDEX)] if index_differs(database) else []),
        ]


def verify_event(store: StationStore) -> list[Problem]:
    """Return what is wrong with an event's journal and with what is folded from it.

    Where entries are damaged, what is folded is not judged by them.
    """
    with snapshot(store.database):
        keys = store.keys
        chain = JournalCheck(
            store.database, keys.event, keys.organiser_public, store.trust, this=keys.station
        )
        found = list(chain.problems())
        if not has_damage(found):
            for checks in (ProjectionCheck, ListChecks, CodeChecks, StationChecks):
                found.extend(checks(store).problems())
        return found


def repair(store: StationStore) -> None:
    """Put right what can be proved of an event's journal, and make all that is folded again.

    Nothing is thrown away: entries that cannot be proved are put aside, gaps stand in their place.
    """
    with immediate(store.database):
        Repair(store).all()


def repair_file(database: Database, migrations: Path, keyed: Collection[str] | None = None) -> None:
    """Make guards, indexes and views again as they are shipped, and indexes as their tables are."""
    with immediate(database):
        mend_schema(database, migrations)
        database.execute("REINDEX")
        if keyed is not None:
            mend_events(database, keyed)


def finish_repair(database: Database) -> None:
    """Remove what belongs to no list, and make the index of names again if it is other."""
    with immediate(database):
        remove_strays(database)
        differs = any("FTS5" in (one.about or "") for one in file_problems(database))
        if differs := differs or index_differs(database):
            clear_index(database)
    if differs:
        for (event,) in database.execute("SELECT event FROM event").fetchall():
            NameIndex(database, event.hex(), pause=_at_once).catch_up()


def _at_once() -> None:
    """Give way to nobody: the folder is owned."""


def real_problems(found: list[Problem]) -> list[Problem]:
    """Return what is wrong, without what is only to be known."""
    return [problem for problem in found if problem.what not in NOTED]


def has_damage(found: list[Problem]) -> bool:
    """Return whether entries cannot be trusted, so that nothing may be made from them."""
    return any(problem.what in DAMAGED for problem in found)


def entry_and_log_counts(database: Database) -> tuple[int, int]:
    """Return how many entries and logs the file holds."""
    (entries,) = database.execute("SELECT count(*) FROM entry").fetchone()
    (logs,) = database.execute("SELECT count(*) FROM log").fetchone()
    return int(entries), int(logs)


def missing(found: list[Problem]) -> bool:
    """Return whether something is not here that entries tell of, wrong or only late."""
    return any(problem.what in AWAITED for problem in found)


def _strange_events(database: Database) -> Iterator[Problem]:
    rows = database.execute(
        "SELECT DISTINCT lower(hex(event)) FROM entry WHERE event NOT IN (SELECT event FROM event)"
    ).fetchall()
    return (Problem(ProblemKind.EVENT, about=event) for (event,) in rows)
