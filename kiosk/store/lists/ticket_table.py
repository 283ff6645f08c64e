"""Tickets: the rows of the current lists, the desk's actions, and the codes."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from kiosk.domain.desk_actions import TicketAction, fold_desk_actions, substitute_annex
from kiosk.domain.entry import Entry, Kind
from kiosk.domain.letters import composed
from kiosk.domain.ticket import NO_OVERRIDES, DeskOverrides, Status, Ticket
from kiosk.domain.walk_in import WALK_INS
from kiosk.errors import UnusableInput
from kiosk.store.sqlite.database import EventTables

_ID = re.compile("[0-9a-f]{32}")
_MOST_NAMED = 5
_BARE = re.compile(r"[\s\-\u2010-\u2015]+")
_BARE_REF = "upper(replace(replace(replace(f.ref, '-', ''), ' ', ''), char(160), ''))"
_DIGIT = re.compile("[0-9]").search
_SHORTEST_END = 3  # characters: fewer would not identify a ticket
_STATUSES = {status.value: status for status in Status}


@dataclass(frozen=True, slots=True)
class CodeMatch:
    """The ticket of a code; `replaced`: the ticket has a newer code."""

    ticket: Ticket
    replaced: bool


class Tickets(EventTables):
    """The tickets of one event (`event` is hex)."""

    def by_code(self, code: bytes) -> CodeMatch | None:
        """Return the ticket of a code's hash (16 bytes); None if there is none."""
        row = self._database.execute(
            "SELECT ticket, replaced FROM issued_code WHERE event = ? AND code = ?",
            (self._event, code),
        ).fetchone()
        if row is not None:
            ticket = self.by_id(row[0].hex())
            return CodeMatch(ticket, bool(row[1])) if ticket else None
        row = self._database.execute(
            "SELECT t.* FROM list_snapshot l JOIN list_code c ON c.list = l.list AND c.code = ?"
            " JOIN current_ticket t ON t.list = c.list AND t.ticket = c.ticket"
            " WHERE l.event = ? AND l.state = 'current'",
            (code, self._event),
        ).fetchone()
        return CodeMatch(_ticket(row), False) if row else None

    def by_id(self, ticket: str) -> Ticket | None:
        """Return the ticket with this id (hex); None if no current list has it."""
        row = self._database.execute(
            "SELECT * FROM current_ticket WHERE ticket = ? AND event = ?",
            (bytes.fromhex(ticket), self._event),
        ).fetchone()
        return _ticket(row) if row else None

    def find(self, name: str) -> Ticket:
        """Return the ticket with this id (hex) or public reference; UnusableInput if there is none.

        Case does not matter if only one ticket has the reference.
        """
        ticket = self.by_id(name) if _ID.fullmatch(name) else None
        ref = name.strip()
        return ticket or self.by_reference(
            ref if self._rows_by_reference(ref) else self._with_listed_case(composed(ref))
        )

    def by_reference(self, ref: str) -> Ticket:
        """Return the ticket with this reference; UnusableInput if none or several have it."""
        rows = self._rows_by_reference(ref.strip()) or self._rows_by_reference(
            composed(ref.strip())
        )
        if not rows:
            raise UnusableInput("error.unknown_ticket", ref=ref.strip()[:80])
        if len(rows) > 1:
            sources = ", ".join(sorted(row[2] for row in rows))
            raise UnusableInput("error.ambiguous_ticket", ref=ref.strip()[:80], sources=sources)
        return _ticket(rows[0])

    def by_typed_reference(self, typed: str) -> Ticket | None:
        """Return the only ticket that a typed reference can mean, or None.

        Case, blanks and hyphens are ignored; a unique end of a reference is enough.
        """
        rows = self._rows_by_reference(typed.strip())
        bare = _BARE.sub("", typed).upper()
        if not rows and bare:
            rows = self._rows_by_ending(bare)
        return _ticket(rows[0]) if len(rows) == 1 else None

    def _rows_by_ending(self, bare: str) -> list[tuple[Any, ...]]:
        # Reads all references of the lists; typing takes seconds anyway.
        found = self._database.execute(
            f"SELECT f.ref, {_BARE_REF} AS bare FROM list_snapshot l"  # noqa: S608 - a constant
            " JOIN list_ref f ON f.list = l.list"
            " WHERE l.event = ?1 AND l.state = 'current' AND substr(bare, -length(?2)) = ?2",
            (self._event, bare),
        ).fetchall()
        exact = {ref for ref, bare_ref in found if bare_ref == bare}
        ends = {ref for ref, _ in found} if len(bare) >= _SHORTEST_END and _DIGIT(bare) else set()
        refs = exact or ends
        return self._rows_by_reference(refs.pop()) if len(refs) == 1 else []

    def _rows_by_reference(self, ref: str) -> list[tuple[Any, ...]]:
        return self._database.execute(
            "SELECT t.* FROM list_snapshot l JOIN list_ref f ON f.list = l.list AND f.ref = ?"
            " JOIN current_ticket t ON t.list = f.list AND t.ticket = f.ticket"
            " WHERE l.event = ? AND l.state = 'current'",
            (ref, self._event),
        ).fetchall()

    def _with_listed_case(self, ref: str) -> str:
        """Return a reference in the capitals of the lists, if they have it."""
        # Reads all references of the lists: for the desk, never for the door.
        found = self._database.execute(
            "SELECT DISTINCT f.ref FROM list_snapshot l JOIN list_ref f ON f.list = l.list"
            " WHERE l.event = ? AND l.state = 'current' AND f.ref = ? COLLATE NOCASE"
            " ORDER BY f.ref",
            (self._event, ref),
        ).fetchall()
        if len(found) > 1:
            refs = ", ".join(one for (one,) in found[:_MOST_NAMED])
            raise UnusableInput("error.ambiguous_capitals", ref=ref[:80], refs=refs)
        return str(found[0][0]) if found else ref

    def all(self) -> Iterator[Ticket]:
        """Yield all tickets by reference, then source, reading the file as they are used."""
        rows = self._database.execute(
            "SELECT * FROM current_ticket WHERE event = ? ORDER BY ref, source", (self._event,)
        )
        return (_ticket(row) for row in rows)

    def count(self) -> int:
        """Return the number of tickets on the current lists."""
        return self._database.number(
            "SELECT coalesce(sum(rows), 0) FROM list_snapshot WHERE event = ?"
            " AND state = 'current'",
            (self._event,),
        )

    def reference(self, ticket: str) -> str:
        """Return a ticket's public reference; empty if no current list has it."""
        row = self._database.execute(
            "SELECT ref FROM current_ticket WHERE ticket = ? AND event = ?",
            (bytes.fromhex(ticket), self._event),
        ).fetchone()
        return str(row[0]) if row else ""

    def substitutes(self) -> list[tuple[str, str, str]]:
        """Return the tickets with a substitute's name: id, public reference, annex (hex)."""
        return self._database.rows(
            "SELECT lower(hex(t.ticket)), t.ref, lower(hex(h.substitute_annex)) FROM desk_action h"
            " CROSS JOIN current_ticket t USING (event, ticket)"
            " WHERE h.event = ? AND h.substitute_annex IS NOT NULL",
            (self._event,),
        )

    def listed_names(self, ticket: str) -> list[str]:
        """Return the names of a ticket (id) on all versions of the lists that are here."""
        return self._database.values(
            "SELECT DISTINCT coalesce(p.name, '') FROM list_snapshot l"
            " JOIN list_row r ON r.list = l.list AND r.ticket = ?"
            " JOIN personal p ON p.n = r.person WHERE l.event = ?",
            (bytes.fromhex(ticket), self._event),
        )

    def categories(self) -> list[str]:
        """Return the categories of the tickets, by name."""
        return self._database.values(
            "SELECT DISTINCT category FROM list_snapshot JOIN list_total USING (list)"
            " WHERE event = ? AND state = 'current' AND tickets > 0 ORDER BY category",
            (self._event,),
        )

    def codes_of(self, ticket: str) -> list[bytes]:
        """Return the hashes of a ticket's valid codes."""
        return self._database.values(
            "SELECT c.code FROM list_snapshot l JOIN list_row c ON c.list = l.list"
            " AND c.ticket = ?2"
            " WHERE l.event = ?1 AND l.state = 'current' AND c.code IS NOT NULL"
            " UNION SELECT code FROM issued_code WHERE event = ?1 AND ticket = ?2 AND replaced = 0"
            " EXCEPT SELECT code FROM issued_code WHERE event = ?1 AND ticket = ?2"
            " AND replaced = 1",
            (self._event, bytes.fromhex(ticket)),
        )

    def stored_overrides(self, ticket: str) -> tuple[DeskOverrides, str | None]:
        """Return the desk's changes to a ticket, and the annex (hex) that names a substitute."""
        row = self._database.execute(
            "SELECT cancelled, blocked, paid, lower(hex(substitute_annex)) FROM desk_action"
            " WHERE event = ? AND ticket = ?",
            (self._event, bytes.fromhex(ticket)),
        ).fetchone()
        if row is None:
            return NO_OVERRIDES, None
        *overrides, annex = row
        return DeskOverrides(*map(bool, overrides)), annex or None

    def apply_desk_actions(
        self, ticket: str, ordered: Sequence[Entry], new: Iterable[Entry]
    ) -> None:
        """Project the desk's entries about a ticket; `new` are the new ones among them."""
        overrides, annex = fold_desk_actions(ordered), substitute_annex(ordered)
        self._database.execute(
            "INSERT OR REPLACE INTO desk_action"
            "(event, ticket, cancelled, blocked, paid, substitute_annex)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (
                self._event,
                bytes.fromhex(ticket),
                overrides.cancelled,
                overrides.blocked,
                overrides.paid,
                bytes.fromhex(annex) if annex else None,
            ),
        )
        for entry in new:
            if entry.kind is Kind.STATUS and entry.detail.get("action") == TicketAction.REISSUE:
                for code in code_hashes([entry.detail.get("code")]):
                    self._store_code(code, ticket, replaced=False)
                for code in code_hashes(entry.detail.get("replaces")):
                    self._store_code(code, ticket, replaced=True)

    def clear_desk_codes(self) -> None:
        """Forget the codes that the desk issued or replaced, before they are projected again."""
        self._database.execute("UPDATE issued_code SET desk = NULL WHERE event = ?", (self._event,))

    def _store_code(self, code: bytes, ticket: str, *, replaced: bool) -> None:
        # A replaced code stays replaced, in any order of arrival.
        self._database.execute(
            "INSERT INTO issued_code(event, code, ticket, replaced, desk)"
            " VALUES (?1, ?2, ?3, ?4, ?4)"
            " ON CONFLICT DO UPDATE SET ticket = iif(desk IS NULL, excluded.ticket, ticket),"
            " desk = max(coalesce(desk, 0), excluded.desk),"
            " replaced = max(coalesce(desk, 0), excluded.desk, listed)",
            (self._event, code, bytes.fromhex(ticket), int(replaced)),
        )


def code_hashes(value: object) -> Iterator[bytes]:
    """Yield the code hashes in a field of an entry; other values are skipped."""
    for one in value if isinstance(value, list | tuple) else ():
        with suppress(TypeError, ValueError):
            yield bytes.fromhex(one)


def _ticket(row: Sequence[Any]) -> Ticket:
    ticket, ref, source, category, places, status, opens, closes, entrances = row[:9]
    name, organisation, booked_by, note, cancelled, blocked, paid = row[9:16]
    return Ticket(
        id=ticket.hex(),
        ref=ref,
        source=source,
        category=category,
        places=places,
        listed=_STATUSES[status],
        desk_overrides=NO_OVERRIDES
        if cancelled is None
        else DeskOverrides(bool(cancelled), bool(blocked), bool(paid)),
        valid_from=opens,
        valid_until=closes,
        entrances=tuple(json.loads(entrances)) if entrances else (),
        name=name or "",
        organisation=organisation or "",
        booked_by=booked_by or "",
        note=note or "",
        walk_in=source == WALK_INS,
    )
