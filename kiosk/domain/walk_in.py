"""Guests without a ticket: what the desk wrote down of them makes a ticket of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.domain.attendance import undone
from kiosk.domain.entry import Entry, Kind
from kiosk.domain.letters import plain

WALK_INS = ""
"""The source of walk-ins: a list that no file holds, made from the journal."""


@dataclass(frozen=True, slots=True)
class WalkIn:
    """A walk-in's ticket; `withdrawn` where its entry was undone, `at` is ms UTC."""

    ref: str
    category: str
    places: int
    annex: str | None
    at: int
    withdrawn: bool


def walk_in_of(ordered: Sequence[Entry]) -> WalkIn | None:
    """Return the walk-in that a ticket's entries, in order, tell of: the last one not undone."""
    entries = [entry for entry in ordered if entry.kind is Kind.WALK_IN]
    if not entries:
        return None
    gone = undone(ordered)
    standing = [entry for entry in entries if entry.hash not in gone]
    entry = (standing or entries)[-1]
    return WalkIn(
        ref=plain(entry.detail.get("ref")) or f"B-{(entry.ticket or '')[:8]}",
        category=plain(entry.detail.get("category")),
        places=entry.places,
        annex=entry.annex,
        at=entry.at,
        withdrawn=not standing,
    )
