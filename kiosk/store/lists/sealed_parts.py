"""The encrypted parts of an exchange that a hub without keys stores and passes on whole."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from kiosk.store.sqlite.database import Database, EventTables, immediate

_STORE_AWAITED = """
INSERT INTO sealed_annex(event, annex, part) SELECT DISTINCT event, annex, ?3 FROM awaited_annex
WHERE event = ?1 AND annex = ?2
  AND NOT EXISTS (SELECT 1 FROM sealed_annex s WHERE s.event = ?1 AND s.annex = ?2)
"""


@dataclass(frozen=True, slots=True)
class SealedAnnexes:
    """A part with annexes, and the hashes (hex) of those for which it is stored."""

    sealed: bytes
    hashes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SealedListPart:
    """A part of a list: its number, its rows in clear (JSON), and the encrypted rows."""

    part: int
    rows: str
    sealed: bytes


class SealedParts(EventTables):
    """The encrypted parts of one event (`event` is hex)."""

    def store_annexes(self, sealed: bytes, hashes: Iterable[str]) -> bool:
        """Store a part if entries wait for an annex in it that no other part has."""
        part = sha256(sealed).digest()
        with immediate(self._database):
            stored = sum(
                self._database.execute(
                    _STORE_AWAITED, (self._event, bytes.fromhex(one), part)
                ).rowcount
                for one in hashes
            )
            if stored:
                self._database.execute(
                    "INSERT OR IGNORE INTO sealed_annexes(event, part, sealed) VALUES (?, ?, ?)",
                    (self._event, part, sealed),
                )
        return stored > 0

    def annexes(self, wanted: Iterable[str]) -> Iterator[SealedAnnexes]:
        """Yield the parts, each once, that have any of the annexes with these hashes (hex)."""
        parts: dict[bytes, None] = {}
        for one in wanted:
            found = self._database.values(
                "SELECT part FROM sealed_annex WHERE event = ? AND annex = ?",
                (self._event, bytes.fromhex(one)),
            )
            parts |= dict.fromkeys(found)
        for part in parts:
            about = (self._event, part)
            (sealed,) = self._database.execute(
                "SELECT sealed FROM sealed_annexes WHERE event = ? AND part = ?", about
            ).fetchone()
            hashes = self._database.values(
                "SELECT lower(hex(annex)) FROM sealed_annex WHERE event = ? AND part = ?"
                " ORDER BY 1",
                about,
            )
            yield SealedAnnexes(sealed, tuple(hashes))

    def list_parts(self, number: int) -> Iterator[SealedListPart]:
        """Yield the parts of a list in order."""
        for part in range(1, self.count(number) + 1):
            rows, sealed = self._database.execute(
                "SELECT rows, sealed FROM sealed_list WHERE list = ? AND part = ?", (number, part)
            ).fetchone()
            yield SealedListPart(part, rows, sealed)

    def count(self, number: int) -> int:
        """Return how many parts a list has."""
        return self._database.number("SELECT count(*) FROM sealed_list WHERE list = ?", (number,))


def remove_sealed(database: Database, event: str) -> None:
    """Remove all parts of an event (hex), which was purged."""
    names = (bytes.fromhex(event),)
    with immediate(database):
        for table in ("sealed_annexes", "sealed_annex"):
            database.execute(f"DELETE FROM {table} WHERE event = ?", names)  # noqa: S608  # our own tables
        database.execute(
            "DELETE FROM sealed_list WHERE list IN"
            " (SELECT list FROM list_snapshot WHERE event = ?)",
            names,
        )
