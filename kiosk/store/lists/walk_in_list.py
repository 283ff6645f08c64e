"""Walk-ins as tickets: a list projected from the journal; and the single persons of annexes.

Those are walk-ins and substitutes, found like the persons of a list.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from kiosk.domain.entry import Entry
from kiosk.domain.letters import printable
from kiosk.domain.ticket import Status
from kiosk.domain.walk_in import WALK_INS, WalkIn, walk_in_of
from kiosk.store.journal.annexes import Annexes
from kiosk.store.lists.name_index import ADD_TO_INDEX, REMOVE_FROM_INDEX, index_row
from kiosk.store.sqlite.database import Database, EventTables

_IS_INDEXED = "SELECT 1 FROM personal_search_docsize WHERE id = ?"


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
        indexed = self._database.execute(_IS_INDEXED, (row,)).fetchone()
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
        if self._database.execute(_IS_INDEXED, (row,)).fetchone() is None:
            self._database.execute(ADD_TO_INDEX, index_row(row, name, organisation, "", ref))


def names_in(content: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Return the name and the organisation in an annex."""
    return _text(content, "name"), _text(content, "organisation")


def _text(content: Mapping[str, Any], key: str) -> str | None:
    value = content.get(key)
    return printable(value) if isinstance(value, str) else None


_GONE = """
SELECT list, r.ticket, r.person FROM list_snapshot l JOIN list_row r USING (list)
WHERE l.event = ?1 AND l.source = ?2 AND NOT EXISTS
  (SELECT 1 FROM entry e WHERE e.event = ?1 AND e.ticket = r.ticket AND e.kind = 'walk_in')
"""
_INDEXED = 2  # `list_snapshot.indexed` of a list whose names are all in the search index


class WalkIns(EventTables):
    """The walk-ins of one event (`event` is hex); call writers inside `immediate`."""

    def __init__(self, database: Database, event: str, persons: Persons) -> None:
        super().__init__(database, event)
        self._persons = persons

    def count(self, series: str) -> int:
        """Return how many walk-ins have a reference that begins with `series`."""
        return self._database.number(
            "SELECT count(*) FROM list_snapshot l JOIN list_ref f USING (list)"
            " WHERE l.event = ? AND l.source = ? AND f.ref >= ? AND f.ref < ?",
            (self._event, WALK_INS, series, series + "\uffff"),
        )

    def refold(self, ticket: str, ordered: Sequence[Entry]) -> None:
        """Project a walk-in's entries onto its ticket.

        Does nothing if none of the entries is a walk-in. It can be repeated, such as when an annex
        arrives after its entry.
        """
        walk_in = walk_in_of(ordered)
        if walk_in is None:
            return
        number = self._list(walk_in.at)
        ref = self._own_ref(number, ticket, walk_in.ref)
        person = self._persons.index_person(
            ticket, ref, walk_in.annex, number=number
        ) or self._persons.placeholder(ticket, ref, number=number)
        self._count(number, ticket, -1)
        self._store(number, ticket, ref, walk_in, person)
        self._count(number, ticket, 1)

    def differs(self, ticket: str, ordered: Sequence[Entry]) -> bool:
        """Return whether a walk-in's ticket differs from its entries."""
        walk_in = walk_in_of(ordered)
        stored = self._database.execute(
            "SELECT r.category, r.places, r.status FROM list_snapshot l JOIN list_row r"
            " USING (list)"
            " JOIN list_ref f USING (list, ticket)"
            " WHERE l.event = ? AND l.source = ? AND r.ticket = ?",
            (self._event, WALK_INS, bytes.fromhex(ticket)),
        ).fetchone()
        expected = (walk_in.category, walk_in.places, _status(walk_in).value) if walk_in else None
        return bool(stored != expected)

    def remove_uncounted(self) -> None:
        """Remove the tickets of walk-ins whose entries no longer count."""
        rows = self._database.execute(_GONE, (self._event, WALK_INS)).fetchall()
        for number, ticket, person in rows:
            self._count(number, ticket.hex(), -1)
            for table in ("list_row", "list_ref"):
                self._database.execute(
                    f"DELETE FROM {table} WHERE list = ? AND ticket = ?",  # noqa: S608  # our own tables
                    (number, ticket),
                )
            self._database.execute(
                "UPDATE list_snapshot SET rows = rows - 1 WHERE list = ?", (number,)
            )
            self._persons.remove(person)

    def _list(self, at: int) -> int:
        row = self._database.execute(
            "SELECT list FROM list_snapshot WHERE event = ? AND source = ?", (self._event, WALK_INS)
        ).fetchone()
        if row is not None:
            return int(row[0])
        new = {
            "event": self._event,
            "source": WALK_INS,
            "version": 0,
            "at": at,
            "state": "current",
            "indexed": _INDEXED,
        }
        return int(self._database.table("list_snapshot").insert(new).last_rowid or 0)

    def _own_ref(self, number: int, ticket: str, ref: str) -> str:
        # References contain a random series; a collision of two desks must not lose a guest.
        row = self._database.execute(
            "SELECT ticket FROM list_ref WHERE list = ? AND ref = ?", (number, ref)
        ).fetchone()
        return ref if row is None or row[0].hex() == ticket else f"{ref}-{ticket[:6]}"

    def _store(self, number: int, ticket: str, ref: str, walk_in: WalkIn, person: int) -> None:
        identity, status = bytes.fromhex(ticket), _status(walk_in).value
        self._database.execute(
            "INSERT OR REPLACE INTO list_row(list, ticket, ref, category, places, status, person)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (number, identity, ref, walk_in.category, walk_in.places, status, person),
        )
        added = self._database.execute(
            "INSERT OR IGNORE INTO list_ref(list, ref, ticket) VALUES (?, ?, ?)",
            (number, ref, identity),
        ).rowcount
        self._database.execute(
            "UPDATE list_snapshot SET rows = rows + ? WHERE list = ?", (added, number)
        )

    def _count(self, number: int, ticket: str, sign: int) -> None:
        self._database.execute(
            "INSERT INTO list_total(list, category, status, tickets, places)"
            " SELECT list, category, status, ?3, ?3 * places FROM list_row"
            " WHERE list = ?1 AND ticket = ?2"
            " ON CONFLICT DO UPDATE SET tickets = tickets + excluded.tickets,"
            " places = places + excluded.places",
            (number, bytes.fromhex(ticket), sign),
        )


def _status(walk_in: WalkIn) -> Status:
    return Status.WITHDRAWN if walk_in.withdrawn else Status.VALID
