"""Wrong tries of PINs on this laptop: counted before anybody hears whether one was right."""

from kiosk.domain.pin_rules import PinAttempts, PinOwner
from kiosk.store.sqlite.database import Database


class PinTries:
    """The tries of one event's PINs (`event` is hex); they stay on this laptop."""

    def __init__(self, database: Database, event: str) -> None:
        self._database = database
        self._event = bytes.fromhex(event)

    def of(self, keeper: PinOwner) -> PinAttempts:
        """Return the wrong tries in a row of a keeper's PIN."""
        row = self._database.execute(
            "SELECT failures, monotonic_ms FROM pin_attempt WHERE event = ? AND keeper = ?",
            (self._event, keeper.value),
        ).fetchone()
        return PinAttempts(*row) if row else PinAttempts()

    def keep(self, keeper: PinOwner, tries: PinAttempts) -> None:
        """Keep how often a keeper's PIN was tried wrongly; the caller holds `immediate`."""
        self._database.execute(
            "INSERT OR REPLACE INTO pin_attempt(event, keeper, failures, monotonic_ms)"
            " VALUES (?, ?, ?, ?)",
            (self._event, keeper.value, tries.failures, tries.passed),
        )
