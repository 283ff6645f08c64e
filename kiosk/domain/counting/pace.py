"""The pace at the doors: people by spans of five seconds, and the busiest quarter of an hour."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.domain.counting.station_status import QUARTER_MS
from kiosk.domain.entry import ADMISSIONS, Entry, Kind
from kiosk.domain.manual_counts import click_flow
from kiosk.domain.verdict import Outcome

SLOT_MS = 5_000
"""The length of a slot; each begins at a whole multiple of it (UTC)."""

QUARTER_SLOTS = QUARTER_MS // SLOT_MS

PACE_KINDS = frozenset({*ADMISSIONS, Kind.OUT, Kind.CLICKER, Kind.REFUSED, Kind.UNDO})
"""The kinds of entries that the pace is counted from."""


def slot_of(at: int) -> int:
    """Return the slot of a time (ms UTC)."""
    return at // SLOT_MS


@dataclass(frozen=True, slots=True)
class Pace:
    """People of a slot: in with a ticket, and all who came in less those who left."""

    people_in: int = 0
    net: int = 0

    def __add__(self, other: "Pace") -> "Pace":
        return Pace(self.people_in + other.people_in, self.net + other.net)

    def __neg__(self) -> "Pace":
        return Pace(-self.people_in, -self.net)


NO_PACE = Pace()


def pace_of(entry: Entry) -> Pace:
    """Return the people that an entry counts, if it is not undone."""
    if entry.kind in ADMISSIONS:
        people = entry.people_through
        return Pace(people, people)
    if entry.kind is Kind.CLICKER:
        clicked = click_flow(entry)
        return Pace(0, clicked.people_in - clicked.people_out)
    if entry.kind is Kind.OUT and entry.detail.get("outcome") != Outcome.NOT_INSIDE:
        return Pace(0, -entry.people_through)
    return NO_PACE


def busiest_quarter(slots: Iterable[tuple[int, int]], least: int = 0) -> int:
    """Return the most people of any quarter, by (slot, people) in order of time.

    `least` are the people of a quarter that is known already.
    """
    window = deque[tuple[int, int]]()
    recent, most = 0, least
    for slot, people in slots:
        window.append((slot, people))
        recent += people
        while window[0][0] <= slot - QUARTER_SLOTS:
            recent -= window.popleft()[1]
        most = max(most, recent)
    return most
