"""Compares all projections with the journal and the lists, and rebuilds them."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from kiosk.domain.causal_order import causal_order
from kiosk.domain.entry import Entry, read_entry
from kiosk.store.projection_register import PROJECTIONS, TICKET_PROJECTIONS
from kiosk.store.projections import project_ticket
from kiosk.store.sqlite.problems import Problem
from kiosk.store.station_store import StationStore
from kiosk.store.ticket_projections import TicketEntries

_BY_TICKET = "SELECT ticket, body FROM entry WHERE event = ? AND ticket IS NOT NULL ORDER BY ticket"


class ProjectionCheck:
    """Compares the projections of one event with its journal, ticket by ticket."""

    def __init__(self, store: StationStore) -> None:
        self._store = store
        self._tables = store.projector.tables

    def problems(self) -> Iterator[Problem]:
        """Yield the differences; call inside `snapshot`."""
        checks = [by_ticket.check(self._tables) for by_ticket in TICKET_PROJECTIONS]
        for ticket, entries in self._tickets():
            for check in checks:
                yield from check(ticket, entries)
        for projection in PROJECTIONS:
            yield from projection.problems(self._tables)

    def rebuild_all(self) -> None:
        """Rebuild all projections; call inside `immediate`. Entries are only read."""
        for projection in PROJECTIONS:
            projection.clear(self._tables)
        self._rebuild(after_tickets=False)
        for ticket, entries in self._tickets():
            project_ticket(self._tables, TicketEntries(ticket, entries, entries))
        self._rebuild(after_tickets=True)

    def _rebuild(self, *, after_tickets: bool) -> None:
        for projection in PROJECTIONS:
            if projection.after_tickets == after_tickets:
                projection.rebuild(self._tables)

    def _tickets(self) -> Iterator[tuple[str, list[Entry]]]:
        event = bytes.fromhex(self._store.keys.event)
        for ticket, group in groupby(
            self._store.database.execute(_BY_TICKET, (event,)), key=itemgetter(0)
        ):
            entries = [read_entry(body) for _, body in group]
            if len(entries) > 1:
                offsets = self._store.history.offsets(entry.log for entry in entries)
                entries = causal_order(entries, offsets)
            yield ticket.hex(), entries
