"""Annexes: personal data and free text that an entry holds only the salted hash of."""

import json
import secrets
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from kiosk.store.database import Database
from kiosk.store.purging import refuse_purged


class Annexes:
    """Keeps annexes in the one table that can be purged."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, event: str, content: Mapping[str, Any]) -> str:
        """Keep an annex and return the hash (hex) by which an entry names it.

        UnusableInput where the event was purged.
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
        """Return an annex, or None where it was purged or never came."""
        row = self._database.execute(
            "SELECT body FROM personal WHERE annex = ? AND event = ?",
            (bytes.fromhex(digest), bytes.fromhex(event)),
        ).fetchone()
        return json.loads(row[0]) if row else None


def annex_hash(salt: bytes, body: str) -> str:
    """Return the hash (hex) of an annex; without the salt nobody can guess the text from it."""
    return sha256(salt + body.encode()).hexdigest()
