"""What each kind of entry changes in the folded tables, in the entry's own transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kiosk.domain.entry import Entry, Kind
from kiosk.domain.event_settings import FESTIVAL
from kiosk.store.projection_register import BY_KIND, PROJECTIONS, introduce_substitute
from kiosk.store.projection_tables import ABOUT_A_TICKET, OF_A_TICKET, ProjectionTables, areas_of


@dataclass(slots=True)
class _Waiting:
    """Entries that were kept and whose tickets are still to be folded: by hash, and by area."""

    entries: dict[str, Entry] = field(default_factory=dict)
    areas: dict[str, set[str]] = field(default_factory=dict)

    def add(self, entry: Entry, ticket: str) -> None:
        self.entries[entry.hash] = entry
        self.areas.setdefault(entry.area or FESTIVAL, set()).add(ticket)


class Projector:
    """Folds new entries of an event into attendance, totals, tickets, settings."""

    def __init__(self, tables: ProjectionTables) -> None:
        self.tables = tables
        self._waiting = _Waiting()

    def apply(self, entry: Entry, history: Sequence[Entry] | None = None) -> None:
        """Fold in an entry that was just added; the caller holds `immediate`.

        `history` are its ticket's entries before it, in order; without it they are read.
        """
        if entry.kind in OF_A_TICKET and entry.ticket is not None:
            # The entry names the heads as its parents, so it is the last in order.
            known = self.tables.history.of(entry.ticket) if history is None else [*history, entry]
            if entry.kind in (Kind.WALK_IN, Kind.UNDO):
                self._refold_walk_in(entry.ticket, known)
            self.tables.attendance.refold(entry.ticket, entry.area or FESTIVAL, known)
        self._apply_rest(entry)

    def apply_later(self, entry: Entry) -> None:
        """Fold in an entry that was just added, its ticket only at `catch_up`.

        So a ticket that came up often is folded once. The caller holds `immediate` until then.
        """
        if entry.ticket is None or entry.kind not in ABOUT_A_TICKET:
            # A recount or a clock goes by what is folded: first all that came before it.
            self.catch_up()
        elif entry.kind in OF_A_TICKET:
            self._waiting.add(entry, entry.ticket)
        self._apply_rest(entry)

    def catch_up(self) -> None:
        """Fold the tickets that wait for it."""
        waiting, self._waiting = self._waiting, _Waiting()
        tickets = {ticket for some in waiting.areas.values() for ticket in some}
        histories = self.tables.history.of_each(tickets, waiting.entries)
        with self.tables.attendance.totals.together():
            for ticket, entries in histories.items():
                self._refold_if_walk_in(ticket, entries)
            for area, some in waiting.areas.items():
                chosen = {ticket: histories[ticket] for ticket in some}
                self.tables.attendance.refold_each(area, chosen)

    def forget_waiting(self) -> None:
        """Let go of tickets whose entries were rolled back."""
        self._waiting = _Waiting()

    def apply_annex(self, entry: Entry) -> None:
        """Take up the annex of an entry that was held before it; the caller holds `immediate`."""
        for projection in BY_KIND[entry.kind]:
            if projection.take_annex is not None:
                projection.take_annex(self.tables, entry)

    def refold_logs(self, logs: Sequence[str]) -> None:
        """Fold again what the order of time decides about these logs' entries."""
        for ticket in self.tables.history.tickets_in(logs):
            entries = self.tables.history.of(ticket)
            self._refold(ticket, areas_of(entries), entries)
            for entry in entries:
                if entry.kind is Kind.STATUS:
                    self.tables.tickets.refold_hand(ticket, entries, entry)
                    introduce_substitute(self.tables, entry)
        for projection in PROJECTIONS:
            if projection.by_time:
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
