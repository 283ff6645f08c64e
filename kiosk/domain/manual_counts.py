"""People counted by hand: clicks for guests without a scan, and recounts of all who are inside."""

from collections.abc import Iterable, Sequence

from kiosk.domain.attendance import Passed, fold
from kiosk.domain.causal_order import Offsets, corrected, rank
from kiosk.domain.entry import Entry, Kind
from kiosk.domain.verdict import Direction


def clicked(entry: Entry) -> Passed:
    """Return the people of a click; nobody where an entry does not say in which direction."""
    match entry.detail.get("direction"):
        case Direction.IN:
            return Passed(people_in=entry.people)
        case Direction.OUT:
            return Passed(people_out=entry.people)
        case _:
            return Passed()


def latest(recounts: Iterable[Entry], offsets: Offsets) -> Entry | None:
    """Return the recount that counts: the last by corrected time."""
    return max(recounts, key=lambda entry: rank(entry, offsets), default=None)


def moved_since(ordered: Sequence[Entry], at: int, offsets: Offsets) -> int:
    """Return how many people of a ticket came in since `at` (ms UTC), less those who left.

    `ordered` are the ticket's entries in an area. What was undone never happened, whenever the
    undo came.
    """
    then = [one for one in ordered if one.kind is Kind.UNDO or corrected(one, offsets) <= at]
    if len(then) == len(ordered):
        return 0
    return fold(ordered).inside - fold(then).inside
