"""Rows of the table of entries, with copies of fields as columns, and the limits of an entry.

No entry that a kiosk writes comes near the limits: they are for those of another station.
"""

import re
from collections.abc import Iterable
from itertools import starmap

from kiosk.domain.entry import Entry, is_calendar_time
from kiosk.domain.letters import is_printable
from kiosk.store.sqlite.database import Database


def to_blob(identity: str | None) -> bytes | None:
    """Return a hex id as a blob."""
    return None if identity is None else bytes.fromhex(identity)


_HEX = re.compile("(?:[0-9a-f]{2})*")


def require_hex_ids(entry: Entry) -> None:
    """Raise ValueError if an id or hash of the entry is not lower-case hex.

    Ids are stored as blobs, so two spellings of one id would be equal here but not elsewhere.
    """
    names = (entry.event, entry.log, entry.prev, entry.ticket, entry.annex, *entry.parents)
    undo_ids = (entry.target, *entry.sides) if entry.detail else ()
    for name in (*names, *undo_ids):
        if name is not None and not _HEX.fullmatch(name):
            raise ValueError("no id")


def insert_entry(database: Database, entry: Entry, body: bytes) -> None:
    """Store an entry's bytes, with copies of its fields as columns."""
    database.execute(_INSERT, _row(entry, body))


def insert_entries(database: Database, entries: Iterable[tuple[Entry, bytes]]) -> None:
    """Store many entries, each as `insert_entry` does."""
    database.conn.executemany(_INSERT, starmap(_row, entries))


_INSERT = (
    "INSERT INTO entry(event, log, seq, hash, kind, at, area, entrance, ticket, people,"
    " target, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def _row(entry: Entry, body: bytes) -> tuple[object, ...]:
    event, log = bytes.fromhex(entry.event), bytes.fromhex(entry.log)
    return (event, log, entry.seq, bytes.fromhex(entry.hash), *column_copies(entry), body)


def column_copies(entry: Entry) -> tuple[object, ...]:
    """Return the columns that copy an entry's fields."""
    return (
        str(entry.kind),
        entry.at,
        entry.area,
        entry.entrance,
        to_blob(entry.ticket),
        entry.people_through,
        to_blob(entry.target),
    )


LARGEST_BODY = 512 * 1024
_MOST_PEOPLE = 1_000_000
_DEEPEST = 50
_TICKET_DIGITS = 32
_STRINGS = re.compile(rb'"(?:[^"\\]|\\.)*"')


def check_size(entry: Entry, body: bytes) -> None:
    """Raise ValueError if sums would overflow, or SQLite and Python would read it differently."""
    if len(body) > LARGEST_BODY or max(entry.people, entry.places) > _MOST_PEOPLE:
        raise ValueError("too large")
    if not (is_printable(entry.area or "") and is_printable(entry.entrance or "")):
        raise ValueError("a name that no screen can show")
    if entry.ticket is not None and len(entry.ticket) != _TICKET_DIGITS:
        raise ValueError("no ticket")
    if not is_calendar_time(entry.at):
        raise ValueError("no calendar time")
    if body.count(b"[") + body.count(b"{") > _DEEPEST and _depth(body) > _DEEPEST:
        raise ValueError("too deep")


def _depth(body: bytes) -> int:
    """Return how deep lists and objects are nested, in JSON that was parsed before."""
    deepest = depth = 0
    for sign in _STRINGS.sub(b"", body):
        if sign in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in b"]}":
            depth -= 1
    return deepest
