"""The projected tables of one event, and the projections that are made ticket by ticket.

The rows of `projection_register` refer to these: walk-ins, desk actions, attendance.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import attrgetter

from kiosk.domain.desk_actions import fold_desk_actions, substitute_annex
from kiosk.domain.entry import Entry, Kind
from kiosk.domain.event_settings import FESTIVAL
from kiosk.store.attendance.attendance_table import AttendanceTable, StoredRow
from kiosk.store.attendance.manual_count_table import ManualCounts
from kiosk.store.attendance.pace_table import PaceTable
from kiosk.store.attendance.totals_check import TotalsCheck
from kiosk.store.journal.clock_offsets import ClockOffsetTable
from kiosk.store.journal.history import History
from kiosk.store.lists.list_manifests import Manifests
from kiosk.store.lists.ticket_table import Tickets
from kiosk.store.lists.walk_in_list import Persons, WalkIns
from kiosk.store.sqlite.database import Database
from kiosk.store.sqlite.problems import Problem, ProblemKind
from kiosk.store.stations.events import Events
from kiosk.store.stations.operators import Operators

ATTENDANCE_KINDS = frozenset(
    {Kind.IN, Kind.OUT, Kind.REFUSED, Kind.UNDO, Kind.WALK_IN, Kind.DECISION}
)
"""The kinds of entries that a ticket's attendance is projected from."""


def areas_of(entries: Iterable[Entry]) -> list[str]:
    """Return the areas in which these entries count for attendance."""
    return sorted({entry.area or FESTIVAL for entry in entries if entry.kind in ATTENDANCE_KINDS})


@dataclass(frozen=True, slots=True)
class TicketEntries:
    """All entries of one ticket in causal order, and the ones that are to be projected.

    `is_first`: the only one is new, so nothing was projected from this ticket before.
    """

    ticket: str
    ordered: Sequence[Entry]
    new: Sequence[Entry]
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class ProjectionTables:
    """The tables that entries of an event (`event` is hex) are projected onto."""

    database: Database
    event: str
    history: History
    attendance: AttendanceTable
    totals: TotalsCheck
    pace: PaceTable
    manual_counts: ManualCounts
    tickets: Tickets
    walk_ins: WalkIns
    persons: Persons
    operators: Operators
    events: Events
    clocks: ClockOffsetTable
    manifests: Manifests

    def delete_all(self, table: str) -> None:
        """Delete this event's rows of a table, before they are rebuilt."""
        self.database.execute(f"DELETE FROM {table} WHERE event = ?", (bytes.fromhex(self.event),))  # noqa: S608  # our own tables

    def select(self, query: str, *params: object) -> list[tuple[str, ...]]:
        """Return the rows of a query whose first parameter is this event."""
        return self.database.rows(query, (bytes.fromhex(self.event), *params))


_LAST = "g"  # after every id in hex
_ATTENDANCE_WITHOUT_ENTRIES = """
SELECT area, lower(hex(ticket)) FROM attendance a WHERE event = ? AND NOT EXISTS
  (SELECT 1 FROM entry e WHERE e.event = a.event AND e.ticket = a.ticket
   AND coalesce(e.area, ?) = a.area)
"""
_ACTIONS_WITHOUT_ENTRIES = """
SELECT lower(hex(ticket)) FROM desk_action h WHERE event = ? AND NOT EXISTS
  (SELECT 1 FROM entry e WHERE e.event = h.event AND e.ticket = h.ticket AND e.kind = 'status')
"""

TicketCheck = Callable[[str, list[Entry]], Iterator[Problem]]
"""Yields the differences of a ticket, from its id and all its entries; called in order of id."""


@dataclass(frozen=True, slots=True)
class TicketProjection:
    """Makes a projection from all entries of a ticket, and compares it with them.

    `project` takes one ticket; `project_many` takes many, if that is faster than one by one.
    `check` returns the check of one run over all tickets.
    """

    project: Callable[[ProjectionTables, TicketEntries], None]
    check: Callable[[ProjectionTables], TicketCheck]
    project_many: Callable[[ProjectionTables, Sequence[TicketEntries]], None] | None = None

    def project_all(self, tables: ProjectionTables, some: Sequence[TicketEntries]) -> None:
        """Project tickets, together if the projection can."""
        if self.project_many is not None:
            self.project_many(tables, some)
            return
        for one in some:
            self.project(tables, one)


def _project_walk_in(tables: ProjectionTables, one: TicketEntries) -> None:
    if _has(Kind.WALK_IN, one.ordered):
        with tables.attendance.expected.changing([one.ticket]):
            tables.walk_ins.refold(one.ticket, one.ordered)
        tables.attendance.refresh_listing(one.ticket, areas_of(one.ordered))


def _check_walk_ins(tables: ProjectionTables) -> TicketCheck:
    def differs(ticket: str, entries: list[Entry]) -> Iterator[Problem]:
        if _has(Kind.WALK_IN, entries) and tables.walk_ins.differs(ticket, entries):
            yield about_ticket(tables, ProblemKind.WALK_IN, ticket)

    return differs


def _project_desk_actions(tables: ProjectionTables, one: TicketEntries) -> None:
    if not _has(Kind.STATUS, one.ordered):
        return
    with tables.attendance.expected.changing([one.ticket]):
        tables.tickets.apply_desk_actions(one.ticket, one.ordered, one.new)
    tables.attendance.refresh_listing(one.ticket, areas_of(one.ordered))
    annex = substitute_annex(one.ordered)
    if annex is not None:
        tables.persons.index_person(one.ticket, tables.tickets.reference(one.ticket), annex)


def _check_desk_actions(tables: ProjectionTables) -> TicketCheck:
    def differs(ticket: str, entries: list[Entry]) -> Iterator[Problem]:
        done = [entry for entry in entries if entry.kind is Kind.STATUS]
        if done and tables.tickets.stored_overrides(ticket) != (
            fold_desk_actions(done),
            substitute_annex(done),
        ):
            yield about_ticket(tables, ProblemKind.DESK, ticket)

    return differs


def actions_without_entries(tables: ProjectionTables) -> Iterator[Problem]:
    """Yield the desk actions of tickets without such an entry."""
    for (ticket,) in tables.select(_ACTIONS_WITHOUT_ENTRIES):
        yield about_ticket(tables, ProblemKind.DESK, ticket)


def _project_attendance(tables: ProjectionTables, one: TicketEntries) -> None:
    for area in areas_of(one.new):
        tables.attendance.refold(one.ticket, area, one.ordered, is_first=one.is_first)


def _project_attendance_of_many(tables: ProjectionTables, some: Sequence[TicketEntries]) -> None:
    by_area: dict[str, dict[str, Sequence[Entry]]] = {}
    for one in some:
        for entry in one.new:
            if entry.kind in ATTENDANCE_KINDS:
                by_area.setdefault(entry.area or FESTIVAL, {})[one.ticket] = one.ordered
    for area, chosen in by_area.items():
        tables.attendance.refold_each(area, chosen)


def _check_attendance(tables: ProjectionTables) -> TicketCheck:
    recount = cache(tables.manual_counts.recount)
    stored_rows_of = _rows_by_ticket(tables.attendance.stored_rows())

    def differs(ticket: str, entries: list[Entry]) -> Iterator[Problem]:
        stored = stored_rows_of(ticket)
        for area in areas_of(entries):
            ordered = [entry for entry in entries if entry.area == area]
            row = stored.get(area)
            if row is None or tables.attendance.differs(row, ordered, recount(area)):
                yield about_ticket(tables, ProblemKind.ATTENDANCE, ticket, area)

    return differs


def attendance_without_entries(tables: ProjectionTables) -> Iterator[Problem]:
    """Yield the attendance of tickets without entries."""
    for area, ticket in tables.select(_ATTENDANCE_WITHOUT_ENTRIES, FESTIVAL):
        yield about_ticket(tables, ProblemKind.ATTENDANCE, ticket, area)


WALK_IN_PROJECTION = TicketProjection(_project_walk_in, _check_walk_ins)
DESK_ACTION_PROJECTION = TicketProjection(_project_desk_actions, _check_desk_actions)
ATTENDANCE_PROJECTION = TicketProjection(
    _project_attendance, _check_attendance, _project_attendance_of_many
)


def about_ticket(
    tables: ProjectionTables, what: ProblemKind, ticket: str, area: str = FESTIVAL
) -> Problem:
    """Return a problem with the reference of a ticket, and its area."""
    name = tables.tickets.reference(ticket) or ticket
    return Problem(what, about=name if area == FESTIVAL else f"{area}: {name}")


def _has(kind: Kind, entries: Iterable[Entry]) -> bool:
    return any(entry.kind is kind for entry in entries)


def _rows_by_ticket(rows: Iterable[StoredRow]) -> Callable[[str], Mapping[str, StoredRow]]:
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
