"""What the desk did to a ticket, folded from its `status` entries."""

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum

from kiosk.domain.entry import Entry, Kind
from kiosk.domain.ticket import NO_OVERRIDES, DeskOverrides


class TicketAction(StrEnum):
    """What a desk can do to a ticket by hand."""

    CANCEL = "cancel"
    BLOCK = "block"
    PAY = "pay"
    LIFT = "lift"
    REISSUE = "reissue"
    RENAME = "rename"


def fold_desk_actions(ordered: Iterable[Entry]) -> DeskOverrides:
    """Fold a ticket's entries, in order: `lift` takes a cancel or block by hand away again."""
    hand = NO_OVERRIDES
    for entry in ordered:
        if entry.kind is not Kind.STATUS:
            continue
        match entry.detail.get("action"):
            case TicketAction.CANCEL:
                hand = replace(hand, cancelled=True)
            case TicketAction.BLOCK:
                hand = replace(hand, blocked=True)
            case TicketAction.PAY:
                hand = replace(hand, paid=True)
            case TicketAction.LIFT:
                hand = replace(hand, cancelled=False, blocked=False)
            case _:
                pass
    return hand


def substitute_annex(ordered: Iterable[Entry]) -> str | None:
    """Return the annex (hex) that names who comes instead, from a ticket's entries in order."""
    annexes = [
        entry.annex
        for entry in ordered
        if entry.kind is Kind.STATUS and entry.detail.get("action") == TicketAction.RENAME
    ]
    return annexes[-1] if annexes else None
