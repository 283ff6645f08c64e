"""Tickets: who may come in, for how many people, when and where."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.letters import alike
from kiosk.errors import TextKey

BETWEEN_NOTES = " · "
"""Stands between what two columns say."""

_PRIVATE = re.compile(
    r"diet|dieet|allerg|eten|food|meal|ern[aä]hrung|r[eé]gime|gezondheid|health|medi[cs]|zorg|care"
    r"|rolstoel|wheelchair|toegankelijk|access|beperking|handicap|disab|barrierefrei|essen|repas",
    re.I,
)


class Status(StrEnum):
    """What the lists and the desk together say of a ticket."""

    VALID = "valid"
    UNPAID = "unpaid"
    CANCELLED = "cancelled"
    BLOCKED = "blocked"
    WITHDRAWN = "withdrawn"

    @property
    def text_key(self) -> TextKey:
        """The key of what the status is called."""
        return _STATUS_NAMES[self]


_STATUS_NAMES = {
    Status.VALID: TextKey("desk.status.valid"),
    Status.UNPAID: TextKey("desk.status.unpaid"),
    Status.CANCELLED: TextKey("desk.status.cancelled"),
    Status.BLOCKED: TextKey("desk.status.blocked"),
    Status.WITHDRAWN: TextKey("desk.status.withdrawn"),
}


class Reentry(StrEnum):
    """May a ticket come in again: never, after it went out, or always."""

    NEVER = "never"
    AFTER_EXIT = "after-exit"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class DeskOverrides:
    """What people at the desk did to a ticket by hand, folded from its `status` entries."""

    cancelled: bool = False
    blocked: bool = False
    paid: bool = False


NO_OVERRIDES = DeskOverrides()


@dataclass(frozen=True, slots=True)
class Ticket:
    """One line of a guest list, or a walk-in, as it stands now; times are ms UTC."""

    id: str
    ref: str
    source: str
    category: str
    places: int = 1
    listed: Status = Status.VALID
    hand: DeskOverrides = NO_OVERRIDES
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


def is_private(column: str) -> bool:
    """Return whether a column may be about diet, health or access: no card ever speaks of it."""
    return _PRIVATE.search(column) is not None


def labelled(column: str, text: str) -> str:
    """Return what a column says, with its name before it."""
    return f"{column}: {text}" if text else ""


def says_something(note: str, columns: Iterable[str]) -> bool:
    """Return whether one of these columns has something to say in a note."""
    parts = [alike(part) for part in note.split(BETWEEN_NOTES)]
    names = [alike(column) for column in columns if not is_private(column)]
    return any(part == name or part.startswith(f"{name}:") for part in parts for name in names)


def public_columns(columns: list[str]) -> list[str]:
    """Return columns that a card may speak of; ValueError for diet, health and access."""
    if any(map(is_private, columns)):
        raise ValueError
    return columns
