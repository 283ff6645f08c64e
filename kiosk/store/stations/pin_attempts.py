"""Wrong PIN attempts on this laptop, stored before the result is shown."""

from kiosk.domain.pin_rules import PinAttempts, PinOwner
from kiosk.store.sqlite.database import EventTables


class PinAttemptTable(EventTables):
    """Wrong attempts at one event's PINs (`event` is hex); they stay on this laptop."""

    def read(self, owner: PinOwner) -> PinAttempts:
        """Return the wrong attempts in a row at an owner's PIN."""
        row = self._database.execute(
            "SELECT failures, monotonic_ms FROM pin_attempt WHERE event = ? AND keeper = ?",
            (self._event, owner.value),
        ).fetchone()
        return PinAttempts(*row) if row else PinAttempts()

    def store(self, owner: PinOwner, attempts: PinAttempts) -> None:
        """Store the wrong attempts at an owner's PIN; call inside `immediate`."""
        row = {
            "event": self._event,
            "keeper": owner.value,
            "failures": attempts.failures,
            "monotonic_ms": attempts.at_ms,
        }
        self._database.table("pin_attempt").insert(row, replace=True)
