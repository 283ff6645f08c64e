"""Verifies all data of an event in a station's file, and repairs it."""

import logging
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.store.integrity.code_checks import CodeChecks
from kiosk.store.integrity.event_checks import event_problems, repair_events
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
from kiosk.store.sqlite.schema_check import file_problems, repair_schema, schema_problems
from kiosk.store.station_store import StationStore

_log = logging.getLogger(__name__)


def verify_file(
    database: Database, migrations: Path, with_keys: Collection[str] | None = None
) -> list[Problem]:
    """Return the problems of the file as a whole; `migrations` is the folder of its SQL files.

    `with_keys` are the events (hex) that have keys, if that is known.
    """
    with snapshot(database):
        return [
            *file_problems(database),
            *schema_problems(database, migrations),
            *_unknown_events(database),
            *(event_problems(database, with_keys) if with_keys is not None else ()),
            *(Problem(ProblemKind.LIST_STRAY, about=str(one)) for one in stray_lists(database)),
            *([Problem(ProblemKind.NAMES_INDEX)] if index_differs(database) else []),
        ]


def verify_event(store: StationStore) -> list[Problem]:
    """Return the problems of an event's journal and its projections.

    If entries are damaged, the projections are not checked.
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


@contextmanager
def damage_tolerated(file: Collection[Problem]) -> Iterator[None]:
    """In a damaged file, skip the rest of a check that stops at a value of another type.

    A column of a damaged file may have another type than the schema says. The log file names the
    skipped part. In an undamaged file such an error is a bug, and is raised.
    """
    try:
        yield
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        if not any(problem.kind is ProblemKind.FILE for problem in file):
            raise
        _log.warning("a check was stopped by what the damaged file holds", exc_info=True)


def repair(store: StationStore) -> None:
    """Repair the parts of an event's journal that can be proved, and rebuild all projections.

    Nothing is deleted: entries without proof are set aside, and gaps take their place.
    """
    with immediate(store.database):
        Repair(store).run()


def repair_file(
    database: Database, migrations: Path, with_keys: Collection[str] | None = None
) -> None:
    """Restore triggers, indexes and views as shipped, and rebuild the indexes."""
    with immediate(database):
        repair_schema(database, migrations)
        database.execute("REINDEX")
        if with_keys is not None:
            repair_events(database, with_keys)


def finish_repair(database: Database) -> None:
    """Remove rows without a list, and index each name that is missing or differs."""
    with immediate(database):
        remove_strays(database)
        differs = any("FTS5" in (one.about or "") for one in file_problems(database))
        if differs or index_differs(database):
            clear_index(database)
    for (event,) in database.execute("SELECT event FROM event").fetchall():
        NameIndex(database, event.hex(), pause=lambda: None).update()


def real_problems(found: list[Problem]) -> list[Problem]:
    """Return the problems, without those that are only for information."""
    return [problem for problem in found if problem.kind not in NOTED]


def has_damage(found: list[Problem]) -> bool:
    """Return whether entries cannot be trusted, so that nothing may be rebuilt from them."""
    return any(problem.kind in DAMAGED for problem in found)


def entry_and_log_counts(database: Database) -> tuple[int, int]:
    """Return the number of entries and of logs in the file."""
    return (
        database.number("SELECT count(*) FROM entry"),
        database.number("SELECT count(*) FROM log"),
    )


def has_awaited(found: list[Problem]) -> bool:
    """Return whether something that entries refer to has not arrived here."""
    return any(problem.kind in AWAITED for problem in found)


def _unknown_events(database: Database) -> Iterator[Problem]:
    rows = database.execute(
        "SELECT DISTINCT lower(hex(event)) FROM entry WHERE event NOT IN (SELECT event FROM event)"
    ).fetchall()
    return (Problem(ProblemKind.EVENT, about=event) for (event,) in rows)
