"""Looks up a real ticket to check a list: nothing is recorded."""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.checkin.code_lookup import CodeLookup
from kiosk.store.station_store import StationStore


@dataclass(frozen=True, slots=True)
class TriedTicket:
    """A ticket that a list has: its name, or else its number, and its list."""

    name: str
    source: str


def try_ticket(store: StationStore, read: Sequence[str], *, typed: bool) -> TriedTicket | None:
    """Return the ticket of a code, or of typed text; None if no list has it.

    `read` are the possible readings of a hand scanner's keys.
    """
    lookup, address = CodeLookup(store, ()), store.event().rules.ticket_address
    found = (
        lookup.by_typed_text(read[0], address, read[1:]) if typed else lookup.by_keys(read, address)
    )
    ticket = found.ticket
    return TriedTicket(ticket.name or ticket.ref, ticket.source) if ticket else None
