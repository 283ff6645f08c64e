"""What the desk's page asks of the station: finding guests, and what a desk does for them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from kiosk.checkin.answer import FoundTicket, PaperLine, ScanResult
from kiosk.checkin.desk import NewCode
from kiosk.checkin.recent_activity import RefusedScan
from kiosk.checkin.walk_ins import WalkInGuest
from kiosk.domain.desk_actions import TicketAction
from kiosk.domain.verdict import Direction


class DeskBackend(Protocol):
    """Finds guests and does what a desk does for them; tickets are named by their id (hex).

    What cannot be done is a KioskError.
    """

    def find(self, text: str) -> Sequence[FoundTicket]:
        """Return the tickets that a text is about, best first."""
        ...

    def look_up(self, ticket: str) -> FoundTicket:
        """Return a ticket with its current attendance."""
        ...

    def booked_together(self, ticket: str) -> Sequence[FoundTicket]:
        """Return the tickets that were booked as one group with this one, itself included."""
        ...

    def check_in(self, ticket: str, people: int | None = None) -> ScanResult:
        """Let a ticket in or out at this entrance; the answer is durable.

        Without a number of people it is all of a small group, and asked about a large one.
        """
        ...

    def check_in_whole(self, ticket: str, together: str) -> ScanResult:
        """Let a ticket of a group in with all its free places, without asking how many.

        `together` is the same text for all that one key lets in: they are undone together.
        """
        ...

    def on_paper(self, line: PaperLine) -> ScanResult:
        """Record a line of the paper list."""
        ...

    def act(self, ticket: str, action: TicketAction) -> FoundTicket:
        """Cancel, block, pay or lift; return the ticket as it is now."""
        ...

    def rename(self, ticket: str, name: str, organisation: str) -> FoundTicket:
        """Put another guest's name on a ticket."""
        ...

    def reissue(self, ticket: str) -> NewCode:
        """Give a ticket a new code; the old one is refused from now on."""
        ...

    def save(self, path: Path, content: bytes) -> None:
        """Write a file, whole or not at all."""
        ...

    def categories(self) -> Sequence[str]:
        """Return the categories that tickets have."""
        ...

    def walk_in(self, guest: WalkInGuest) -> FoundTicket:
        """Write down a guest without a ticket, and let them in."""
        ...

    def click(self, direction: Direction, people: int) -> None:
        """Count people without a scan at this entrance."""
        ...

    def inside(self) -> int:
        """Return how many people are inside now, as far as is known here."""
        ...

    def recount(self, people: int) -> None:
        """Write down how many people are inside, counted by hand."""
        ...

    def refused_lately(self) -> Sequence[RefusedScan]:
        """Return the refusals of the last quarter of an hour, newest first."""
        ...
