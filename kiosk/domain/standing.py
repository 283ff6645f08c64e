"""What the desk did to a ticket, folded from its `status` entries."""

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum

from kiosk.domain.entry import Entry, Kind
from kiosk.domain.ticket import UNTOUCHED, Hand


class Action(StrEnum):
    """What a desk can do to a ticket by hand."""

    CANCEL = "cancel"
    BLOCK = "block"
    PAY = "pay"
    LIFT = "lift"
    REISSUE = "reissue"


def hand_of(ordered: Iterable[Entry]) -> Hand:
    """Fold a ticket's entries, in order: `lift` takes a cancel or block by hand away again."""
    hand = UNTOUCHED
    for entry in ordered:
        if entry.kind is not Kind.STATUS:
            continue
        match entry.detail.get("action"):
            case Action.CANCEL:
                hand = replace(hand, cancelled=True)
            case Action.BLOCK:
                hand = replace(hand, blocked=True)
            case Action.PAY:
                hand = replace(hand, paid=True)
            case Action.LIFT:
                hand = replace(hand, cancelled=False, blocked=False)
            case _:
                pass
    return hand
