"""Single persons: named by an annex (walk-in, substitute), and found like those of a list."""

from collections.abc import Mapping
from typing import Any

from kiosk.domain.letters import printable
from kiosk.store.journal.annexes import Annexes
from kiosk.store.lists.name_index import ADD_TO_INDEX, REMOVE_FROM_INDEX, index_row
from kiosk.store.sqlite.database import Database, EventTables

_INDEXED = "SELECT 1 FROM personal_search_docsize WHERE id = ?"


class Persons(EventTables):
    """The persons of one event (`event` is hex) without a list; call writers inside `immediate`."""

    def __init__(self, database: Database, event: str, annexes: Annexes) -> None:
        super().__init__(database, event)
        self._annexes = annexes

    def index_person(
        self, ticket: str, ref: str, annex: str | None, *, number: int | None = None
    ) -> int | None:
        """Make the person of an annex searchable under a ticket; return the row's number.

        Returns None if the annex is not here: purged, or not received yet. `number` is the list
        that the ticket is on.
        """
        content = self._annexes.read(self._event.hex(), annex) if annex else None
        if annex is None or content is None:
            return None
        names = names_in(content)
        (row,) = self._database.execute(
            "UPDATE personal SET list = ?, ticket = ?, ref = ?, name = ?, organisation = ?"
            " WHERE annex = ? AND event = ? RETURNING n",
            (number, bytes.fromhex(ticket), ref, *names, bytes.fromhex(annex), self._event),
        ).fetchone()
        self._index(row, *names, ref)
        return int(row)

    def placeholder(self, ticket: str, ref: str, *, number: int) -> int:
        """Return the row of a guest of whom only the ticket is known."""
        found = self._database.execute(
            "SELECT n FROM personal p JOIN list_row r ON r.person = p.n"
            " WHERE r.list = ? AND r.ticket = ? AND p.annex IS NULL",
            (number, bytes.fromhex(ticket)),
        ).fetchone()
        if found is not None:
            return int(found[0])
        row = self._database.execute(
            "INSERT INTO personal(event, list, ticket, ref) VALUES (?, ?, ?, ?)",
            (self._event, number, bytes.fromhex(ticket), ref),
        ).lastrowid
        self._index(int(row or 0), "", "", ref)
        return int(row or 0)

    def clear_annex_persons(self) -> None:
        """Clear the persons of all annexes, before these are read again."""
        self._database.execute(
            "UPDATE personal SET list = NULL, ticket = NULL, ref = NULL, name = NULL,"
            " organisation = NULL, booked_by = NULL, email = NULL, note = NULL, mail_ok = NULL"
            " WHERE event = ? AND annex IS NOT NULL",
            (self._event,),
        )

    def remove(self, row: int | None) -> None:
        """Remove a person from the index; an annex stays, as its entry does."""
        indexed = self._database.execute(_INDEXED, (row,)).fetchone()
        stored = self._database.execute(
            "SELECT name, organisation, ref FROM personal WHERE n = ?", (row,)
        ).fetchone()
        if indexed and stored:
            name, organisation, ref = stored
            self._database.execute(REMOVE_FROM_INDEX, index_row(row, name, organisation, "", ref))
        self._database.execute("DELETE FROM personal WHERE n = ? AND annex IS NULL", (row,))
        self._database.execute(
            "UPDATE personal SET list = NULL, ticket = NULL, ref = NULL, name = NULL,"
            " organisation = NULL WHERE n = ?",
            (row,),
        )

    def _index(self, row: int, name: str | None, organisation: str | None, ref: str) -> None:
        if self._database.execute(_INDEXED, (row,)).fetchone() is None:
            self._database.execute(ADD_TO_INDEX, index_row(row, name, organisation, "", ref))


def names_in(content: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Return the name and the organisation in an annex."""
    return _text(content, "name"), _text(content, "organisation")


def _text(content: Mapping[str, Any], key: str) -> str | None:
    value = content.get(key)
    return printable(value) if isinstance(value, str) else None
