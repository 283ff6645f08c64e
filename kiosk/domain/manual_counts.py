"""Manual counts: clicks for guests without a scan, and recounts of all who are inside."""

from collections.abc import Sequence

from kiosk.domain.attendance import Flow, fold
from kiosk.domain.causal_order import ClockOffsets, corrected_time
from kiosk.domain.entry import Entry, Kind, is_json_integer
from kiosk.domain.verdict import Direction

BEFORE = "before"
"""The detail of a recount: the people inside, as known when it was recorded."""


def people_before(recount: Entry) -> int | None:
    """Return the people inside before a recount, as known to its laptop; None if not recorded."""
    before = recount.detail.get(BEFORE)
    return before if is_json_integer(before) else None


def click_flow(entry: Entry) -> Flow:
    """Return the people of a click; none if the entry has no direction."""
    match entry.detail.get("direction"):
        case Direction.IN:
            return Flow(people_in=entry.people)
        case Direction.OUT:
            return Flow(people_out=entry.people)
        case _:
            return Flow()


def net_change_since(ordered: Sequence[Entry], at: int, offsets: ClockOffsets) -> int:
    """Return how many people of a ticket came in since `at` (ms UTC), less those who left.

    `ordered` are the ticket's entries in an area. Undone entries do not count, whenever they were
    undone.
    """
    until_then = [
        one for one in ordered if one.kind is Kind.UNDO or corrected_time(one, offsets) <= at
    ]
    if len(until_then) == len(ordered):
        return 0
    return fold(ordered).inside - fold(until_then).inside
