"""Checks that a file's events are those with keys, and that one of them is current."""

from collections.abc import Collection, Iterator

from kiosk.store.sqlite.database import Database
from kiosk.store.sqlite.problems import Problem, ProblemKind

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
    rows = database.execute("SELECT event, joining, current FROM event").fetchall()
    return {event.hex(): (bool(joins), bool(current)) for event, joins, current in rows}


def _has_entries(database: Database, event: str) -> bool:
    return database.execute(_HAS_ENTRY, (bytes.fromhex(event),)).fetchone() is not None
