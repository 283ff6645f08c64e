"""The desk's overrides of a ticket, folded from its `status` entries."""

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum

from kiosk.domain.entry import Entry, Kind
from kiosk.domain.ticket import NO_OVERRIDES, DeskOverrides


class TicketAction(StrEnum):
    """An action of the desk on a ticket."""

    CANCEL = "cancel"
    BLOCK = "block"
    PAY = "pay"
    LIFT = "lift"
    REISSUE = "reissue"
    RENAME = "rename"


def fold_desk_actions(ordered: Iterable[Entry]) -> DeskOverrides:
    """Fold a ticket's entries, in order; `lift` undoes the desk's cancel or block."""
    overrides = NO_OVERRIDES
    for entry in ordered:
        if entry.kind is not Kind.STATUS:
            continue
        match entry.detail.get("action"):
            case TicketAction.CANCEL:
                overrides = replace(overrides, cancelled=True)
            case TicketAction.BLOCK:
                overrides = replace(overrides, blocked=True)
            case TicketAction.PAY:
                overrides = replace(overrides, paid=True)
            case TicketAction.LIFT:
                overrides = replace(overrides, cancelled=False, blocked=False)
            case _:
                pass
    return overrides


def substitute_annex(ordered: Iterable[Entry]) -> str | None:
    """Return the annex (hex) with the substitute's name, from a ticket's entries in order."""
    annexes = [
        entry.annex
        for entry in ordered
        if entry.kind is Kind.STATUS and entry.detail.get("action") == TicketAction.RENAME
    ]
    return annexes[-1] if annexes else None
