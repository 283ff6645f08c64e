"""Whether the events of a file are those that there are keys of, and one of them is chosen."""

from collections.abc import Collection, Iterator

from kiosk.store.sqlite.database import Database
from kiosk.store.sqlite.problems import Problem, ProblemKind

_NAME = """
SELECT json_extract(value, '$.value') FROM setting
WHERE event = ? AND key = 'name' AND station = x'' AND json_valid(value)
"""
_WRITTEN = "SELECT 1 FROM entry WHERE event = ? LIMIT 1"
_CHOSEN = "SELECT count(*) FROM event WHERE current = 1"


def event_problems(database: Database, keyed: Collection[str]) -> Iterator[Problem]:
    """Yield events without keys, and whether none or several are chosen; ids are hex."""
    events = _events(database)
    for event in sorted(events.keys() - keyed):
        named = database.execute(_NAME, (bytes.fromhex(event),)).fetchone()
        yield (
            Problem(ProblemKind.KEYS_LOST, about=named[0])
            if named
            else Problem(ProblemKind.EVENT, about=event)
        )
    lost = [event for event in keyed if event not in events and _written(database, event)]
    (chosen,) = database.execute(_CHOSEN).fetchone()
    joining = bool(events) and all(joins and not current for joins, current in events.values())
    contradicts = any(joins and current for joins, current in events.values())
    if lost or contradicts or chosen != (0 if joining else 1):
        yield Problem(ProblemKind.NO_EVENT)


def mend_events(database: Database, keyed: Collection[str]) -> None:
    """Know the events again that there are keys of, and choose one; holds `immediate`."""
    events = _events(database)
    for event in sorted(keyed):
        if event not in events and (not events.keys() & set(keyed) or _written(database, event)):
            database.execute("INSERT INTO event(event) VALUES (?)", (bytes.fromhex(event),))
    for event in events.keys() - keyed:
        if not _written(database, event):
            database.execute("DELETE FROM event WHERE event = ?", (bytes.fromhex(event),))
    database.execute("UPDATE event SET current = (current = 1)")
    database.execute("UPDATE event SET joining = 0 WHERE current = 1 OR joining NOT IN (0, 1)")
    (chosen,) = database.execute(_CHOSEN).fetchone()
    if chosen != 1:
        database.execute(
            "UPDATE event SET current = (event = (SELECT e.event FROM event e WHERE NOT e.joining"
            " ORDER BY (SELECT max(at) FROM entry n WHERE n.event = e.event) DESC LIMIT 1))"
        )


def _events(database: Database) -> dict[str, tuple[bool, bool]]:
    """Return for each event whether it is being joined, and whether it is chosen."""
    rows = database.execute("SELECT event, joining, current FROM event").fetchall()
    return {event.hex(): (bool(joins), bool(current)) for event, joins, current in rows}


def _written(database: Database, event: str) -> bool:
    return database.execute(_WRITTEN, (bytes.fromhex(event),)).fetchone() is not None
