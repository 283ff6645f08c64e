"""Records the offset of this laptop's clock once it differs from the stored one."""

from kiosk.domain.entry import Draft, Kind
from kiosk.store.station_store import StationStore


def record_clock_if_due(store: StationStore) -> None:
    """Append a `clock` entry if one is due; call inside `immediate`."""
    due = store.clocks.due_clock_entry(store.journal.log, store.keys.station)
    # A revoked station's entry has no effect, so it would be due again at each exchange.
    if due is not None and store.keys.station not in store.stations.revoked():
        store.journal.append(Draft(Kind.CLOCK, detail=due))
