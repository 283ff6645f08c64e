"""The double entries of an event: each with its ticket, its sides and what may be behind it."""

from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.domain.doubles import Finding
from kiosk.domain.fold import fold
from kiosk.domain.ticket import Ticket
from kiosk.store.books import Books
from kiosk.store.database import snapshot


@dataclass(frozen=True, slots=True)
class DoubleEntry:
    """An admission that let people in beyond the places; `ref` and `name` say on which ticket."""

    ref: str
    name: str
    area: str
    finding: Finding


def double_entries(books: Books) -> list[DoubleEntry]:
    """Return all doubles of all areas by time, decided ones too."""
    with snapshot(books.database):
        found = [
            double
            for area, ticket in books.attendance.doubled()
            for double in _of_ticket(books, area, ticket)
        ]
    return sorted(found, key=_moment)


def _of_ticket(books: Books, area: str, ticket: str) -> Iterator[DoubleEntry]:
    ordered = [entry for entry in books.history.of(ticket) if entry.area == area]
    listed = books.tickets.by_id(ticket) or Ticket(id=ticket, ref=ticket, source="", category="")
    for finding in books.attendance.findings(fold(ordered), ordered):
        yield DoubleEntry(listed.ref, listed.name, area, finding)


def _moment(double: DoubleEntry) -> tuple[int, str]:
    entry = double.finding.double.entry
    return entry.at, entry.hash
