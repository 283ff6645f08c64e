"""Annexes: personal data and free text of which an entry has only the salted hash."""

import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from kiosk.domain.entry import Kind
from kiosk.errors import UnusableInput
from kiosk.store.sqlite.database import Database


@dataclass(frozen=True, slots=True)
class KeptAnnex:
    """A stored annex: its hash (hex), the salt of that hash, and its JSON."""

    hash: str
    salt: bytes
    body: str

    @property
    def is_genuine(self) -> bool:
        """True if salt and JSON have the annex's hash."""
        return annex_hash(self.salt, self.body) == self.hash


class Annexes:
    """Stores annexes in the only table that a purge empties."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, event: str, content: Mapping[str, Any]) -> str:
        """Store an annex; return the hash (hex) by which an entry refers to it.

        Raises UnusableInput if the event was purged.
        """
        refuse_purged(self._database, event)
        body = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        salt = secrets.token_bytes(16)
        digest = annex_hash(salt, body)
        self._database.execute(
            "INSERT INTO personal(event, annex, salt, body) VALUES (?, ?, ?, ?)",
            (bytes.fromhex(event), bytes.fromhex(digest), salt, body),
        )
        return digest

    def read(self, event: str, digest: str) -> dict[str, Any] | None:
        """Return the content of an annex; None if it is not stored or is no JSON object."""
        row = self._database.execute(
            "SELECT body FROM personal WHERE annex = ? AND event = ?",
            (bytes.fromhex(digest), bytes.fromhex(event)),
        ).fetchone()
        try:
            content = json.loads(row[0]) if row else None
        except (ValueError, RecursionError):
            return None
        return content if isinstance(content, dict) else None

    def with_salts(self, event: str, digests: Iterable[str]) -> list[KeptAnnex]:
        """Return the annexes with these hashes (hex) that are stored here."""
        found = []
        for digest in digests:
            row = self._database.execute(
                "SELECT salt, body FROM personal WHERE annex = ? AND event = ?",
                (bytes.fromhex(digest), bytes.fromhex(event)),
            ).fetchone()
            if row is not None:
                found.append(KeptAnnex(digest, *row))
        return found

    def accept(self, event: str, annex: KeptAnnex) -> list[str]:
        """Store an annex if entries wait for it; return the hashes (hex) of those entries."""
        names = (bytes.fromhex(event), bytes.fromhex(annex.hash))
        waiting = self._database.execute(
            "SELECT lower(hex(entry)) FROM awaited_annex WHERE event = ? AND annex = ?"
            " ORDER BY entry",
            names,
        ).fetchall()
        if waiting:
            self._database.execute(
                "INSERT INTO personal(event, annex, salt, body) VALUES (?, ?, ?, ?)",
                (*names, annex.salt, annex.body),
            )
            self._database.execute("DELETE FROM awaited_annex WHERE event = ? AND annex = ?", names)
        return [entry for (entry,) in waiting]


def annex_hash(salt: bytes, body: str) -> str:
    """Return the hash (hex) of an annex; the salt keeps the text from being guessed from it."""
    return sha256(salt + body.encode()).hexdigest()


_PURGED = "SELECT 1 FROM entry WHERE event = ? AND kind = ? AND ticket IS NULL"


def is_purged(database: Database, event: str) -> bool:
    """Return whether an event (hex) was purged; its personal data is no longer accepted."""
    return database.exists(_PURGED, (bytes.fromhex(event), Kind.PURGE.value))


def refuse_purged(database: Database, event: str) -> None:
    """Raise UnusableInput if an event (hex) was purged."""
    if is_purged(database, event):
        raise UnusableInput("error.event_purged")
