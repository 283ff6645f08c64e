"""The base of the classes that check or change an event over its whole store."""

from kiosk.store.sqlite.event_tables import EventTables
from kiosk.store.station_store import StationStore


class EventStore(EventTables):
    """The rows of the event of a store, and the store itself."""

    def __init__(self, store: StationStore) -> None:
        super().__init__(store.database, store.keys.event)
        self._store = store
