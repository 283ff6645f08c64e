"""Projects each new entry onto the tables, in the entry's own transaction; compares the tables with
the journal and the lists, and rebuilds them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from kiosk.domain.causal_order import causal_order
from kiosk.domain.entry import Entry, read_entry
from kiosk.store.projection_register import (
    BY_KIND,
    PROJECTIONS,
    PROJECTIONS_OF_MANY,
    TICKET_PROJECTIONS,
    TICKET_PROJECTIONS_BY_KIND,
)
from kiosk.store.sqlite.problems import Problem
from kiosk.store.ticket_projections import ProjectionTables, TicketEntries

_BY_TICKET = "SELECT ticket, body FROM entry WHERE event = ? AND ticket IS NOT NULL ORDER BY ticket"


@dataclass(slots=True)
class _Queue:
    """Stored entries that are still to be projected; those of tickets by hash and by ticket too."""

    all: list[Entry] = field(default_factory=list)
    by_hash: dict[str, Entry] = field(default_factory=dict)
    by_ticket: dict[str, list[Entry]] = field(default_factory=dict)

    def add(self, entry: Entry, ticket: str) -> None:
        self.by_hash[entry.hash] = entry
        self.by_ticket.setdefault(ticket, []).append(entry)


class Projector:
    """Projects new entries of an event by the rows of the register for their kind."""

    def __init__(self, tables: ProjectionTables) -> None:
        self.tables = tables
        self._queue = _Queue()

    def apply(self, entry: Entry, history: Sequence[Entry] | None = None) -> None:
        """Project a new entry; call inside `immediate`.

        `history` are its ticket's entries before it, in causal order; without it they are read.
        Only the process that made the entry knows it: no other entry can be about it yet.
        """
        projections = TICKET_PROJECTIONS_BY_KIND[entry.kind]
        if entry.ticket is not None and projections:
            # The entry names the heads as its parents, so it is the last in order.
            known = (
                self.tables.history.entries_of(entry.ticket)
                if history is None
                else [*history, entry]
            )
            one = TicketEntries(entry.ticket, known, (entry,), is_first=len(known) == 1)
            for by_ticket in projections:
                by_ticket.project(self.tables, one)
        self._apply_rest(entry)
        self._apply_together([entry], just_made=history is not None)

    def queue(self, entry: Entry) -> None:
        """Project a new entry, but its ticket only at `apply_queued`.

        A ticket with many new entries is projected once. Call both in one `immediate`.
        """
        if entry.ticket is not None and TICKET_PROJECTIONS_BY_KIND[entry.kind]:
            self._queue.add(entry, entry.ticket)
        else:
            # A recount or a clock entry reads the projections: all earlier entries go first.
            self._apply_queued_tickets()
        self._queue.all.append(entry)
        self._apply_rest(entry)

    def apply_queued(self) -> None:
        """Project the queued entries: all that were stored since the last time."""
        self._apply_queued_tickets()
        queue, self._queue = self._queue, _Queue()
        self._apply_together(queue.all)

    def _apply_queued_tickets(self) -> None:
        queue, self._queue = self._queue, _Queue(all=self._queue.all)
        if not queue.by_ticket:
            return
        histories = self.tables.history.entries_of_each(queue.by_ticket, queue.by_hash)
        some = [
            TicketEntries(ticket, ordered, _new_or_reordered(ordered, queue.by_ticket[ticket]))
            for ticket, ordered in histories.items()
        ]
        with self.tables.attendance.totals.batched():
            for by_ticket in TICKET_PROJECTIONS:
                by_ticket.project_all(self.tables, some)

    def clear_queue(self) -> None:
        """Drop the queued entries of a transaction that was rolled back."""
        self._queue = _Queue()

    def apply_annex(self, entry: Entry) -> None:
        """Project the annex of an entry that was stored earlier; call inside `immediate`."""
        for projection in BY_KIND[entry.kind]:
            if not projection.has_annexes:
                continue
            if projection.by_ticket is not None and entry.ticket is not None:
                known = self.tables.history.entries_of(entry.ticket)
                projection.by_ticket.project(
                    self.tables, TicketEntries(entry.ticket, known, (entry,))
                )
            if projection.apply is not None:
                projection.apply(self.tables, entry)

    def refold_logs(self, logs: Sequence[str]) -> None:
        """Project again the tables that depend on the times of these logs' entries."""
        for ticket in self.tables.history.tickets_in(logs):
            entries = self.tables.history.entries_of(ticket)
            project_ticket(self.tables, TicketEntries(ticket, entries, entries))
        for projection in PROJECTIONS:
            if projection.depends_on_time:
                projection.rebuild(self.tables)

    def _apply_together(self, entries: Sequence[Entry], *, just_made: bool = False) -> None:
        for projection in PROJECTIONS_OF_MANY:
            some = [entry for entry in entries if entry.kind in projection.kinds]
            if some and projection.apply_many is not None:
                projection.apply_many(self.tables, some, just_made)

    def _apply_rest(self, entry: Entry) -> None:
        for projection in BY_KIND[entry.kind]:
            moved = projection.apply(self.tables, entry) if projection.apply is not None else None
            if moved:
                self.refold_logs(list(moved))

    def problems(self) -> Iterator[Problem]:
        """Yield the differences of all projections from the journal and the lists.

        Call inside `snapshot`; it goes ticket by ticket.
        """
        checks = [by_ticket.check(self.tables) for by_ticket in TICKET_PROJECTIONS]
        for ticket, entries in self._tickets():
            for check in checks:
                yield from check(ticket, entries)
        for projection in PROJECTIONS:
            yield from projection.problems(self.tables)

    def rebuild_all(self) -> None:
        """Rebuild all projections; call inside `immediate`. Entries are only read."""
        for projection in PROJECTIONS:
            projection.clear(self.tables)
        self._rebuild(after_tickets=False)
        for ticket, entries in self._tickets():
            project_ticket(self.tables, TicketEntries(ticket, entries, entries))
        self._rebuild(after_tickets=True)

    def _rebuild(self, *, after_tickets: bool) -> None:
        for projection in PROJECTIONS:
            if projection.after_tickets == after_tickets:
                projection.rebuild(self.tables)

    def _tickets(self) -> Iterator[tuple[str, list[Entry]]]:
        event = bytes.fromhex(self.tables.event)
        for ticket, group in groupby(
            self.tables.database.execute(_BY_TICKET, (event,)), key=itemgetter(0)
        ):
            entries = [read_entry(body) for _, body in group]
            if len(entries) > 1:
                offsets = self.tables.history.offsets(entry.log for entry in entries)
                entries = causal_order(entries, offsets)
            yield ticket.hex(), entries


def _new_or_reordered(ordered: Sequence[Entry], new: Sequence[Entry]) -> Sequence[Entry]:
    """Return the new entries; all entries if a stored one has a new one as its parent.

    The new one is then between two others, and may change their order.
    """
    if len(ordered) == len(new):
        return new
    names = {entry.hash for entry in new}
    held = (entry for entry in ordered if entry.hash not in names)
    return ordered if any(not names.isdisjoint(entry.parents) for entry in held) else new


def project_ticket(tables: ProjectionTables, one: TicketEntries) -> None:
    """Project a ticket in all projections that go by ticket."""
    for by_ticket in TICKET_PROJECTIONS:
        by_ticket.project(tables, one)
