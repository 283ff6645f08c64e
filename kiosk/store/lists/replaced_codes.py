"""Codes that newer lists replaced: no entry names them, so each list keeps a hash over them."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256

from kiosk.store.sqlite.database import Database

LOST = b""
"""Kept in the place of the hash where some of the codes are lost."""

_CURRENT = (
    "SELECT list, source, replaced_hash FROM list_snapshot WHERE event = ? AND state = 'current'"
)
_PAIRS = """
SELECT lower(hex(c.code)) || lower(hex(c.ticket)) FROM issued_code c
CROSS JOIN list_row r ON r.list = ?2 AND r.ticket = c.ticket
WHERE c.event = ?1 AND c.listed = 1 ORDER BY 1
"""
_NAMED_AGAIN = """
UPDATE issued_code SET listed = 0, replaced = coalesce(desk, 0) WHERE event = ?1 AND listed = 1
  AND EXISTS (SELECT 1 FROM list_code c WHERE c.list = ?3 AND c.code = issued_code.code)
  AND NOT EXISTS (SELECT 1 FROM list_code o WHERE o.list = ?2 AND o.code = issued_code.code)
  AND NOT EXISTS (SELECT 1 FROM issued_code d
    WHERE d.event = issued_code.event AND d.ticket = issued_code.ticket AND d.replaced = 0)
"""  # our own text
# A code that the next list has no more for its ticket, though it has the ticket, was replaced.
_REPLACED = """
INSERT INTO issued_code(event, code, ticket, replaced, listed)
SELECT ?1, k.code, k.ticket, 1, 1 FROM list_row k
JOIN list_row r ON r.list = ?3 AND r.ticket = k.ticket AND r.code IS NOT k.code
WHERE k.list = ?2 AND k.code IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM list_code o WHERE o.list = ?3 AND o.code = k.code)
ON CONFLICT DO UPDATE SET replaced = 1, listed = 1
"""


class ReplacedCodes:
    """The codes of one event's tickets that lists replaced; writers hold `immediate`."""

    def __init__(self, database: Database, event: bytes) -> None:
        self._database = database
        self._event = event

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Keep the hashes with what is changed meanwhile; a list that had lost codes still has."""
        unsound = {source: kept for _, source, kept in self._unsound()}
        yield
        for number, source, _ in self._current():
            digest = self.digest(number)
            self._keep(number, digest if unsound.get(source, digest) == digest else LOST)

    def unsound(self) -> list[tuple[int, str]]:
        """Return the current lists whose codes are not those that were replaced, with sources."""
        return [(number, source) for number, source, _ in self._unsound()]

    def digest(self, number: int) -> bytes:
        """Return the hash over the codes of a list's tickets that lists replaced."""
        hashed = sha256()
        for (pair,) in self._database.execute(_PAIRS, (self._event, number)):
            hashed.update(pair.encode())
        return hashed.digest()

    def replace(self, before: int | None, after: int) -> None:
        """Refuse the codes of a list that the next one has no more, and take back those it has."""
        self._database.execute(_REPLACED, (self._event, before, after))
        self.name_again(before, after)

    def name_again(self, before: int | None, after: int) -> None:
        """Let codes that a list replaced and now names again count; the desk's stay replaced."""
        self._database.execute(_NAMED_AGAIN, (self._event, before, after))
        self._database.execute(
            "DELETE FROM issued_code WHERE event = ? AND listed = 0 AND desk IS NULL",
            (self._event,),
        )

    def mend(self) -> None:
        """Put flags right that contradict, and bring back codes of the lists kept so far."""
        self._database.execute(
            "UPDATE issued_code SET listed = iif(desk IS NULL, 1, listed <> 0) WHERE event = ?",
            (self._event,),
        )
        self._database.execute(
            "UPDATE issued_code SET replaced = max(coalesce(desk, 0), listed) WHERE event = ?",
            (self._event,),
        )
        for number, source in self.unsound():
            self._from_earlier(number, source)

    def give_up(self) -> None:
        """Remember of which lists some codes are lost, until another laptop sends them."""
        for number, _ in self.unsound():
            # Of a list that lost rows the hash is kept: with them the codes may be whole again.
            self._database.execute(
                "UPDATE list_snapshot SET replaced_hash = ? WHERE list = ? AND hash IS NOT NULL",
                (LOST, number),
            )

    def complete(self, source: str) -> None:
        """Take what is here of a source's list for all: another laptop sent it whole."""
        for number, name, _ in self._current():
            if name == source:
                self._keep(number, self.digest(number))

    def _unsound(self) -> list[tuple[int, str, bytes]]:
        return [
            (number, source, kept)
            for number, source, kept in self._current()
            if kept is not None and kept != self.digest(number)
        ]

    def _from_earlier(self, number: int, source: str) -> None:
        earlier = self._database.execute(
            "SELECT list FROM list_snapshot WHERE event = ? AND source = ? AND state = 'old'"
            " AND hash IS NOT NULL ORDER BY version",
            (self._event, source),
        ).fetchall()
        for (before,) in earlier:
            self._database.execute(_REPLACED, (self._event, before, number))

    def _current(self) -> list[tuple[int, str, bytes | None]]:
        return [tuple(row) for row in self._database.execute(_CURRENT, (self._event,)).fetchall()]

    def _keep(self, number: int, digest: bytes) -> None:
        self._database.execute(
            "UPDATE list_snapshot SET replaced_hash = ? WHERE list = ?", (digest, number)
        )
