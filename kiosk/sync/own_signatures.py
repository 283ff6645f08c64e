"""Signs the ends of this laptop's logs in time for a live exchange."""

import time
from collections.abc import Callable

from kiosk.store.sqlite.database import data_version, own_change_count
from kiosk.store.station_store import StationStore
from kiosk.sync.sender import sign_pending

SIGN_EVERY_S = 15.0
"""Other laptops call a laptop silent after a minute, so it signs more often than that."""


class OwnSignatures:
    """Watches the file over one connection, and signs the entries of this laptop."""

    def __init__(self, store: StationStore, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._store = store
        self._clock = clock
        self._signed_at: float | None = None
        self._seen: tuple[int, int] | None = None

    def poll(self) -> bool:
        """Sign if this laptop wrote entries or the last signature is old.

        Returns whether there may be anything new since the last call.
        """
        now, changed = self._clock(), self._has_changed()
        old = self._signed_at is None or now - self._signed_at >= SIGN_EVERY_S
        if not old and not (changed and self._store.journal.has_unsigned()):
            return changed
        sign_pending(self._store)
        self._signed_at = now
        self._has_changed()  # its own writing is no news
        return True

    def _has_changed(self) -> bool:
        database = self._store.database
        now = data_version(database), own_change_count(database)
        changed, self._seen = now != self._seen, now
        return changed
