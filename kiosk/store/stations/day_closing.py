"""The stations that handed in their day, and the guests who are still inside at its end."""

from kiosk.domain.entry import DOOR_KINDS, Entry, read_entry
from kiosk.domain.event_settings import FESTIVAL
from kiosk.store.journal.journal import is_log_of
from kiosk.store.sqlite.database import EventTables

_CLOSINGS = """
SELECT body FROM entry WHERE event = ? AND kind = 'closed' AND ticket IS NULL
"""
# Guests that a station checks out at the end of the day went through no door.
_DOOR_ENTRIES = f"""
SELECT 1 FROM entry WHERE event = ? AND log = ? AND seq > ?
  AND kind IN ({", ".join(repr(kind.value) for kind in sorted(DOOR_KINDS))})
  AND NOT (kind = 'out' AND entrance IS NULL) LIMIT 1
"""  # noqa: S608  # our own kinds
_ADMITTED = """
SELECT e.log, sum(e.people) FROM entry e
WHERE e.event = ?1 AND coalesce(e.area, ?2) = ?2
  AND (e.kind IN ('in', 'walk_in') OR (e.kind = 'clicker'
    AND json_extract(CAST(e.body AS TEXT), '$.detail.direction') = 'in'))
  AND NOT EXISTS (SELECT 1 FROM entry u WHERE u.target = e.hash AND u.kind = 'undo')
GROUP BY e.log
"""
_NOT_OUT = """
SELECT 1 FROM entry e JOIN log USING (event, log)
WHERE e.event = ? AND log.station = ? AND e.kind = 'closed' AND e.ticket IS NULL AND NOT EXISTS
  (SELECT 1 FROM replica g WHERE g.event = e.event AND g.log = e.log
    AND max(g.seq, g.same_disk_seq) >= e.seq)
"""


class DayClosing(EventTables):
    """The days that stations handed in for one event (`event` and stations are hex)."""

    def closed_up_to(self) -> dict[str, int]:
        """Return the logs that were handed in, and up to which entry.

        A `closed` entry has the ends of all logs of its machine, so the order of arrival does not
        matter. Until all of these have arrived, nothing counts as handed in.
        """
        closed: dict[str, int] = {}
        lengths = self._database.mapping(
            "SELECT lower(hex(log)), length FROM log WHERE event = ?", (self._event,)
        )
        for body in self._database.values(_CLOSINGS, (self._event,)):
            ends = _closed_ends(read_entry(body))
            if all(lengths.get(log, 0) >= seq for log, seq in ends.items()):
                closed.update({log: max(closed.get(log, 0), seq) for log, seq in ends.items()})
        return closed

    def has_door_entries(self, log: str, after: int) -> bool:
        """Return whether a log has entries at the door after a number."""
        row = self._database.execute(_DOOR_ENTRIES, (self._event, bytes.fromhex(log), after))
        return row.fetchone() is not None

    def newest_entry(self, station: str) -> int | None:
        """Return when a station wrote its last entry (ms UTC, by its clock); None without any."""
        (at,) = self._database.execute(
            "SELECT max(e.at) FROM log l JOIN entry e"
            " ON e.event = l.event AND e.log = l.log AND e.seq = l.length"
            " WHERE l.event = ? AND l.station = ?",
            (self._event, bytes.fromhex(station)),
        ).fetchone()
        return int(at) if at is not None else None

    def admitted_by_log(self) -> dict[str, int]:
        """Return how many people each log admitted to the festival."""
        return {
            log.hex(): int(people)
            for log, people in self._database.rows(_ADMITTED, (self._event, FESTIVAL))
        }

    def tickets_inside(self) -> list[tuple[str, str]]:
        """Return area and ticket id (hex) of all tickets with people inside."""
        return self._database.rows(
            "SELECT area, lower(hex(ticket)) FROM attendance WHERE event = ? AND inside > 0"
            " ORDER BY area, ticket",
            (self._event,),
        )

    def people_on_tickets(self, area: str) -> int:
        """Return how many people are inside an area on a ticket."""
        return self._database.number(
            "SELECT coalesce(sum(inside), 0) FROM total_category WHERE event = ? AND area = ?",
            (self._event, area),
        )

    def exists_elsewhere(self, station: str) -> bool:
        """Return whether all handed in entries of a station also exist outside this laptop."""
        row = self._database.execute(_NOT_OUT, (self._event, bytes.fromhex(station)))
        return row.fetchone() is None


def _closed_ends(closing: Entry) -> dict[str, int]:
    """Return the last number of each log in a `closed` entry, of its station's own logs only."""
    logs = closing.detail.get("logs")
    ends = {**(logs if isinstance(logs, dict) else {}), closing.log: [closing.seq]}
    return {
        log: end[0]
        for log, end in ends.items()
        if isinstance(end, list) and end and isinstance(end[0], int) and is_log_of(log, closing.log)
    }
