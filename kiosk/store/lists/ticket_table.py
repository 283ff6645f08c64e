"""Tickets as they stand: the current lists' rows, what the desk did, and their codes."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from kiosk.domain.desk_actions import TicketAction, fold_desk_actions, substitute_annex
from kiosk.domain.entry import Entry
from kiosk.domain.letters import composed
from kiosk.domain.ticket import NO_OVERRIDES, DeskOverrides, Status, Ticket
from kiosk.domain.walk_in import WALK_INS
from kiosk.errors import UnusableInput
from kiosk.store.sqlite.database import Database

_CATEGORIES = """
SELECT r.ticket, r.category FROM list_snapshot l CROSS JOIN json_each(?2) wanted
CROSS JOIN list_row r ON r.list = l.list AND r.ticket = unhex(wanted.value)
WHERE l.event = ?1 AND l.state = 'current' ORDER BY l.list DESC
"""
_ID = re.compile("[0-9a-f]{32}")
_MOST_TOLD = 5
_BARE = re.compile(r"[\s\-\u2010-\u2015]+")
_BARE_REF = "upper(replace(replace(replace(f.ref, '-', ''), ' ', ''), char(160), ''))"
_DIGIT = re.compile("[0-9]").search
_SHORTEST_END = 3  # characters: fewer are not meant for one ticket
_STATUSES = {status.value: status for status in Status}


@dataclass(frozen=True, slots=True)
class Held:
    """The ticket that a code stands for; `replaced` says that it has a newer code."""

    ticket: Ticket
    replaced: bool


class Tickets:
    """The tickets of one event (`event` is hex)."""

    def __init__(self, database: Database, event: str) -> None:
        self._database = database
        self._event = bytes.fromhex(event)

    def by_code(self, code: bytes) -> Held | None:
        """Return what a code's hash (16 bytes) stands for, or None."""
        row = self._database.execute(
            "SELECT ticket, replaced FROM issued_code WHERE event = ? AND code = ?",
            (self._event, code),
        ).fetchone()
        if row is not None:
            ticket = self.by_id(row[0].hex())
            return Held(ticket, bool(row[1])) if ticket else None
        row = self._database.execute(
            "SELECT t.* FROM list_snapshot l JOIN list_code c ON c.list = l.list AND c.code = ?"
            " JOIN current_ticket t ON t.list = c.list AND t.ticket = c.ticket"
            " WHERE l.event = ? AND l.state = 'current'",
            (code, self._event),
        ).fetchone()
        return Held(_ticket(row), False) if row else None

    def by_id(self, ticket: str) -> Ticket | None:
        """Return the ticket of that id (hex), or None where no current list has it."""
        row = self._database.execute(
            "SELECT * FROM current_ticket WHERE ticket = ? AND event = ?",
            (bytes.fromhex(ticket), self._event),
        ).fetchone()
        return _ticket(row) if row else None

    def named(self, name: str) -> Ticket:
        """Return the ticket whose id (hex) or public reference this is; UnusableInput if none.

        A reference that no ticket has so may be in other capitals, if just one ticket has that.
        """
        held = self.by_id(name) if _ID.fullmatch(name) else None
        ref = name.strip()
        return held or self.by_reference(
            ref if self._referred(ref) else self._as_written(composed(ref))
        )

    def by_reference(self, ref: str) -> Ticket:
        """Return the ticket of that public reference; UnusableInput if none or several have it."""
        rows = self._referred(ref.strip()) or self._referred(composed(ref.strip()))
        if not rows:
            raise UnusableInput("error.unknown_ticket", ref=ref.strip()[:80])
        if len(rows) > 1:
            sources = ", ".join(sorted(row[2] for row in rows))
            raise UnusableInput("error.ambiguous_ticket", ref=ref.strip()[:80], sources=sources)
        return _ticket(rows[0])

    def by_typed_reference(self, typed: str) -> Ticket | None:
        """Return the one ticket whose public reference a person may mean, or None.

        Case, blanks and hyphens do not count, and the end of a reference is enough where no other
        ends so.
        """
        rows = self._referred(typed.strip())
        bare = _BARE.sub("", typed).upper()
        if not rows and bare:
            rows = self._ending(bare)
        return _ticket(rows[0]) if len(rows) == 1 else None

    def _ending(self, bare: str) -> list[tuple[Any, ...]]:
        # It reads all references of the lists: nobody types more often than once in seconds.
        found = self._database.execute(
            f"SELECT f.ref, {_BARE_REF} AS bare FROM list_snapshot l"  # noqa: S608 - a constant
            " JOIN list_ref f ON f.list = l.list"
            " WHERE l.event = ?1 AND l.state = 'current' AND substr(bare, -length(?2)) = ?2",
            (self._event, bare),
        ).fetchall()
        whole = {ref for ref, end in found if end == bare}
        ends = {ref for ref, _ in found} if len(bare) >= _SHORTEST_END and _DIGIT(bare) else set()
        refs = whole or ends
        return self._referred(refs.pop()) if len(refs) == 1 else []

    def _referred(self, ref: str) -> list[tuple[Any, ...]]:
        return self._database.execute(
            "SELECT t.* FROM list_snapshot l JOIN list_ref f ON f.list = l.list AND f.ref = ?"
            " JOIN current_ticket t ON t.list = f.list AND t.ticket = f.ticket"
            " WHERE l.event = ? AND l.state = 'current'",
            (ref, self._event),
        ).fetchall()

    def _as_written(self, ref: str) -> str:
        """Return a reference in the capitals of the one that the lists have, if there is one."""
        # It reads all references of the lists: that is for the desk, never for the door.
        found = self._database.execute(
            "SELECT DISTINCT f.ref FROM list_snapshot l JOIN list_ref f ON f.list = l.list"
            " WHERE l.event = ? AND l.state = 'current' AND f.ref = ? COLLATE NOCASE"
            " ORDER BY f.ref",
            (self._event, ref),
        ).fetchall()
        if len(found) > 1:
            refs = ", ".join(one for (one,) in found[:_MOST_TOLD])
            raise UnusableInput("error.ambiguous_capitals", ref=ref[:80], refs=refs)
        return str(found[0][0]) if found else ref

    def every(self) -> Iterator[Ticket]:
        """Yield all tickets by reference, then source; the file is read while they are used."""
        rows = self._database.execute(
            "SELECT * FROM current_ticket WHERE event = ? ORDER BY ref, source", (self._event,)
        )
        return (_ticket(row) for row in rows)

    def count(self) -> int:
        """Return how many tickets the current lists hold."""
        (rows,) = self._database.execute(
            "SELECT coalesce(sum(rows), 0) FROM list_snapshot WHERE event = ?"
            " AND state = 'current'",
            (self._event,),
        ).fetchone()
        return int(rows)

    def category(self, ticket: str) -> str:
        """Return a ticket's category, empty for one that no current list has."""
        row = self._database.execute(
            "SELECT r.category FROM list_snapshot l JOIN list_row r ON r.list = l.list"
            " AND r.ticket = ?"
            " WHERE l.event = ? AND l.state = 'current'",
            (bytes.fromhex(ticket), self._event),
        ).fetchone()
        return str(row[0]) if row else ""

    def categories_of(self, tickets: Iterable[str]) -> dict[str, str]:
        """Return the category of each of these tickets that a current list has."""
        rows = self._database.execute(_CATEGORIES, (self._event, json.dumps(list(tickets))))
        return {ticket.hex(): str(category) for ticket, category in rows.fetchall()}

    def reference(self, ticket: str) -> str:
        """Return a ticket's public reference, empty for one that no current list has."""
        held = self.by_id(ticket)
        return held.ref if held else ""

    def substitutes(self) -> list[tuple[str, str, str]]:
        """Return the tickets with another name on them: id, public reference, annex (hex)."""
        rows = self._database.execute(
            "SELECT lower(hex(t.ticket)), t.ref, lower(hex(h.substitute_annex)) FROM desk_action h"
            " CROSS JOIN current_ticket t USING (event, ticket)"
            " WHERE h.event = ? AND h.substitute_annex IS NOT NULL",
            (self._event,),
        ).fetchall()
        return [tuple(row) for row in rows]

    def categories(self) -> list[str]:
        """Return the categories that tickets have, by name."""
        rows = self._database.execute(
            "SELECT DISTINCT category FROM list_snapshot JOIN list_total USING (list)"
            " WHERE event = ? AND state = 'current' AND tickets > 0 ORDER BY category",
            (self._event,),
        ).fetchall()
        return [category for (category,) in rows]

    def codes_of(self, ticket: str) -> list[bytes]:
        """Return the hashes of the codes that now stand for a ticket."""
        rows = self._database.execute(
            "SELECT c.code FROM list_snapshot l JOIN list_row c ON c.list = l.list"
            " AND c.ticket = ?2"
            " WHERE l.event = ?1 AND l.state = 'current' AND c.code IS NOT NULL"
            " UNION SELECT code FROM issued_code WHERE event = ?1 AND ticket = ?2 AND replaced = 0"
            " EXCEPT SELECT code FROM issued_code WHERE event = ?1 AND ticket = ?2"
            " AND replaced = 1",
            (self._event, bytes.fromhex(ticket)),
        ).fetchall()
        return [code for (code,) in rows]

    def refold_hand(self, ticket: str, ordered: Sequence[Entry], entry: Entry) -> None:
        """Fold the desk's entries about a ticket; `entry` is the new one among them."""
        hand, annex = fold_desk_actions(ordered), substitute_annex(ordered)
        self._database.execute(
            "INSERT OR REPLACE INTO desk_action"
            "(event, ticket, cancelled, blocked, paid, substitute_annex)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (
                self._event,
                bytes.fromhex(ticket),
                hand.cancelled,
                hand.blocked,
                hand.paid,
                bytes.fromhex(annex) if annex else None,
            ),
        )
        if entry.detail.get("action") == TicketAction.REISSUE:
            for code in codes_told([entry.detail.get("code")]):
                self._keep_code(code, ticket, replaced=False)
            for code in codes_told(entry.detail.get("replaces")):
                self._keep_code(code, ticket, replaced=True)

    def forget_given_codes(self) -> None:
        """Let go of all codes that the desk gave out or replaced, before they are folded again."""
        self._database.execute("UPDATE issued_code SET desk = NULL WHERE event = ?", (self._event,))

    def _keep_code(self, code: bytes, ticket: str, *, replaced: bool) -> None:
        # A code that was replaced stays so, in whichever order the entries arrive.
        self._database.execute(
            "INSERT INTO issued_code(event, code, ticket, replaced, desk)"
            " VALUES (?1, ?2, ?3, ?4, ?4)"
            " ON CONFLICT DO UPDATE SET ticket = iif(desk IS NULL, excluded.ticket, ticket),"
            " desk = max(coalesce(desk, 0), excluded.desk),"
            " replaced = max(coalesce(desk, 0), excluded.desk, listed)",
            (self._event, code, bytes.fromhex(ticket), int(replaced)),
        )


def codes_told(told: object) -> Iterator[bytes]:
    """Yield the hashes of codes that an entry tells of, as far as they are some."""
    for one in told if isinstance(told, list | tuple) else ():
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
        hand=NO_OVERRIDES
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
