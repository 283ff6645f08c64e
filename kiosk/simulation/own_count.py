"""The simulator's own count of a day, only from the lines that the doors printed."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Lock
from typing import Any

from kiosk.simulation.day_plan import DayPlan, Showing

_ADMITTED = "admitted"
_OUT = ("exited", "not_inside")  # not_inside: this laptop did not know yet that the guest came in
_REPEATED = ("just_scanned", "already_inside")


@dataclass
class OwnCount:
    """People by ticket number, as far as doors acknowledged them; may be used by many threads.

    `entries` are the acknowledged entries, `inside` the people inside: no more than its places for
    each ticket. `unsure` are tickets that one door judged while it died,
    and that another door let in too: only the journal has the result.
    """

    plan: DayPlan
    entries: set[str] = field(default_factory=set)
    outcomes: Counter[str] = field(default_factory=Counter)
    unsure: set[str] = field(default_factory=set)
    inside: int = 0
    _came: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    _left: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    _history: list[tuple[datetime, int]] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def note(self, showing: Showing, line: dict[str, Any], *, again: bool) -> None:
        """Count the line of a showing; `again`: the door died before it printed one."""
        ticket, outcome = self.plan.tickets[showing.ticket], str(line["outcome"])
        with self._lock:
            before = self._inside(ticket.ref, ticket.places)
            self.outcomes[outcome] += 1
            if line["entry"]:
                self.entries.add(str(line["entry"]))
            if outcome == _ADMITTED:
                self._came[ticket.ref] += int(line["people"])
            elif showing.leaves and outcome in _OUT:
                self._left[ticket.ref] += int(line["people"])
            elif again and outcome in _REPEATED and not showing.leaves:
                self._came[ticket.ref] = max(self._came[ticket.ref], ticket.places)
            if again and (showing.leaves or showing.ticket in self.plan.copied):
                self.unsure.add(ticket.ref)
            self.inside += self._inside(ticket.ref, ticket.places) - before
            self._history.append((datetime.now(UTC), self.inside))

    def has_come(self, ticket: int) -> bool:
        """Return whether a guest came in with a ticket."""
        with self._lock:
            return self._came.get(self.plan.tickets[ticket].ref, 0) > 0

    def fewest_inside(self, since: datetime) -> int:
        """Return the lowest number of people inside between a moment and now."""
        with self._lock:
            later = [inside for at, inside in self._history if at >= since]
            earlier = [inside for at, inside in self._history if at < since]
        return min(later + (earlier[-1:] or [0]))

    def people(self, ref: str, places: int) -> tuple[int, int, int]:
        """Return the people of a ticket who were admitted, are inside, and were too many."""
        admitted = min(self._came[ref], places)
        return admitted, self._inside(ref, places), self._came[ref] - admitted

    def doubles(self) -> int:
        """Return the people who came in beyond the places of their tickets."""
        return sum(self.people(one.ref, one.places)[2] for one in self.plan.tickets)

    def _inside(self, ref: str, places: int) -> int:
        came, left = self._came.get(ref, 0), self._left.get(ref, 0)
        return max(0, min(came, places) - left)
