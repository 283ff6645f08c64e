"""Content hashes of a guest list: of its rows, of its rows without names, of its addresses,
and of the data in clear.
"""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from kiosk.store.sqlite.database import Database
from kiosk.store.sqlite.write_batches import BATCH

_RULES = "ref, category, places, status, valid_from, valid_until, entrances"
_NAMES = "name, organisation, booked_by, note"
# The same bytes on every laptop: JSON arrays, rows by ticket, ids as hex.
# Consent to mailing came later: a row that says nothing of it has the same bytes as before.
_WHOLE = f"lower(hex(ticket)), lower(hex(code)), {_RULES}, {_NAMES}"
_PARTS = f"""
  group_concat(iif(coalesce(mail_ok, '') = '', json_array({_WHOLE}),
    json_array({_WHOLE}, mail_ok))),
  group_concat(json_array(lower(hex(ticket)), lower(hex(code)), {_RULES})),
  group_concat(json_quote(coalesce(email, ''))),
  group_concat(json_array(lower(hex(ticket)), category, places, status))
"""
_STAGED = f"SELECT {_PARTS} FROM staging.snapshot WHERE pos > ? AND pos <= ?"  # noqa: S608  # our own columns
_STORED = f"""
SELECT {_PARTS}, count(*), sum(foreign_person), max(ticket) FROM (
  SELECT r.ticket, r.code, r.ref, r.category, r.places, r.status, r.valid_from, r.valid_until,
    r.entrances, p.name, p.organisation, p.booked_by, p.note, p.mail_ok,
    p.email,
    p.n IS NULL OR (p.list, p.ticket, p.ref, p.event) IS NOT (r.list, r.ticket, r.ref, ?1)
      OR p.annex IS NOT NULL AS foreign_person
  FROM list_row r LEFT JOIN personal p ON p.n = r.person
  WHERE r.list = ?2 AND r.ticket > ?3 ORDER BY r.ticket LIMIT {BATCH})
"""  # noqa: S608  # as above


@dataclass(frozen=True, slots=True)
class Digests:
    """Hashes (hex) of a list's content, of its rows without names, of its addresses, and of the
    part of its rows that a hub without keys counts by.

    `foreign` rows point to no person or another ticket's; after a purge all do.
    """

    content: str
    unnamed: str
    email: str
    rows: int
    foreign: int = 0
    clear: str = ""


class _Hashes:
    """Hashes the parts of a list as they are read."""

    def __init__(self) -> None:
        self._hashes = [sha256(b"[") for _ in range(4)]
        self._begun = False

    def add(self, parts: tuple[str | None, ...]) -> None:
        for each, lines in zip(self._hashes, parts, strict=True):
            each.update(("," if self._begun else "").encode() + (lines or "").encode())
        self._begun = True

    def finish(self) -> list[str]:
        for each in self._hashes:
            each.update(b"]")
        return [each.hexdigest() for each in self._hashes]


def staged_digests(database: Database, rows: int) -> Digests:
    """Return the hashes of the sorted snapshot in the private file, which has `rows` rows."""
    hashes = _Hashes()
    for start in range(0, rows, BATCH):
        hashes.add(database.execute(_STAGED, (start, start + BATCH)).fetchone())
    content, unnamed, email, clear = hashes.finish()
    return Digests(content, unnamed, email, rows, clear=clear)


def stored_digests(database: Database, event: bytes, number: int) -> Digests:
    """Return the hashes of a stored list."""
    hashes, rows, foreign = _Hashes(), 0, 0
    last: Any = b""
    while last is not None:
        *parts, count, foreign_here, last = database.execute(
            _STORED, (event, number, last)
        ).fetchone()
        if count:
            hashes.add(tuple(parts))
            rows, foreign = rows + count, foreign + foreign_here
    content, unnamed, email, clear = hashes.finish()
    return Digests(content, unnamed, email, rows, foreign, clear)
