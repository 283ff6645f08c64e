"""Connections of the window's pages, apart from the connection of the door."""

from contextlib import ExitStack
from functools import partial

from kiosk.runtime.data_folder import DataFolder
from kiosk.runtime.per_thread import PerThread
from kiosk.store.station_store import StationStore


class OwnConnection:
    """Opens the store once on each thread that uses it, so that no page waits for the door."""

    def __init__(self, session: DataFolder, event: str) -> None:
        self._threads = PerThread(partial(_OpenStore, session, event))

    @property
    def store(self) -> StationStore:
        """The store, opened on this thread."""
        return self._threads.here().store

    def close(self) -> None:
        """Close the store of this thread."""
        self._threads.close()


class _OpenStore:
    def __init__(self, session: DataFolder, event: str) -> None:
        self._opened = ExitStack()
        self.store = self._opened.enter_context(session.open_store(event, undated_too=True))

    def close(self) -> None:
        self._opened.close()
