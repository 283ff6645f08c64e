"""Hands this laptop in when the admin asks all connected laptops to, once it is idle."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from kiosk.admin.closing import close_day
from kiosk.domain.roles import Role
from kiosk.store.station_store import StationStore
from kiosk.store.stations.day_closing import DayClosing

IDLE_MS = 60_000
"""A laptop is idle after this time without an entry of its own."""


class HandInWhenAsked:
    """Closes the day on the thread of the live link, which then brings it to the hub.

    The day is closed over a connection of its own: what the link writes may wait for the disk.
    """

    def __init__(self, open_store: Callable[[], AbstractContextManager[StationStore]]) -> None:
        self._open_store = open_store

    def __call__(self, store: StationStore) -> None:
        """Close the day if that was asked, and nothing happened here for a while."""
        if store.events.settings(store.keys.event).get("hand_in") is not True:
            return
        if store.certificate.role is Role.HUB or not _is_idle(store):
            return
        own = next(one for one in store.stations.statuses(store.clocks.wall(), None) if one.this)
        if not own.closed and not own.revoked:
            with self._open_store() as writing:
                close_day(writing)


def _is_idle(store: StationStore) -> bool:
    newest = DayClosing(store.database, store.keys.event).newest_entry(store.keys.station)
    return newest is None or store.clocks.wall() - newest >= IDLE_MS
