"""The expected places of an event, counted ticket by ticket: what the kept totals must equal."""

from collections import Counter
from dataclasses import dataclass

from kiosk.domain.ticket import Status, Ticket
from kiosk.store.station_store import StationStore


@dataclass(frozen=True)
class Places:
    """Expected places by category, and those that were ever used or are in use in an area."""

    expected: dict[str, int]
    arrived: int
    here: int


def places_counted(store: StationStore, area: str) -> Places:
    """Count all tickets of the current lists."""
    attendance = _attendance(store)
    somewhere = {ticket for (_, ticket), (admitted, _) in attendance.items() if admitted}
    expected, arrived, here = Counter[str](), 0, 0
    for ticket in store.tickets.all():
        if not _may_come(ticket):
            continue
        admitted, inside = attendance.get((area, ticket.id), (0, 0))
        arrived += min(ticket.places, admitted)
        here += min(ticket.places, inside)
        sold = ticket.desk_overrides.paid or ticket.id in somewhere
        if sold or ticket.listed is not Status.DOOR_SALE:
            expected[ticket.category] += ticket.places
    return Places({name: places for name, places in expected.items() if places}, arrived, here)


def places_kept(store: StationStore, area: str) -> Places:
    """Return the same from the kept totals."""
    totals = store.counts.area_totals(store.event(), area, 0)
    expected = {name: one.expected for name, one in totals.by_category.items() if one.expected}
    return Places(expected, totals.arrived, sum(expected.values()) - totals.to_come)


def _may_come(ticket: Ticket) -> bool:
    by_desk = ticket.desk_overrides
    return (
        ticket.listed in (Status.VALID, Status.UNPAID, Status.DOOR_SALE)
        and not by_desk.cancelled
        and not by_desk.blocked
    )


def _attendance(store: StationStore) -> dict[tuple[str, str], tuple[int, int]]:
    rows = store.database.execute(
        "SELECT area, lower(hex(ticket)), people_admitted, inside FROM attendance WHERE event = ?",
        (bytes.fromhex(store.keys.event),),
    ).fetchall()
    return {(area, ticket): (admitted, inside) for area, ticket, admitted, inside in rows}
