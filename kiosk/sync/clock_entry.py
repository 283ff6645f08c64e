"""This laptop's clock against that of the event, written down once where it is off."""

from kiosk.domain.entry import Draft, Kind
from kiosk.store.station_store import Books


def record_clock_if_due(books: Books) -> None:
    """Write a `clock` entry if one is due; the caller holds `immediate`."""
    due = books.clocks.due(books.journal.log, books.keys.station)
    # Of who is revoked it would have no effect, and so be due again at each exchange.
    if due is not None and books.keys.station not in books.stations.revoked():
        books.journal.append(Draft(Kind.CLOCK, detail=due))
