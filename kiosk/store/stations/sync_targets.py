"""Targets that this laptop exchanges with by itself; stored on it alone."""

from kiosk.store.sqlite.database import EventTables, immediate


class Targets(EventTables):
    """The targets of one event (`event` is hex)."""

    def known(self) -> list[str]:
        """Return all targets, in order."""
        rows = self._database.table("sync_target").rows_where(
            "event = ?", [self._event], order_by="target"
        )
        return [row["target"] for row in rows]

    def add(self, target: str) -> None:
        """Store a target; adding it again changes nothing."""
        with immediate(self._database):
            self._database.table("sync_target").insert(
                {"event": self._event, "target": target}, replace=True
            )

    def remove(self, target: str) -> bool:
        """Remove a target; return False if it was not stored."""
        with immediate(self._database):
            gone = self._database.execute(
                "DELETE FROM sync_target WHERE event = ? AND target = ?", (self._event, target)
            ).rowcount
        return bool(gone)
