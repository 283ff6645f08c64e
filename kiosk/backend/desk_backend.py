"""The backend of the desk, over the store that this station has open."""

from collections.abc import Sequence
from pathlib import Path

from kiosk.admin.fallback_list import PaperSheet, paper_sheets
from kiosk.atomic_file import write_atomic
from kiosk.checkin.answer import FoundTicket, PaperLine, ScanResult
from kiosk.checkin.desk import Desk, NewCode
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.checkin.guest_search import GuestSearch
from kiosk.checkin.manual_counting import ManualCounting
from kiosk.checkin.paper_list import PaperList
from kiosk.checkin.party_size import ASKS_FROM
from kiosk.checkin.recent_activity import RecentActivity, RefusedScan
from kiosk.checkin.walk_ins import WalkInGuest, WalkInRegistration
from kiosk.domain.desk_actions import TicketAction
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.verdict import Direction
from kiosk.reports.door_orders import DoorOrders, door_orders
from kiosk.reports.headcount_report import count_area
from kiosk.store.sqlite.database import snapshot
from kiosk.store.station_store import StationStore


class LocalDesk:
    """The desk at one gate; used on the thread that owns the store."""

    def __init__(self, store: StationStore, door: Door, gate: Gate) -> None:
        self._store = store
        self._door = door
        self._gate = gate
        self._desk = Desk(store)
        self._lookup = GuestSearch(store, area=gate.area)
        self._paper = PaperList(store, entrance=gate.entrance, area=gate.area)
        self._walk_ins = WalkInRegistration(store, area=gate.area, entrance=gate.entrance)
        self._counting = ManualCounting(store)

    def find(self, text: str) -> Sequence[FoundTicket]:
        """Return the tickets that match a text, best first."""
        return self._lookup.find(text)

    def look_up(self, ticket: str) -> FoundTicket:
        """Return a ticket with its current attendance."""
        return self._lookup.ticket(ticket)

    def booked_together(self, ticket: str) -> Sequence[FoundTicket]:
        """Return the tickets that were booked as one group with this one."""
        return self._lookup.booked_together(ticket)

    def check_in(self, ticket: str, people: int | None = None) -> ScanResult:
        """Let people of a ticket in or out at this gate."""
        return self._door.admit_ticket(ticket, people=people, asks_from=ASKS_FROM)

    def check_in_whole(self, ticket: str, together: str) -> ScanResult:
        """Let a ticket of a group in with all its free places, without asking how many."""
        return self._door.admit_ticket(ticket, together=together)

    def paper_sheets(self) -> Sequence[PaperSheet]:
        """Return the guests in the order of the lists on paper."""
        return paper_sheets(self._store)

    def on_paper(self, line: PaperLine) -> ScanResult:
        """Record a line of the paper list."""
        return self._paper.record_line(line.ticket, line.at, line.direction, people=line.people)

    def act(self, ticket: str, action: TicketAction) -> FoundTicket:
        """Cancel, block, pay or lift a ticket."""
        self._desk.change_status(ticket, action)
        return self._lookup.ticket(ticket)

    def rename(self, ticket: str, name: str, organisation: str) -> FoundTicket:
        """Change the guest's name on a ticket."""
        self._desk.rename(ticket, name, organisation)
        return self._lookup.ticket(ticket)

    def reissue(self, ticket: str) -> NewCode:
        """Give a ticket a new code."""
        return self._desk.reissue(ticket)

    def save(self, path: Path, content: bytes) -> None:
        """Write a file atomically."""
        write_atomic(path, content)

    def categories(self) -> Sequence[str]:
        """Return the categories that tickets have."""
        return self._store.tickets.categories()

    def walk_in(self, guest: WalkInGuest) -> FoundTicket:
        """Register a guest without a ticket, and let them in."""
        return self._lookup.ticket(self._walk_ins.walk_in(guest).ticket.id)

    def click(self, direction: Direction, people: int) -> None:
        """Count people without a scan at this entrance."""
        self._counting.click(self._gate.area, self._gate.entrance, direction, people)

    def inside(self) -> int:
        """Return how many people are inside now."""
        return self._store.counts.inside(self._store.event(), self._gate.area)

    def recount(self, people: int) -> None:
        """Record how many people are inside."""
        self._counting.recount(people, self._gate.area)

    def door_orders(self) -> DoorOrders:
        """Return the orders to all doors, and the laptops that are silent."""
        store = self._store
        with snapshot(store.database):
            event = store.event()
            count = count_area(store, event, FESTIVAL, store.journal.now())
        return door_orders(event.rules, count)

    def order_doors(self, setting: str, on: bool) -> None:
        """Stop letting in at all doors (HOLD), or let guests in early (ALL_DOORS_OPEN), or not."""
        self._desk.change_setting(setting, on)

    def recently_refused(self) -> Sequence[RefusedScan]:
        """Return the refusals of the last 15 minutes, newest first."""
        return RecentActivity(self._store).refused(self._store.journal.now())
