"""Tickets: who may come in, for how many people, when and where."""

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """What the lists and the desk together say of a ticket."""

    VALID = "valid"
    UNPAID = "unpaid"
    CANCELLED = "cancelled"
    BLOCKED = "blocked"
    WITHDRAWN = "withdrawn"


class Reentry(StrEnum):
    """May a ticket come in again: never, after it went out, or always."""

    NEVER = "never"
    AFTER_EXIT = "after-exit"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Hand:
    """What people at the desk did to a ticket by hand, folded from its `status` entries."""

    cancelled: bool = False
    blocked: bool = False
    paid: bool = False


UNTOUCHED = Hand()


@dataclass(frozen=True, slots=True)
class Ticket:
    """One line of a guest list, or a walk-in, as it stands now; times are ms UTC."""

    id: str
    ref: str
    source: str
    category: str
    places: int = 1
    listed: Status = Status.VALID
    hand: Hand = UNTOUCHED
    valid_from: int | None = None
    valid_until: int | None = None
    entrances: tuple[str, ...] = ()
    name: str = ""
    organisation: str = ""
    booked_by: str = ""
    note: str = ""
    walk_in: bool = False

    @property
    def status(self) -> Status:
        """Refused if the list or the desk says so; paid if either says so."""
        if self.listed is Status.WITHDRAWN:
            return Status.WITHDRAWN
        if self.listed is Status.CANCELLED or self.hand.cancelled:
            return Status.CANCELLED
        if self.blocked:
            return Status.BLOCKED
        return Status.UNPAID if self.unpaid else Status.VALID

    @property
    def blocked(self) -> bool:
        """Whether the list or the desk holds it back."""
        return self.listed is Status.BLOCKED or self.hand.blocked

    @property
    def unpaid(self) -> bool:
        """Whether neither the list nor the desk says it is paid, blocked or not."""
        return self.listed is Status.UNPAID and not self.hand.paid

    @property
    def expected(self) -> int:
        """The people to expect on this ticket: its places, or none where it may not come in."""
        return self.places if self.status in (Status.VALID, Status.UNPAID) else 0
