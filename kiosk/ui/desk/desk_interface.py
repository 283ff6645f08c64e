"""The backend of the desk: it finds guests and changes their tickets."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kiosk.checkin.answer import FoundTicket, PaperLine, ScanResult
from kiosk.checkin.desk import NewCode
from kiosk.checkin.recent_activity import RefusedScan
from kiosk.checkin.walk_ins import WalkInGuest
from kiosk.domain.desk_actions import TicketAction
from kiosk.domain.verdict import Direction
from kiosk.reports.door_orders import DoorOrders

if TYPE_CHECKING:  # it imports SQLite
    from kiosk.admin.fallback_list import PaperSheet


class DeskBackend(Protocol):
    """Finds guests and changes their tickets; a ticket is given by its id (hex).

    An action that is not possible raises a KioskError.
    """

    def find(self, text: str) -> Sequence[FoundTicket]:
        """Return the tickets that match a text, the best match first."""

    def look_up(self, ticket: str) -> FoundTicket:
        """Return a ticket with its current attendance."""

    def booked_together(self, ticket: str) -> Sequence[FoundTicket]:
        """Return the tickets that were booked together with this one, itself included."""

    def check_in(self, ticket: str, people: int | None = None) -> ScanResult:
        """Let a ticket in or out at this entrance; the result is on disk.

        Without a number of people, a small group counts as complete, and a large one returns the
        question how many.
        """

    def check_in_whole(self, ticket: str, together: str) -> ScanResult:
        """Let a ticket in with all its free places, without asking how many.

        `together` is the same text for all tickets of one action: they are undone together.
        """

    def paper_sheets(self) -> Sequence[PaperSheet]:
        """Return the guests in the order of the lists on paper."""

    def on_paper(self, line: PaperLine) -> ScanResult:
        """Record a line of the paper list."""

    def act(self, ticket: str, action: TicketAction) -> FoundTicket:
        """Cancel, block, mark as paid, or lift that; return the changed ticket."""

    def rename(self, ticket: str, name: str, organisation: str) -> FoundTicket:
        """Change the name on a ticket."""

    def reissue(self, ticket: str) -> NewCode:
        """Give a ticket a new code; the old one is refused from now on."""

    def save(self, path: Path, content: bytes) -> None:
        """Write a file atomically."""

    def categories(self) -> Sequence[str]:
        """Return the categories that tickets have."""

    def walk_in(self, guest: WalkInGuest) -> FoundTicket:
        """Record a guest without a ticket, and let them in."""

    def click(self, direction: Direction, people: int) -> None:
        """Count people without a scan at this entrance."""

    def inside(self) -> int:
        """Return the current headcount, as far as is known here."""

    def recount(self, people: int) -> None:
        """Record the number of people inside, counted by hand."""

    def door_orders(self) -> DoorOrders:
        """Return the orders to all doors, and the laptops that are silent."""

    def order_doors(self, setting: str, on: bool) -> None:
        """Stop letting in at all doors (HOLD), or let guests in early (ALL_DOORS_OPEN), or not."""

    def recently_refused(self) -> Sequence[RefusedScan]:
        """Return the refusals of the last 15 minutes, newest first."""
