"""Rows of the table of entries: an entry's bytes, with copies of its fields as columns."""

import re
from collections.abc import Iterable
from itertools import starmap

from kiosk.domain.entry import Entry
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
