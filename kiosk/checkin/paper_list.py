"""The paper list: entries that were written on paper while a laptop was out of use."""

from kiosk.checkin.answer import ScanResult
from kiosk.checkin.past_answer import past_result
from kiosk.domain.entry import Draft, Kind
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.ticket import Ticket
from kiosk.domain.verdict import Direction
from kiosk.errors import UnusableInput
from kiosk.store.lists.guest_finder import GuestFinder
from kiosk.store.sqlite.database import immediate
from kiosk.store.station_store import StationStore, record

MAX_LINE_PEOPLE = 1000
"""Most people on one line."""

_KINDS = {Direction.IN: Kind.IN, Direction.OUT: Kind.OUT}


class PaperList:
    """Records lines of a paper list; they are not judged, because the guests passed already."""

    def __init__(self, store: StationStore, *, entrance: str, area: str = FESTIVAL) -> None:
        self._store = store
        self._entrance = entrance
        self._area = area
        self._finder = GuestFinder(store.database, store.keys.event)

    def ticket(self, text: str) -> Ticket:
        """Return the only ticket of a number, id or name; UnusableInput if none or
        several match.
        """
        try:
            return self._store.tickets.find(text)
        except UnusableInput:
            found = self._finder.find(text, limit=2)
        if len(found) != 1:
            raise UnusableInput("error.paper_name", text=text.strip()[:80])
        return self._store.tickets.find(found[0])

    def record_line(
        self,
        text: str,
        at: int,
        direction: Direction = Direction.IN,
        *,
        people: int | None = None,
    ) -> ScanResult:
        """Record that a ticket went in or out at a time (ms UTC); default is all its places.

        The same line is recorded once. Raises UnusableInput if it cannot have happened.
        """
        with immediate(self._store.database):
            ticket = self.ticket(text)
            if at > self._store.journal.now():
                raise UnusableInput("error.paper_ahead")
            if people is not None and not 1 <= people <= MAX_LINE_PEOPLE:
                raise UnusableInput("error.group_number", people=people, most=MAX_LINE_PEOPLE)
            kind, event = _KINDS[direction], self._store.event()
            for entry in self._store.history.entries_of(ticket.id):
                same = entry.stated and (entry.kind, entry.at) == (kind, at)
                if same and not self._store.history.is_undone(entry):
                    return past_result(self._store, entry)
            draft = Draft(
                kind,
                area=self._area,
                entrance=event.entrance(self._entrance, self._area),
                ticket=ticket.id,
                people=people or ticket.places,
                places=ticket.places,
                reentry=event.rules.reentry,
                stated_at=at,
                detail={"paper": True},
            )
            return past_result(self._store, record(self._store, draft))
