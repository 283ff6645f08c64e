"""The base of the classes that read and write the rows of one event."""

from kiosk.store.sqlite.database import Database


class EventTables:
    """The rows of one event (`event` is hex) in some tables."""

    def __init__(self, database: Database, event: str) -> None:
        self._database = database
        self._event_hex = event
        self._event = bytes.fromhex(event)
