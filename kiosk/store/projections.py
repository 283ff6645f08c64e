"""Projects each new entry onto the tables, in the entry's own transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kiosk.domain.entry import Entry, Kind
from kiosk.domain.event_settings import FESTIVAL
from kiosk.store.projection_register import BY_KIND, PROJECTIONS, index_substitute
from kiosk.store.projection_tables import ATTENDANCE_KINDS, TICKET_KINDS, ProjectionTables, areas_of


@dataclass(slots=True)
class _Queue:
    """Stored entries whose tickets are still to be projected: by hash, and by area."""

    entries: dict[str, Entry] = field(default_factory=dict)
    areas: dict[str, set[str]] = field(default_factory=dict)

    def add(self, entry: Entry, ticket: str) -> None:
        self.entries[entry.hash] = entry
        self.areas.setdefault(entry.area or FESTIVAL, set()).add(ticket)


class Projector:
    """Projects new entries of an event onto attendance, totals, tickets and settings."""

    def __init__(self, tables: ProjectionTables) -> None:
        self.tables = tables
        self._queue = _Queue()

    def apply(self, entry: Entry, history: Sequence[Entry] | None = None) -> None:
        """Project a new entry; call inside `immediate`.

        `history` are its ticket's entries before it, in causal order; without it they are read.
        """
        if entry.kind in ATTENDANCE_KINDS and entry.ticket is not None:
            # The entry names the heads as its parents, so it is the last in order.
            known = (
                self.tables.history.entries_of(entry.ticket)
                if history is None
                else [*history, entry]
            )
            if entry.kind in (Kind.WALK_IN, Kind.UNDO):
                self._refold_walk_in(entry.ticket, known)
            self.tables.attendance.refold(entry.ticket, entry.area or FESTIVAL, known)
        self._apply_rest(entry)

    def queue(self, entry: Entry) -> None:
        """Project a new entry, but its ticket only at `apply_queued`.

        A ticket with many new entries is projected once. Call both in one `immediate`.
        """
        if entry.ticket is None or entry.kind not in TICKET_KINDS:
            # A recount or a clock entry reads the projections: all earlier entries go first.
            self.apply_queued()
        elif entry.kind in ATTENDANCE_KINDS:
            self._queue.add(entry, entry.ticket)
        self._apply_rest(entry)

    def apply_queued(self) -> None:
        """Project the queued tickets."""
        queue, self._queue = self._queue, _Queue()
        tickets = {ticket for some in queue.areas.values() for ticket in some}
        histories = self.tables.history.entries_of_each(tickets, queue.entries)
        with self.tables.attendance.totals.batched():
            for ticket, entries in histories.items():
                self._refold_if_walk_in(ticket, entries)
            for area, some in queue.areas.items():
                chosen = {ticket: histories[ticket] for ticket in some}
                self.tables.attendance.refold_each(area, chosen)

    def clear_queue(self) -> None:
        """Drop the queued tickets of a transaction that was rolled back."""
        self._queue = _Queue()

    def apply_annex(self, entry: Entry) -> None:
        """Project the annex of an entry that was stored earlier; call inside `immediate`."""
        for projection in BY_KIND[entry.kind]:
            if projection.apply_annex is not None:
                projection.apply_annex(self.tables, entry)

    def refold_logs(self, logs: Sequence[str]) -> None:
        """Project again what depends on the times of these logs' entries."""
        for ticket in self.tables.history.tickets_in(logs):
            entries = self.tables.history.entries_of(ticket)
            self._refold(ticket, areas_of(entries), entries)
            for entry in entries:
                if entry.kind is Kind.STATUS:
                    self.tables.tickets.apply_desk_actions(ticket, entries, entry)
                    index_substitute(self.tables, entry)
        for projection in PROJECTIONS:
            if projection.depends_on_time:
                projection.rebuild(self.tables)

    def _refold(self, ticket: str, areas: Iterable[str], entries: Sequence[Entry]) -> None:
        self._refold_if_walk_in(ticket, entries)
        for area in sorted(areas):
            self.tables.attendance.refold(ticket, area, entries)

    def _refold_if_walk_in(self, ticket: str, entries: Sequence[Entry]) -> None:
        if any(entry.kind is Kind.WALK_IN for entry in entries):
            self._refold_walk_in(ticket, entries)

    def _refold_walk_in(self, ticket: str, entries: Sequence[Entry]) -> None:
        if self.tables.walk_ins.refold(ticket, entries):
            self.tables.attendance.refresh_category(ticket, areas_of(entries))

    def _apply_rest(self, entry: Entry) -> None:
        for projection in BY_KIND[entry.kind]:
            moved = projection.apply(self.tables, entry) if projection.apply is not None else None
            if moved:
                self.refold_logs(list(moved))
