"""This laptop's clock against that of the event, written down once where it is off."""

from kiosk.domain.entry import Draft, Kind
from kiosk.store.station_store import StationStore


def record_clock_if_due(store: StationStore) -> None:
    """Write a `clock` entry if one is due; the caller holds `immediate`."""
    due = store.clocks.due(store.journal.log, store.keys.station)
    # Of who is revoked it would have no effect, and so be due again at each exchange.
    if due is not None and store.keys.station not in store.stations.revoked():
        store.journal.append(Draft(Kind.CLOCK, detail=due))
