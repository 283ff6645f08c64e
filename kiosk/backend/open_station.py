"""The open store of this station, and the door at its gate."""

from contextlib import ExitStack, suppress
from functools import partial

from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate, own_gate
from kiosk.checkin.rehearsal import Rehearsal
from kiosk.checkin.station_context import StationContext
from kiosk.errors import EventLost
from kiosk.runtime.data_folder import DataFolder
from kiosk.runtime.per_thread import PerThread
from kiosk.store.station_store import StationStore


class OpenStation:
    """The store and the door that all rooms of the backend share; there are none before an event.

    `gate` is the area, entrance and direction of this station, `rehearsal` are test scans there.
    The demo replaces `session`, because it has its own folder.
    """

    gate: Gate
    door: Door
    rehearsal: Rehearsal

    def __init__(self, session: DataFolder) -> None:
        self.session = session
        self._opened = ExitStack()
        self._store: StationStore | None = None
        with suppress(EventLost):  # reported by `context`; the window can join again
            self.open_if_there()

    @property
    def is_open(self) -> bool:
        """True if there is an event."""
        return self._store is not None

    @property
    def store(self) -> StationStore:
        """The store of the current event."""
        assert self._store is not None, "the pages come after the event"  # noqa: S101
        return self._store

    @property
    def event(self) -> str:
        """The id of the current event (hex)."""
        return self.store.keys.event

    def open_if_there(self) -> None:
        """Open the current event unless it is open; EventLost if it is gone."""
        if not self.is_open and self.session.has_event():
            self.open()

    def open(self) -> StationContext:
        """Open the current event's store and the door at this station's gate."""
        self._store = self._opened.enter_context(self.session.open_store())
        return self.move()

    def move(self) -> StationContext:
        """Open the door, and its test scans, at the gate that is set for this station."""
        context = context_of(self.store)
        neighbours = self.session.neighbours(self.store.database, context.event.id)
        self.gate = context.gate
        self.door = Door(self.store, context.gate, other_events=neighbours)
        self.rehearsal = Rehearsal(self.store, context.gate, other_events=neighbours)
        return context

    def own_connections(self) -> PerThread[StationStore]:
        """Return stores for the threads of a page, so that it does not wait for the door."""
        return PerThread(partial(self.session.open_store, self.event, undated_too=True))

    def close(self) -> None:
        """Sign the written entries and close the file."""
        self._opened.close()


def context_of(store: StationStore) -> StationContext:
    """Return the event, entrance, area, direction and role of an open station."""
    gate = own_gate(store)
    return StationContext(
        store.event(), gate.entrance, gate.area, gate.direction, store.certificate.role
    )
