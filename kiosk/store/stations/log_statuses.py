"""The logs of all stations as they are here, and the earlier logs that each of them names."""

from collections.abc import Mapping

from kiosk.domain.entry import read_entry
from kiosk.domain.machines import LogStatus
from kiosk.store.sqlite.database import Database, EventTables
from kiosk.store.stations.day_closing import DayClosing

_LOGS = """
SELECT station, log, machine, length,
  (SELECT max(as_of) FROM signed_head h WHERE h.event = log.event AND h.log = log.log),
  coalesce((SELECT at FROM entry e WHERE e.event = log.event AND e.log = log.log AND e.seq = 1), 0),
  offset_ms
FROM log WHERE event = ? AND length > 0
"""
_OPENING = """
SELECT body FROM entry WHERE event = ? AND log = ? AND seq = 1 AND kind = 'open'
"""


class LogStatuses(EventTables):
    """Reads the logs of one event (hex)."""

    def __init__(self, database: Database, event: str) -> None:
        super().__init__(database, event)
        self._earlier: dict[str, Mapping[str, int]] = {}

    def by_station(self) -> dict[str, list[LogStatus]]:
        """Return the logs of each station, by its id (hex)."""
        closing = DayClosing(self._database, self._event.hex())
        closed = closing.closed_up_to()
        logs: dict[str, list[LogStatus]] = {}
        for station, log, machine, length, as_of, opened, offset in self._database.execute(
            _LOGS, (self._event,)
        ).fetchall():
            name = log.hex()
            one = LogStatus(
                name,
                machine,
                opened,
                length,
                as_of,
                name in closed,
                closing.has_door_entries(name, closed.get(name, 0)),
                offset,
                self._earlier_logs(name),
            )
            logs.setdefault(station.hex(), []).append(one)
        return logs

    def _earlier_logs(self, log: str) -> Mapping[str, int]:
        """Return the earlier logs that a log's first entry names, and their lengths then.

        A first entry never changes, so it is read once; one that is damaged here names none.
        """
        known = self._earlier.get(log)
        if known is not None:
            return known
        row = self._database.execute(_OPENING, (self._event, bytes.fromhex(log))).fetchone()
        return self._earlier.setdefault(log, _named(row[0])) if row else {}


def _named(body: bytes) -> Mapping[str, int]:
    """Return the lengths in the first entry of a log; another laptop may write anything there."""
    try:
        return {str(log): int(end[0]) for log, end in read_entry(body).detail["logs"].items()}
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError):
        return {}
