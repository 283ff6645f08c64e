"""The projected tables of one event, and the kinds of entries that count for attendance."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kiosk.domain.entry import Entry, Kind
from kiosk.domain.event_settings import FESTIVAL
from kiosk.store.attendance.attendance_table import AttendanceTable
from kiosk.store.attendance.manual_count_table import ManualCounts
from kiosk.store.attendance.pace_table import PaceTable
from kiosk.store.attendance.totals_check import TotalsCheck
from kiosk.store.journal.clock_offsets import ClockOffsetTable
from kiosk.store.journal.history import History
from kiosk.store.lists.list_manifests import Manifests
from kiosk.store.lists.persons import Persons
from kiosk.store.lists.ticket_table import Tickets
from kiosk.store.lists.walk_in_list import WalkIns
from kiosk.store.sqlite.database import Database
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
        rows = self.database.execute(query, (bytes.fromhex(self.event), *params)).fetchall()
        return [tuple(row) for row in rows]
