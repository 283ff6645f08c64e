"""Codes that newer lists replaced: no entry has them, so each list has a hash over them."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256

from kiosk.store.sqlite.database import Database

LOST = b""
"""Stored instead of the hash if some of the codes are lost."""

_CURRENT = (
    "SELECT list, source, replaced_hash FROM list_snapshot WHERE event = ? AND state = 'current'"
)
_PAIRS = """
SELECT lower(hex(c.code)) || lower(hex(c.ticket)) FROM issued_code c
CROSS JOIN list_row r ON r.list = ?2 AND r.ticket = c.ticket
WHERE c.event = ?1 AND c.listed = 1 ORDER BY 1
"""
_REINSTATE = """
UPDATE issued_code SET listed = 0, replaced = coalesce(desk, 0) WHERE event = ?1 AND listed = 1
  AND EXISTS (SELECT 1 FROM list_code c WHERE c.list = ?3 AND c.code = issued_code.code)
  AND NOT EXISTS (SELECT 1 FROM list_code o WHERE o.list = ?2 AND o.code = issued_code.code)
  AND NOT EXISTS (SELECT 1 FROM issued_code d
    WHERE d.event = issued_code.event AND d.ticket = issued_code.ticket AND d.replaced = 0)
"""  # our own text
# The next list has the ticket, but no longer this code: the code was replaced.
_REPLACED = """
INSERT INTO issued_code(event, code, ticket, replaced, listed)
SELECT ?1, k.code, k.ticket, 1, 1 FROM list_row k
JOIN list_row r ON r.list = ?3 AND r.ticket = k.ticket AND r.code IS NOT k.code
WHERE k.list = ?2 AND k.code IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM list_code o WHERE o.list = ?3 AND o.code = k.code)
ON CONFLICT DO UPDATE SET replaced = 1, listed = 1
"""


class ReplacedCodes:
    """Codes of one event's tickets that lists replaced; call writers inside `immediate`."""

    def __init__(self, database: Database, event: bytes) -> None:
        self._database = database
        self._event = event

    @contextmanager
    def updating_hashes(self) -> Iterator[None]:
        """Update the hashes after a block of changes; a list with lost codes stays so."""
        mismatched = {source: kept for _, source, kept in self._mismatched()}
        yield
        for number, source, _ in self._current():
            digest = self.digest(number)
            self._store_hash(number, digest if mismatched.get(source, digest) == digest else LOST)

    def mismatched_lists(self) -> list[tuple[int, str]]:
        """Return the current lists whose codes do not match their hash, with sources."""
        return [(number, source) for number, source, _ in self._mismatched()]

    def digest(self, number: int) -> bytes:
        """Return the hash over the replaced codes of a list's tickets."""
        hashed = sha256()
        for (pair,) in self._database.execute(_PAIRS, (self._event, number)):
            hashed.update(pair.encode())
        return hashed.digest()

    def replace(self, before: int | None, after: int) -> None:
        """Replace the codes that the next list no longer has, and reinstate those it has."""
        self._database.execute(_REPLACED, (self._event, before, after))
        self.reinstate(before, after)

    def reinstate(self, before: int | None, after: int) -> None:
        """Reinstate replaced codes that a list has again, but not those that the desk replaced."""
        self._database.execute(_REINSTATE, (self._event, before, after))
        self._database.execute(
            "DELETE FROM issued_code WHERE event = ? AND listed = 0 AND desk IS NULL",
            (self._event,),
        )

    def repair(self) -> None:
        """Correct contradicting flags, and restore codes from the old lists that are kept."""
        self._database.execute(
            "UPDATE issued_code SET listed = iif(desk IS NULL, 1, listed <> 0) WHERE event = ?",
            (self._event,),
        )
        self._database.execute(
            "UPDATE issued_code SET replaced = max(coalesce(desk, 0), listed) WHERE event = ?",
            (self._event,),
        )
        for number, source in self.mismatched_lists():
            self._restore_from_old(number, source)

    def mark_lost(self) -> None:
        """Mark the lists with lost codes, until another laptop sends them."""
        for number, _ in self.mismatched_lists():
            # A list that lost rows keeps its hash: with the rows the codes may match again.
            self._database.execute(
                "UPDATE list_snapshot SET replaced_hash = ? WHERE list = ? AND hash IS NOT NULL",
                (LOST, number),
            )

    def mark_complete(self, source: str) -> None:
        """Accept the codes of a source's list as complete: another laptop sent all of them."""
        for number, name, _ in self._current():
            if name == source:
                self._store_hash(number, self.digest(number))

    def _mismatched(self) -> list[tuple[int, str, bytes]]:
        return [
            (number, source, kept)
            for number, source, kept in self._current()
            if kept is not None and kept != self.digest(number)
        ]

    def _restore_from_old(self, number: int, source: str) -> None:
        earlier = self._database.execute(
            "SELECT list FROM list_snapshot WHERE event = ? AND source = ? AND state = 'old'"
            " AND hash IS NOT NULL ORDER BY version",
            (self._event, source),
        ).fetchall()
        for (before,) in earlier:
            self._database.execute(_REPLACED, (self._event, before, number))

    def _current(self) -> list[tuple[int, str, bytes | None]]:
        return self._database.rows(_CURRENT, (self._event,))

    def _store_hash(self, number: int, digest: bytes) -> None:
        self._database.execute(
            "UPDATE list_snapshot SET replaced_hash = ? WHERE list = ?", (digest, number)
        )
