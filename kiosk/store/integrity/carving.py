"""Carves entries from the bytes of files that SQLite cannot read; each is proved by its hash."""

import json
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from kiosk.domain.entry import Entry
from kiosk.store.integrity.set_aside_entries import try_read_entry
from kiosk.store.journal.entry_rows import insert_entry
from kiosk.store.sqlite.database import Database
from kiosk.store.sqlite.lost_file import ENTRY_BYTES

_LONGEST = 64 * 1024
_STORED = """
SELECT EXISTS (SELECT 1 FROM entry WHERE hash = ?1)
  OR EXISTS (SELECT 1 FROM set_aside_entry WHERE hash = ?1)
"""
Carved = tuple[Entry, bytes]
"""An entry, and its JSON as written."""


def carve_entries(paths: Iterable[Path]) -> Iterator[Carved]:
    """Yield the entries in the bytes of some files; an entry can occur more than once."""
    for path in paths:
        content = path.read_bytes() if path.exists() else b""
        for found in ENTRY_BYTES.finditer(content):
            body = _body(content[found.start() : found.start() + _LONGEST])
            if body is not None and (entry := try_read_entry(body)) is not None:
                yield entry, body


def insert_carved(
    database: Database, carved: Iterable[Carved], events: Collection[str] | None = None
) -> int:
    """Insert the entries that are not here yet, of some events (hex) or all; return how many.

    Call inside `immediate`, and repair the projections afterwards.
    """
    inserted = 0
    for entry, body in carved:
        if events is not None and entry.event not in events:
            continue
        if database.execute(_STORED, (bytes.fromhex(entry.hash),)).fetchone() == (0,):
            insert_entry(database, entry, body)
            inserted += 1
    return inserted


def _body(content: bytes) -> bytes | None:
    for length in (2048, _LONGEST):
        text = content[:length].decode("utf-8", "surrogateescape")
        try:
            _, end = json.JSONDecoder().raw_decode(text)
        except ValueError:
            continue
        return text[:end].encode("utf-8", "surrogateescape")
    return None
