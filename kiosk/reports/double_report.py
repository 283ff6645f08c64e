"""The double entries of an event: each with its ticket, its sides and a probable cause."""

from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.domain.attendance import fold
from kiosk.domain.causal_order import corrected_time
from kiosk.domain.double_entries import ExplainedDouble
from kiosk.domain.entry import Entry
from kiosk.domain.ticket import Ticket
from kiosk.store.sqlite.database import snapshot
from kiosk.store.station_store import StationStore


@dataclass(frozen=True, slots=True)
class Side:
    """One admission of a double entry, `at` in ms UTC by the corrected clock."""

    at: int
    people: int
    entrance: str
    station: str
    operator: str


@dataclass(frozen=True, slots=True)
class DoubleEntry:
    """An admission beyond the places of a ticket (`ref`, `name`).

    `sides` are the sides of the finding, in the same order.
    """

    ref: str
    name: str
    area: str
    finding: ExplainedDouble
    sides: tuple[Side, ...]

    @property
    def entry(self) -> str:
        """The id of the admission beyond the places, which a decision names."""
        return self.finding.double.entry.hash


def double_entries(store: StationStore) -> list[DoubleEntry]:
    """Return all double entries of all areas by time, including decided ones."""
    with snapshot(store.database):
        return read_doubles(store)


def read_doubles(store: StationStore) -> list[DoubleEntry]:
    """Return all double entries by time; call inside `snapshot`."""
    found = [
        double
        for area, ticket in store.attendance.tickets_with_doubles()
        for double in _of_ticket(store, area, ticket)
    ]
    return sorted(found, key=_moment)


def _of_ticket(store: StationStore, area: str, ticket: str) -> Iterator[DoubleEntry]:
    ordered = [entry for entry in store.history.entries_of(ticket) if entry.area == area]
    listed = store.tickets.by_id(ticket) or Ticket(id=ticket, ref=ticket, source="", category="")
    for finding in store.attendance.findings(fold(ordered), ordered):
        sides = tuple(_side(store, side) for side in finding.double.sides)
        yield DoubleEntry(listed.ref, listed.name, area, finding, sides)


def _side(store: StationStore, entry: Entry) -> Side:
    return Side(
        at=corrected_time(entry, store.history.offsets([entry.log])),
        people=entry.people,
        entrance=entry.entrance or "",
        station=store.history.author(entry.log).name,
        operator=store.operators.name_of(entry.operator) if entry.operator else "",
    )


def _moment(double: DoubleEntry) -> tuple[int, str]:
    entry = double.finding.double.entry
    return entry.at, entry.hash
