"""Verifies all data of an event in a station's file, and repairs it; and the events of a file."""

import logging
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.store.integrity.journal_check import JournalCheck
from kiosk.store.integrity.list_checks import CodeChecks, ListChecks, stray_lists
from kiosk.store.integrity.list_repair import remove_strays
from kiosk.store.integrity.repair import Repair
from kiosk.store.integrity.search_checks import index_differs
from kiosk.store.integrity.station_checks import StationChecks
from kiosk.store.lists.name_index import NameIndex, clear_index
from kiosk.store.sqlite.database import Database, immediate, snapshot
from kiosk.store.sqlite.problems import DAMAGED, NOTED, Problem, ProblemKind
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
        found = list(JournalCheck(store).problems())
        if not any(problem.kind in DAMAGED for problem in found):
            found.extend(store.projector.problems())
            for checks in (ListChecks, CodeChecks, StationChecks):
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


def entry_and_log_counts(database: Database) -> tuple[int, int]:
    """Return the number of entries and of logs in the file."""
    return (
        database.number("SELECT count(*) FROM entry"),
        database.number("SELECT count(*) FROM log"),
    )


def _unknown_events(database: Database) -> Iterator[Problem]:
    rows = database.values(
        "SELECT DISTINCT lower(hex(event)) FROM entry WHERE event NOT IN (SELECT event FROM event)"
    )
    return (Problem(ProblemKind.EVENT, about=event) for event in rows)


_NAME = """
SELECT json_extract(value, '$.value') FROM setting
WHERE event = ? AND key = 'name' AND station = x'' AND json_valid(value)
"""
_HAS_ENTRY = "SELECT 1 FROM entry WHERE event = ? LIMIT 1"
_COUNT_CURRENT = "SELECT count(*) FROM event WHERE current = 1"


def event_problems(database: Database, with_keys: Collection[str]) -> Iterator[Problem]:
    """Yield events without keys, and whether none or several are current; ids are hex."""
    events = _events(database)
    for event in sorted(events.keys() - with_keys):
        name = database.execute(_NAME, (bytes.fromhex(event),)).fetchone()
        yield (
            Problem(ProblemKind.KEYS_LOST, about=name[0])
            if name
            else Problem(ProblemKind.EVENT, about=event)
        )
    lost = [event for event in with_keys if event not in events and _has_entries(database, event)]
    (current_count,) = database.execute(_COUNT_CURRENT).fetchone()
    joining = bool(events) and all(
        is_joining and not is_current for is_joining, is_current in events.values()
    )
    contradicts = any(is_joining and is_current for is_joining, is_current in events.values())
    if lost or contradicts or current_count != (0 if joining else 1):
        yield Problem(ProblemKind.NO_EVENT)


def repair_events(database: Database, with_keys: Collection[str]) -> None:
    """Restore the events that have keys, and make one current; call inside `immediate`."""
    events = _events(database)
    for event in sorted(with_keys):
        if event not in events and (
            not events.keys() & set(with_keys) or _has_entries(database, event)
        ):
            database.execute("INSERT INTO event(event) VALUES (?)", (bytes.fromhex(event),))
    for event in events.keys() - with_keys:
        if not _has_entries(database, event):
            database.execute("DELETE FROM event WHERE event = ?", (bytes.fromhex(event),))
    database.execute("UPDATE event SET current = (current = 1)")
    database.execute("UPDATE event SET joining = 0 WHERE current = 1 OR joining NOT IN (0, 1)")
    (current_count,) = database.execute(_COUNT_CURRENT).fetchone()
    if current_count != 1:
        database.execute(
            "UPDATE event SET current = (event = (SELECT e.event FROM event e WHERE NOT e.joining"
            " ORDER BY (SELECT max(at) FROM entry n WHERE n.event = e.event) DESC LIMIT 1))"
        )


def _events(database: Database) -> dict[str, tuple[bool, bool]]:
    """Return for each event whether it is being joined, and whether it is current."""
    return {
        event.hex(): (bool(joins), bool(current))
        for event, joins, current in database.rows("SELECT event, joining, current FROM event")
    }


def _has_entries(database: Database, event: str) -> bool:
    return database.execute(_HAS_ENTRY, (bytes.fromhex(event),)).fetchone() is not None
