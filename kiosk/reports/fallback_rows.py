"""The list on paper: the guests of each entrance in the order of their surnames."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from kiosk.domain.event_settings import Event
from kiosk.domain.ticket import Status, Ticket
from kiosk.reports.surnames import SortedName, sorted_name

_DIGITS = re.compile(r"(\d+)")
_TO_DESK = frozenset({Status.UNPAID, Status.BLOCKED})
_LISTED = frozenset({Status.VALID, Status.DOOR_SALE}) | _TO_DESK


class Change(StrEnum):
    """The change of a guest since the list was printed."""

    NEW = "new"
    CHANGED = "changed"
    MOVED = "moved"
    RENAMED = "renamed"
    STRUCK = "struck"


_NOT_HERE = frozenset({Change.MOVED, Change.RENAMED, Change.STRUCK})


@dataclass(frozen=True, slots=True)
class FallbackGuest:
    """A line of the list: a ticket, and its printed form.

    `ref` is the number to print, `inside` the people who are in already. A guest `to_desk` gets no
    box to tick: the desk decides. `left` are the entrances that the guest no longer has. A renamed
    guest has a second line with the earlier name, of which `now` is the present one.
    """

    ticket: Ticket
    name: SortedName
    ref: str
    inside: int = 0
    change: Change | None = None
    left: tuple[str, ...] = ()
    now: str = ""

    @property
    def to_desk(self) -> bool:
        """True if the guest is sent to the desk: not paid, or blocked."""
        return self.ticket.status in _TO_DESK

    @property
    def key(self) -> tuple[object, ...]:
        """The place in the list: by surname, then by number; guests without a name come last."""
        return not self.name.surname, self.name.key, number_key(self.ref), self.ticket.source


@dataclass(frozen=True, slots=True)
class FallbackPart:
    """The sheets of one entrance; of all entrances if `entrance` is empty.

    `struck` are the guests who may no longer come in there, those who moved to another one, and
    the earlier names of those who were renamed.
    """

    entrance: str
    guests: tuple[FallbackGuest, ...]
    struck: tuple[FallbackGuest, ...] = ()


@dataclass(frozen=True, slots=True)
class FallbackList:
    """All sheets, at `at` (ms UTC); `since` is the print to which these are the additions."""

    event: Event
    at: int
    parts: tuple[FallbackPart, ...]
    since: int | None = None

    @property
    def guests(self) -> int:
        """The number of different guests on the sheets, without those that are struck."""
        return len({one.ticket.id for part in self.parts for one in part.guests})

    @property
    def struck(self) -> int:
        """The number of different guests to strike on the earlier sheets."""
        return len({one.ticket.id for part in self.parts for one in part.struck})


def is_listed(ticket: Ticket) -> bool:
    """Return whether a ticket belongs on paper: it gives entry, or the desk decides."""
    return ticket.status in _LISTED and bool(ticket.name or not ticket.walk_in)


def guest_of(ticket: Ticket, ref: str, inside: int, change: Change | None = None) -> FallbackGuest:
    """Return the line of a ticket."""
    return FallbackGuest(ticket, sorted_name(ticket.name), ref, inside, change)


def parts_of(
    guests: Iterable[FallbackGuest],
    event: Event,
) -> tuple[FallbackPart, ...]:
    """Return a part for each entrance, or one part if every ticket is valid at all of them."""
    ordered = sorted(guests, key=lambda one: one.key)
    entrances = event.areas[0].entrances
    if not any(_entrances_of(one.ticket, entrances) for one in ordered):
        return (_part("", ordered),)
    return tuple(_part_of(entrance, ordered, entrances) for entrance in entrances)


def entrances_left(ticket: Ticket, before: Sequence[str], event: Event) -> tuple[str, ...]:
    """Return the entrances of a printed ticket, `before`, at which it is no longer valid."""
    entrances = event.areas[0].entrances
    had = [name for name in before if name in entrances] or entrances
    return tuple(name for name in had if not _is_valid_at(ticket, name, entrances))


def number_key(ref: str) -> tuple[tuple[int, int, str], ...]:
    """Return the place of a ticket number among others: A-9 before A-10."""
    parts = _DIGITS.split(ref.casefold())
    return tuple((0, int(one), "") if one.isdecimal() else (1, 0, one) for one in parts if one)


def _part_of(
    entrance: str, ordered: Sequence[FallbackGuest], entrances: Sequence[str]
) -> FallbackPart:
    here = [
        replace(one, change=Change.MOVED) if entrance in one.left else one
        for one in ordered
        if entrance in one.left or _is_valid_at(one.ticket, entrance, entrances)
    ]
    return _part(entrance, here)


def _part(entrance: str, guests: Sequence[FallbackGuest]) -> FallbackPart:
    kept = tuple(one for one in guests if one.change not in _NOT_HERE)
    struck = tuple(one for one in guests if one.change in _NOT_HERE)
    return FallbackPart(entrance, kept, struck)


def _is_valid_at(ticket: Ticket, entrance: str, entrances: Sequence[str]) -> bool:
    own = _entrances_of(ticket, entrances)
    return not own or entrance in own


def _entrances_of(ticket: Ticket, entrances: Sequence[str]) -> list[str]:
    """Return the entrances of the festival that a ticket is limited to."""
    return [name for name in ticket.entrances if name in entrances]
