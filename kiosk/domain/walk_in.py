"""Guests without a ticket: the desk's entry makes a ticket for them."""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.domain.attendance import undone_hashes
from kiosk.domain.entry import Entry, Kind
from kiosk.domain.letters import printable

WALK_INS = ""
"""The source of walk-ins: a list without a file, made from the journal."""


@dataclass(frozen=True, slots=True)
class WalkIn:
    """A walk-in's ticket; `withdrawn`: its entry was undone. `at` is ms UTC."""

    ref: str
    category: str
    places: int
    annex: str | None
    at: int
    withdrawn: bool


def walk_in_of(ordered: Sequence[Entry]) -> WalkIn | None:
    """Return the walk-in in a ticket's entries, in order: the last one that is not undone."""
    entries = [entry for entry in ordered if entry.kind is Kind.WALK_IN]
    if not entries:
        return None
    undone = undone_hashes(ordered)
    counting = [entry for entry in entries if entry.hash not in undone]
    entry = (counting or entries)[-1]
    return WalkIn(
        ref=printable(entry.detail.get("ref")) or f"B-{(entry.ticket or '')[:8]}",
        category=printable(entry.detail.get("category")),
        places=entry.places,
        annex=entry.annex,
        at=entry.at,
        withdrawn=not counting,
    )
