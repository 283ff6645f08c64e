"""Tickets: for how many people, when and where they are valid."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.letters import name_key
from kiosk.errors import TextKey

NOTE_SEPARATOR = " · "
"""Separates the notes of two columns."""

_PRIVATE = re.compile(
    r"diet|dieet|allerg|eten|food|meal|ern[aä]hrung|r[eé]gime|gezondheid|health|medi[cs]|zorg|care"
    r"|rolstoel|wheelchair|toegankelijk|access|beperking|handicap|disab|barrierefrei|essen|repas",
    re.I,
)


class Status(StrEnum):
    """The status of a ticket by its list and the desk."""

    VALID = "valid"
    UNPAID = "unpaid"
    CANCELLED = "cancelled"
    BLOCKED = "blocked"
    WITHDRAWN = "withdrawn"
    DOOR_SALE = "door_sale"
    """Made beforehand to be sold at the door: it is valid, but not yet sold."""

    @property
    def text_key(self) -> TextKey:
        """The text key of the status."""
        return _STATUS_NAMES[self]


_STATUS_NAMES = {
    Status.VALID: TextKey("desk.status.valid"),
    Status.UNPAID: TextKey("desk.status.unpaid"),
    Status.CANCELLED: TextKey("desk.status.cancelled"),
    Status.BLOCKED: TextKey("desk.status.blocked"),
    Status.WITHDRAWN: TextKey("desk.status.withdrawn"),
    Status.DOOR_SALE: TextKey("desk.status.door_sale"),
}


class Reentry(StrEnum):
    """The rule for a second entry of a ticket: never, after it went out, or always."""

    NEVER = "never"
    AFTER_EXIT = "after-exit"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class DeskOverrides:
    """The desk's changes to a ticket, folded from its `status` entries."""

    cancelled: bool = False
    blocked: bool = False
    paid: bool = False


NO_OVERRIDES = DeskOverrides()


@dataclass(frozen=True, slots=True)
class Ticket:
    """One row of a guest list, or a walk-in, as it is now; times are ms UTC."""

    id: str
    ref: str
    source: str
    category: str
    places: int = 1
    listed: Status = Status.VALID
    desk_overrides: DeskOverrides = NO_OVERRIDES
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
        """Refused if the list or the desk refuses it; paid if either says so."""
        if self.listed is Status.WITHDRAWN:
            return Status.WITHDRAWN
        if self.listed is Status.CANCELLED or self.desk_overrides.cancelled:
            return Status.CANCELLED
        if self.blocked:
            return Status.BLOCKED
        if self.listed is Status.DOOR_SALE and not self.desk_overrides.paid:
            return Status.DOOR_SALE
        return Status.UNPAID if self.unpaid else Status.VALID

    @property
    def blocked(self) -> bool:
        """True if the list or the desk blocks it."""
        return self.listed is Status.BLOCKED or self.desk_overrides.blocked

    @property
    def unpaid(self) -> bool:
        """True if neither the list nor the desk says that it is paid, blocked or not."""
        return self.listed is Status.UNPAID and not self.desk_overrides.paid

    def expected(self, *, came: bool) -> int:
        """Return the people to expect on this ticket: its places, or 0 if it gives no entry.

        A ticket for sale at the door is expected once it was admitted.
        """
        expected = self.status in (Status.VALID, Status.UNPAID)
        return self.places if expected or (came and self.status is Status.DOOR_SALE) else 0


def is_sensitive(column: str) -> bool:
    """Return whether a column may be about diet, health or access: it is never shown on a card."""
    return _PRIVATE.search(column) is not None


def labelled(column: str, text: str) -> str:
    """Return a column's text, with its name before it."""
    return f"{column}: {text}" if text else ""


def has_note_of(note: str, columns: Iterable[str]) -> bool:
    """Return whether a note has a text of one of these columns."""
    parts = [name_key(part) for part in note.split(NOTE_SEPARATOR)]
    names = [name_key(column) for column in columns if not is_sensitive(column)]
    return any(part == name or part.startswith(f"{name}:") for part in parts for name in names)


def public_columns(columns: list[str]) -> list[str]:
    """Return columns that a card may show; ValueError for diet, health and access."""
    if any(map(is_sensitive, columns)):
        raise ValueError
    return columns
