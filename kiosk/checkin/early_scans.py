"""The scans from before the doors opened, which may have been tests."""

from dataclasses import dataclass

from kiosk.domain.internal_settings import EARLY_KEPT
from kiosk.domain.roles import Role
from kiosk.store.journal.recent_entries import EarlyEntry, entries_before
from kiosk.store.sqlite.database import immediate, snapshot
from kiosk.store.station_store import StationStore, record_setting

MAX_NAMED = 12
"""The most guests that are named; the others are only counted."""


@dataclass(frozen=True, slots=True)
class EarlyScans:
    """Scans (entry hashes) from before the doors opened (ms UTC), oldest first.

    `guests` are the names of the first ones, or ticket numbers; `more` is the number of the others.
    """

    opens: int
    entries: tuple[str, ...]
    guests: tuple[str, ...]
    more: int = 0


class EarlyScanReview:
    """Finds the scans without an answer: of all laptops, or on a door's laptop only its own."""

    def __init__(self, store: StationStore) -> None:
        self._store = store

    def undecided(self) -> EarlyScans | None:
        """Return the scans that may have been tests; None if there are none."""
        opens = self._store.event().opens_at
        if opens is None:
            return None
        with snapshot(self._store.database):
            found = self._undecided(opens)
            if not found:
                return None
            tickets = list(dict.fromkeys(one.ticket for one in found))
            return EarlyScans(
                opens,
                tuple(one.hash for one in found),
                tuple(self._guest(one) for one in tickets[:MAX_NAMED]),
                len(tickets[MAX_NAMED:]),
            )

    def keep(self, scans: EarlyScans) -> None:
        """Remember that these scans were of real guests, also at other laptops."""
        with immediate(self._store.database):
            store = self._store
            kept = self._kept_by(store.keys.station)
            for name in scans.entries:
                entry = store.history.find(name)
                kept[entry.log] = max(kept.get(entry.log, 0), entry.seq)
            value = [f"{log}:{seq}" for log, seq in sorted(kept.items())]
            record_setting(store, EARLY_KEPT, value, station=store.keys.station)

    def _undecided(self, opens: int) -> list[EarlyEntry]:
        store = self._store
        own = None if store.certificate.role.covers(Role.DESK) else store.keys.station
        found = entries_before(store.database, store.keys.event, opens, own)
        if not found:
            return []
        kept: dict[str, int] = {}
        for station in store.stations.known():
            for log, seq in self._kept_by(station.id).items():
                kept[log] = max(kept.get(log, 0), seq)
        return [entry for entry in found if entry.seq > kept.get(entry.log, 0)]

    def _kept_by(self, station: str) -> dict[str, int]:
        """Return the last entry of each log up to which a station called the scans real."""
        own = self._store.events.station_settings(self._store.keys.event, station)
        value = own.get(EARLY_KEPT)
        parts = [str(one).partition(":") for one in value] if isinstance(value, list) else []
        return {log: int(seq) for log, _, seq in parts if seq.isdecimal()}

    def _guest(self, identity: str) -> str:
        ticket = self._store.tickets.by_id(identity)
        return (ticket.name or ticket.ref) if ticket else identity
