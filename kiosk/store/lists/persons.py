"""Single persons: whom an annex names (a walk-in, a substitute), findable like those of a list."""

from collections.abc import Mapping
from typing import Any

from kiosk.domain.printable import plain
from kiosk.store.journal.annexes import Annexes
from kiosk.store.lists.name_index import fold
from kiosk.store.sqlite.database import Database

_INDEX = "INSERT INTO personal_search(rowid, name, organisation, booked_by, ref) VALUES (?,?,?,?,?)"
_UNINDEX = (
    "INSERT INTO personal_search(personal_search, rowid, name, organisation, booked_by, ref)"
    " VALUES ('delete', ?, ?, ?, ?, ?)"
)
_INDEXED = "SELECT 1 FROM personal_search_docsize WHERE id = ?"


class Persons:
    """The persons of one event (`event` is hex) that no list brought; writers hold `immediate`."""

    def __init__(self, database: Database, event: str, annexes: Annexes) -> None:
        self._database = database
        self._event = bytes.fromhex(event)
        self._annexes = annexes

    def introduce(
        self, ticket: str, ref: str, annex: str | None, *, number: int | None = None
    ) -> int | None:
        """Make the person of an annex findable under a ticket; return its row.

        None where the annex is not here: it was purged, or has not come yet. `number` is the list
        that the ticket is on.
        """
        content = self._annexes.read(self._event.hex(), annex) if annex else None
        if annex is None or content is None:
            return None
        names = named_in(content)
        (row,) = self._database.execute(
            "UPDATE personal SET list = ?, ticket = ?, ref = ?, name = ?, organisation = ?"
            " WHERE annex = ? AND event = ? RETURNING n",
            (number, bytes.fromhex(ticket), ref, *names, bytes.fromhex(annex), self._event),
        ).fetchone()
        self._index(row, *names, ref)
        return int(row)

    def nameless(self, ticket: str, ref: str, *, number: int) -> int:
        """Return the row of a guest of whom nothing is known but the ticket."""
        held = self._database.execute(
            "SELECT n FROM personal p JOIN list_row r ON r.person = p.n"
            " WHERE r.list = ? AND r.ticket = ? AND p.annex IS NULL",
            (number, bytes.fromhex(ticket)),
        ).fetchone()
        if held is not None:
            return int(held[0])
        row = self._database.execute(
            "INSERT INTO personal(event, list, ticket, ref) VALUES (?, ?, ?, ?)",
            (self._event, number, bytes.fromhex(ticket), ref),
        ).lastrowid
        self._index(int(row or 0), "", "", ref)
        return int(row or 0)

    def forget_introduced(self) -> None:
        """Let go of all that annexes told, before they are read again."""
        self._database.execute(
            "UPDATE personal SET list = NULL, ticket = NULL, ref = NULL, name = NULL,"
            " organisation = NULL, booked_by = NULL, email = NULL, note = NULL"
            " WHERE event = ? AND annex IS NOT NULL",
            (self._event,),
        )

    def forget(self, row: int | None) -> None:
        """Let nobody find the person of a row any more; an annex stays, for its entry does."""
        indexed = self._database.execute(_INDEXED, (row,)).fetchone()
        kept = self._database.execute(
            "SELECT name, organisation, ref FROM personal WHERE n = ?", (row,)
        ).fetchone()
        if indexed and kept:
            name, organisation, ref = (fold(text or "") for text in kept)
            self._database.execute(_UNINDEX, (row, name, organisation, "", ref))
        self._database.execute("DELETE FROM personal WHERE n = ? AND annex IS NULL", (row,))
        self._database.execute(
            "UPDATE personal SET list = NULL, ticket = NULL, ref = NULL, name = NULL,"
            " organisation = NULL WHERE n = ?",
            (row,),
        )

    def _index(self, row: int, name: str | None, organisation: str | None, ref: str) -> None:
        if self._database.execute(_INDEXED, (row,)).fetchone() is None:
            folded = fold(name or ""), fold(organisation or ""), "", fold(ref)
            self._database.execute(_INDEX, (row, *folded))


def named_in(content: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Return the name and the organisation that an annex tells."""
    return _text(content, "name"), _text(content, "organisation")


def _text(content: Mapping[str, Any], key: str) -> str | None:
    value = content.get(key)
    return plain(value) if isinstance(value, str) else None
