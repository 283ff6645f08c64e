"""Reads all tickets with their attendance, and all entries at the door, as streams."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import merge
from operator import itemgetter
from typing import Any, NamedTuple

from kiosk.domain.attendance import fold
from kiosk.domain.entry import DOOR_KINDS, Entry, Kind, read_entry
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.ticket import DeskOverrides, Status, Ticket
from kiosk.domain.walk_in import WALK_INS
from kiosk.store.journal.history import History
from kiosk.store.lists.ticket_table import Tickets
from kiosk.store.sqlite.database import Database, EventTables

_ATTENDANCE = (
    "coalesce(a.inside, 0), coalesce(a.people_admitted, 0), coalesce(a.doubles, 0),"
    " coalesce(a.entries, 0), coalesce(a.refusals, 0), a.first_at, coalesce(a.first_entrance, ''),"
    " a.last_out_at, a.first_log"
)
_CHANGED = (
    "(:since IS NULL OR {ticket} IN (SELECT ticket FROM entry WHERE event = :event"
    " AND at >= :since AND area = :area AND ticket IS NOT NULL"
    " AND kind IN ('in', 'out', 'refused', 'undo', 'walk_in')))"
)
# CROSS JOIN fixes the order of the joins: by reference, so SQLite never sorts.
LISTED = f"""
SELECT f.ref, :source, r.ticket, r.category, r.places, r.status, coalesce(s.name, p.name, ''),
  coalesce(s.organisation, p.organisation, ''), coalesce(p.booked_by, ''), coalesce(p.note, ''),
  coalesce(p.email, ''), coalesce(p.mail_ok, ''), h.cancelled, h.blocked, h.paid, :walk_in,
  {_ATTENDANCE}
FROM list_ref f CROSS JOIN list_row r ON r.list = f.list AND r.ticket = f.ticket
LEFT JOIN personal p ON p.n = r.person
LEFT JOIN desk_action h ON h.event = :event AND h.ticket = r.ticket
LEFT JOIN personal s ON s.annex = h.substitute_annex
LEFT JOIN attendance a ON a.event = :event AND a.area = :area AND a.ticket = r.ticket
WHERE f.list = :list AND {_CHANGED.format(ticket="r.ticket")} ORDER BY f.ref
"""  # noqa: S608  # our own columns
_UNLISTED = f"""
SELECT a.ticket, a.category, {_ATTENDANCE} FROM attendance a
WHERE a.event = :event AND a.area = :area AND a.entries > 0 AND NOT EXISTS
  (SELECT 1 FROM list_snapshot l JOIN list_row r ON r.list = l.list AND r.ticket = a.ticket
   WHERE l.event = a.event AND l.state = 'current')
  AND {_CHANGED.format(ticket="a.ticket")} ORDER BY a.ticket
"""  # noqa: S608  # our own columns
_DOOR_ENTRIES = f"""
SELECT body, EXISTS (SELECT 1 FROM entry u WHERE u.target = e.hash AND u.kind = 'undo')
FROM entry e WHERE event = :event AND area = :area AND at >= coalesce(:since, at)
  AND kind IN ({", ".join(repr(kind.value) for kind in sorted(DOOR_KINDS))})
ORDER BY at, log, seq, hash
"""  # noqa: S608  # our own kinds


class TicketAttendance(NamedTuple):
    """A ticket with its attendance in one area, in people; times are ms UTC.

    Flat, and in the order of the statements that read it: a file has up to a million. `listed` is
    its status on the list; `cancelled`, `blocked` and `paid` are the desk's changes (or None).
    `entries` are admissions that were not undone. `email` is empty if this laptop does not have it;
    `mail_ok` is "yes", "no" or empty.
    """

    ref: str
    source: str
    id: bytes
    category: str
    places: int
    listed: str
    name: str
    organisation: str
    booked_by: str
    note: str
    email: str
    mail_ok: str
    cancelled: int | None
    blocked: int | None
    paid: int | None
    walk_in: int
    inside: int
    admitted: int
    doubles: int
    entries: int
    refusals: int
    first_at: int | None
    first_entrance: str
    last_out_at: int | None
    first_station: str

    @property
    def ticket(self) -> Ticket:
        """The ticket alone."""
        return Ticket(
            id=self.id.hex(),
            ref=self.ref,
            source=self.source,
            category=self.category,
            places=self.places,
            listed=Status(self.listed),
            desk_overrides=DeskOverrides(bool(self.cancelled), bool(self.blocked), bool(self.paid)),
            name=self.name,
            organisation=self.organisation,
            booked_by=self.booked_by,
            note=self.note,
            walk_in=bool(self.walk_in),
        )

    @property
    def status(self) -> str:
        """The status of the ticket by its list and the desk."""
        if self.listed == _VALID and not (self.cancelled or self.blocked):
            return self.listed  # most tickets, without making a `Ticket`
        return self.ticket.status.value


_VALID = Status.VALID.value
_REF_AND_SOURCE = itemgetter(0, 1)


@dataclass(frozen=True, slots=True)
class DoorEvent:
    """An entry at the door with its ticket, if a list has it."""

    entry: Entry
    ticket: Ticket | None
    station: str
    undone: bool


class AttendanceReader(EventTables):
    """Reads the attendance of one event (`event` is hex); call inside `snapshot`."""

    def __init__(self, database: Database, event: str, history: History, tickets: Tickets) -> None:
        super().__init__(database, event)
        self._history = history
        self._tickets = tickets
        self._stations = _StationNames(history)

    def rows(self, area: str, since: int | None = None) -> Iterator[TicketAttendance]:
        """Yield every ticket by reference in code point order, then source.

        Includes tickets that were admitted without being on a list, under their id. With `since`
        (ms UTC) only tickets with an entry from then on.
        """
        streams: list[Iterable[TicketAttendance]] = [
            self._listed(number, source, area, since) for number, source in self._lists()
        ]
        streams.append(self._unlisted(area, since))
        return merge(*streams, key=_REF_AND_SOURCE)

    def sources(self) -> list[str]:
        """Return the sources whose tickets have a row, by name; "" is the walk-ins."""
        return [source for _, source in self._lists()]

    def _lists(self) -> list[tuple[int, str]]:
        return self._database.rows(
            "SELECT list, source FROM list_snapshot WHERE event = ? AND state = 'current'"
            " ORDER BY source",
            (self._event,),
        )

    def door_events(self, area: str, since: int | None = None) -> Iterator[DoorEvent]:
        """Yield the entries at the doors of an area by time, from `since` (ms UTC) on."""
        rows = self._database.execute(_DOOR_ENTRIES, self._parameters(area, since))
        for body, undone in rows:
            entry = read_entry(body)
            ticket = self._tickets.by_id(entry.ticket) if entry.ticket else None
            yield DoorEvent(entry, ticket, self._history.author(entry.log).name, bool(undone))

    def _listed(
        self, number: int, source: str, area: str, since: int | None
    ) -> Iterator[TicketAttendance]:
        parameters = {
            **self._parameters(area, since),
            "list": number,
            "source": source,
            "walk_in": int(source == WALK_INS),
        }
        make, stations = TicketAttendance._make, self._stations
        for *columns, log in self._database.execute(LISTED, parameters):
            columns.append(stations[log])
            yield make(columns)

    def _unlisted(self, area: str, since: int | None) -> Iterator[TicketAttendance]:
        rows = self._database.execute(_UNLISTED, self._parameters(area, since))
        for ticket, category, *attended, log in rows:
            known = self._ticket_of_entries(ticket.hex(), category, area)
            walk_in = int(known.walk_in)
            about = (known.ref, "", ticket, category, known.places, _VALID, *("",) * 6)
            yield TicketAttendance._make(
                (*about, None, None, None, walk_in, *attended, self._stations[log])
            )

    def _parameters(self, area: str, since: int | None) -> dict[str, Any]:
        return {"event": self._event, "area": area, "since": since}

    def _ticket_of_entries(self, ticket: str, category: str, area: str) -> Ticket:
        history = [
            one for one in self._history.entries_of(ticket) if (one.area or FESTIVAL) == area
        ]
        admissions = fold(history).admissions
        return Ticket(
            id=ticket,
            ref=ticket,
            source="",
            category=category,
            places=min((entry.places for entry in admissions), default=0),
            walk_in=any(entry.kind is Kind.WALK_IN for entry in admissions),
        )


class _StationNames(dict[bytes | None, str]):
    """The name of the station that wrote each log; empty for no log."""

    def __init__(self, history: History) -> None:
        super().__init__({None: ""})
        self._history = history

    def __missing__(self, log: bytes) -> str:
        name = self[log] = self._history.author(log.hex()).name
        return name
