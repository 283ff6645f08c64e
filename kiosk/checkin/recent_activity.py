"""Recent activity: last verdicts here, recent refusals, and unknown codes."""

from dataclasses import dataclass

from kiosk.checkin.answer import ScanResult
from kiosk.checkin.past_answer import past_result
from kiosk.domain.entry import Entry
from kiosk.domain.ticket import Ticket
from kiosk.domain.verdict import Outcome
from kiosk.store.journal.recent_entries import RecentEntries
from kiosk.store.sqlite.database import snapshot
from kiosk.store.station_store import StationStore

SHOWN = 20
"""Most verdicts that are shown again."""

REFUSED_MIN = 15
UNKNOWN_MIN = 10


@dataclass(frozen=True, slots=True)
class PastResult:
    """A verdict of this station, and whether it was undone."""

    answer: ScanResult
    undone: bool


@dataclass(frozen=True, slots=True)
class RefusedScan:
    """A refusal at a door: when (ms UTC), why, where, and the ticket if it was one."""

    at: int
    outcome: Outcome
    entrance: str
    station: str
    ticket: Ticket | None = None


class RecentActivity:
    """Reads recent activity of this station, and of the others as far as received."""

    def __init__(self, store: StationStore) -> None:
        self._store = store
        self._recent = RecentEntries(store.database, store.keys.event)

    def verdicts(self, most: int = SHOWN) -> list[PastResult]:
        """Return this station's last verdicts, newest first."""
        with snapshot(self._store.database):
            entries = self._recent.verdicts(self._store.keys.station, most)
            return [
                PastResult(past_result(self._store, entry), undone) for entry, undone in entries
            ]

    def refused(self, now: int) -> list[RefusedScan]:
        """Return the refusals of the last REFUSED_MIN minutes at all stations, newest first."""
        with snapshot(self._store.database):
            refusals = self._recent.refusals(now - REFUSED_MIN * 60_000)
            return [self._refused(entry) for entry in refusals]

    def unknown(self, now: int) -> int:
        """Return how many codes this station did not find in the last UNKNOWN_MIN minutes."""
        station = self._store.keys.station
        return self._recent.count_unknown(station, now - UNKNOWN_MIN * 60_000)

    def _refused(self, entry: Entry) -> RefusedScan:
        author = self._store.history.author(entry.log)
        outcome = entry.detail.get("outcome")
        return RefusedScan(
            at=entry.at if entry.stated else entry.at + author.offset_ms,
            outcome=Outcome(str(outcome)) if outcome in set(Outcome) else Outcome.UNKNOWN,
            entrance=entry.entrance or "",
            station=author.name,
            ticket=self._store.tickets.by_id(entry.ticket) if entry.ticket else None,
        )
