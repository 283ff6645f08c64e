"""Search of guests at the desk: by typed text, and the others of their group."""

from collections.abc import Sequence

from kiosk.checkin.answer import FoundTicket
from kiosk.domain.attendance import fold
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.ticket import Ticket
from kiosk.store.lists.guest_finder import MOST_FOUND, GuestFinder
from kiosk.store.sqlite.database import snapshot
from kiosk.store.station_store import StationStore


class GuestSearch:
    """Finds tickets, each with its people inside an area."""

    def __init__(self, store: StationStore, *, area: str = FESTIVAL) -> None:
        self._store = store
        self._area = area
        self._finder = GuestFinder(store.database, store.keys.event)

    def find(self, text: str, limit: int = MOST_FOUND) -> list[FoundTicket]:
        """Return the tickets that match all words of a text, best first."""
        with snapshot(self._store.database):
            return self._all(self._finder.find(text, limit))

    def ticket(self, name: str) -> FoundTicket:
        """Return the ticket with this id or public reference; UnusableInput if there is none."""
        with snapshot(self._store.database):
            return self._found(self._store.tickets.find(name))

    def booked_together(self, name: str) -> list[FoundTicket]:
        """Return the tickets that were booked as one group with this one, itself included."""
        with snapshot(self._store.database):
            ticket = self._store.tickets.find(name)
            found = self._all(self._finder.booked_together(ticket.booked_by))
            return found or [self._found(ticket)]

    def _all(self, ids: Sequence[str]) -> list[FoundTicket]:
        tickets = map(self._store.tickets.by_id, ids)
        return [self._found(ticket) for ticket in tickets if ticket is not None]

    def _found(self, ticket: Ticket) -> FoundTicket:
        inside = self._store.attendance.inside(ticket.id, self._area)
        if not inside:
            return FoundTicket(ticket)
        history = self._store.history.entries_of(ticket.id)
        present = fold([entry for entry in history if entry.area == self._area]).present
        entrance = present[0].entrance or ""
        return FoundTicket(ticket, inside, since=present[0].at, entrance=entrance)
