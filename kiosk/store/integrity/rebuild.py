"""Compares all projections with the journal and the lists, and rebuilds them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby
from operator import attrgetter, itemgetter

from kiosk.domain.causal_order import causal_order
from kiosk.domain.desk_actions import fold_desk_actions, substitute_annex
from kiosk.domain.entry import Entry, Kind, read_entry
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.headcount import Recount
from kiosk.domain.ticket import NO_OVERRIDES, DeskOverrides
from kiosk.store.attendance.attendance_table import StoredRow
from kiosk.store.lists.replaced_codes import ReplacedCodes
from kiosk.store.projection_register import PROJECTIONS
from kiosk.store.projection_tables import areas_of
from kiosk.store.sqlite.problems import Problem, ProblemKind
from kiosk.store.station_store import StationStore

_BY_TICKET = "SELECT ticket, body FROM entry WHERE event = ? AND ticket IS NOT NULL ORDER BY ticket"
_WITHOUT_ENTRIES = """
SELECT area, lower(hex(ticket)) FROM attendance a WHERE event = ? AND NOT EXISTS
  (SELECT 1 FROM entry e WHERE e.event = a.event AND e.ticket = a.ticket
   AND coalesce(e.area, ?) = a.area)
"""
_LAST = "g"  # after every id in hex
_DESK_WITHOUT_ENTRIES = """
SELECT lower(hex(ticket)) FROM desk_action h WHERE event = ? AND NOT EXISTS
  (SELECT 1 FROM entry e WHERE e.event = h.event AND e.ticket = h.ticket AND e.kind = 'status')
"""


class ProjectionCheck:
    """Compares the projections of one event with its journal, ticket by ticket."""

    def __init__(self, store: StationStore) -> None:
        self._store = store
        self._database = store.database
        self._event = bytes.fromhex(store.keys.event)

    def problems(self) -> Iterator[Problem]:
        """Yield the differences; call inside `snapshot`."""
        recount = cache(self._store.manual_counts.recount)
        stored_rows_of = _rows_by_ticket(self._store.attendance.stored_rows())
        for ticket, entries in self._tickets():
            yield from self._attendance(ticket, entries, stored_rows_of(ticket), recount)
            yield from self._ticket(ticket, entries)
        rows = self._database.execute(_WITHOUT_ENTRIES, (self._event, FESTIVAL)).fetchall()
        yield from (self._about(ProblemKind.ATTENDANCE, ticket, area) for area, ticket in rows)
        rows = self._database.execute(_DESK_WITHOUT_ENTRIES, (self._event,)).fetchall()
        yield from (self._about(ProblemKind.DESK, ticket) for (ticket,) in rows)
        for projection in PROJECTIONS:
            yield from projection.problems(self._store.projector.tables)

    def rebuild_all(self) -> None:
        """Rebuild all projections; call inside `immediate`. Entries are only read."""
        store = self._store
        # While tickets are projected, a removed recount must not count.
        for table in ("attendance", "desk_action", "recount"):
            self._database.execute(f"DELETE FROM {table} WHERE event = ?", (self._event,))  # noqa: S608  # our own tables
        store.tickets.clear_desk_codes()
        store.persons.clear_annex_persons()
        store.walk_ins.remove_uncounted()
        self._rebuild(after_tickets=False)
        for ticket, entries in self._tickets():
            store.walk_ins.refold(ticket, entries)
            for area in areas_of(entries):
                store.attendance.refold(ticket, area, entries)
            for entry in entries:
                if entry.kind is Kind.STATUS:
                    store.tickets.apply_desk_actions(ticket, entries, entry)
        for ticket, ref, annex in store.tickets.substitutes():
            store.persons.index_person(ticket, ref, annex)
        codes = ReplacedCodes(self._database, self._event)
        codes.repair()
        codes.mark_lost()
        self._rebuild(after_tickets=True)

    def _rebuild(self, *, after_tickets: bool) -> None:
        for projection in PROJECTIONS:
            if projection.after_tickets == after_tickets:
                projection.rebuild(self._store.projector.tables)

    def _tickets(self) -> Iterator[tuple[str, list[Entry]]]:
        rows = self._database.execute(_BY_TICKET, (self._event,))
        for ticket, group in groupby(rows, key=itemgetter(0)):
            entries = [read_entry(body) for _, body in group]
            if len(entries) > 1:
                offsets = self._store.history.offsets(entry.log for entry in entries)
                entries = causal_order(entries, offsets)
            yield ticket.hex(), entries

    def _attendance(
        self,
        ticket: str,
        entries: list[Entry],
        stored: Mapping[str, StoredRow],
        recount: Callable[[str], Recount | None],
    ) -> Iterator[Problem]:
        for area in areas_of(entries):
            ordered = [entry for entry in entries if entry.area == area]
            row = stored.get(area)
            if row is None or self._store.attendance.differs(row, ordered, recount(area)):
                yield self._about(ProblemKind.ATTENDANCE, ticket, area)

    def _ticket(self, ticket: str, entries: list[Entry]) -> Iterator[Problem]:
        walked_in = any(entry.kind is Kind.WALK_IN for entry in entries)
        if walked_in and self._store.walk_ins.differs(ticket, entries):
            yield self._about(ProblemKind.WALK_IN, ticket)
        decided = [entry for entry in entries if entry.kind is Kind.STATUS]
        if decided and self._stored_overrides(ticket) != (
            fold_desk_actions(decided),
            substitute_annex(decided),
        ):
            yield self._about(ProblemKind.DESK, ticket)

    def _stored_overrides(self, ticket: str) -> tuple[DeskOverrides, str | None]:
        row = self._database.execute(
            "SELECT cancelled, blocked, paid, lower(hex(substitute_annex)) FROM desk_action"
            " WHERE event = ? AND ticket = ?",
            (self._event, bytes.fromhex(ticket)),
        ).fetchone()
        if row is None:
            return NO_OVERRIDES, None
        *overrides, annex = row
        return DeskOverrides(*map(bool, overrides)), annex or None

    def _about(self, what: ProblemKind, ticket: str, area: str = FESTIVAL) -> Problem:
        listed = self._store.tickets.by_id(ticket)
        name = listed.ref if listed else ticket
        return Problem(what, about=name if area == FESTIVAL else f"{area}: {name}")


def _rows_by_ticket(rows: Iterable[StoredRow]) -> Callable[[str], dict[str, StoredRow]]:
    """Return a function that gives the rows of the next ticket by area.

    Rows and calls are both in order of ticket, so only one ticket's rows are in memory.
    """
    groups = groupby(rows, key=attrgetter("ticket"))
    ahead: tuple[str, dict[str, StoredRow]] = ("", {})

    def rows_of(ticket: str) -> dict[str, StoredRow]:
        nonlocal ahead
        while ahead[0] < ticket:
            name, group = next(groups, (_LAST, ()))
            ahead = name, {row.area: row for row in group}
        return ahead[1] if ahead[0] == ticket else {}

    return rows_of
