"""The newest entries of one station, the refusals of all, and scans before the doors opened."""

from dataclasses import dataclass
from itertools import islice

from kiosk.domain.entry import Entry, Kind, read_entry
from kiosk.domain.verdict import KEYBOARD, Outcome
from kiosk.store.sqlite.database import Database, EventTables

# Reads only the ends of the station's own logs at first, not its whole day or other stations.
_VERDICTS = """
SELECT e.body, EXISTS (SELECT 1 FROM entry u WHERE u.target = e.hash AND u.kind = 'undo')
FROM log CROSS JOIN entry e USING (event, log)
WHERE log.event = ? AND log.station = ? AND e.seq > log.length - ?
  AND e.kind IN ('in', 'out', 'refused', 'walk_in')
ORDER BY e.n DESC LIMIT ?
"""
_ENDS = (320, 2**53)
_ACTIONS = """
SELECT e.body FROM log CROSS JOIN entry e USING (event, log)
WHERE log.event = ?1 AND log.station = ?2 AND log.machine IN ('', ?3) AND e.seq > log.length - ?4
  AND (e.kind IN ('in', 'out', 'refused', 'walk_in', 'clicker', 'recount')
    OR (e.kind = 'status' AND instr(e.body, CAST('"undoes":' AS BLOB)) = 0))
  AND NOT (e.kind = 'out' AND e.entrance IS NULL)
  AND NOT EXISTS (SELECT 1 FROM entry u WHERE u.target = e.hash AND u.kind = 'undo')
ORDER BY e.n DESC
"""
_REFUSED = """
SELECT e.body FROM entry e JOIN log USING (event, log)
WHERE e.event = ?1 AND e.kind = 'refused'
  AND e.at >= ?2 - (SELECT max(abs(offset_ms)) FROM log WHERE event = ?1)
  AND e.at + log.offset_ms >= ?2
  AND (?3 IS NULL OR log.station = ?3)
ORDER BY e.at + log.offset_ms DESC, e.n DESC
"""
_SINCE = """
SELECT e.kind, count(*), coalesce(sum(e.people), 0) FROM log JOIN entry e USING (event, log)
WHERE log.event = ? AND log.station = ? AND e.n > ? AND NOT EXISTS
  (SELECT 1 FROM entry u WHERE u.target = e.hash AND u.kind = 'undo')
GROUP BY e.kind
"""
_WRITTEN_AFTER = """
SELECT e.body FROM entry e JOIN log USING (event, log)
WHERE e.event = ? AND e.at > ? AND log.station = ? ORDER BY e.at DESC
"""
_SLACK_MS = 60_000
_NOT_REPLICATED = """
SELECT coalesce(sum(max(0, log.length - coalesce(replica.seq, 0))), 0),
  max(iif(replica.seq > 0, replica.at, NULL))
FROM log LEFT JOIN replica USING (event, log) WHERE log.event = ? AND log.station = ?
"""


def _entry(row: tuple[bytes]) -> Entry:
    return read_entry(row[0])


@dataclass(frozen=True, slots=True)
class ShiftActivity:
    """The counts of a station in a period, without undone entries."""

    scans: int
    people_in: int
    people_out: int
    refusals: int


class RecentEntries(EventTables):
    """Reads the newest entries of one event (`event` and stations are hex)."""

    def verdicts(self, station: str, most: int) -> list[tuple[Entry, bool]]:
        """Return a station's last verdicts, newest first, each with whether it was undone.

        A verdict whose number of people was corrected appears once, with the right number.
        """
        about = self._event, bytes.fromhex(station)
        for length in _ENDS:
            rows = self._database.execute(_VERDICTS, (*about, length, 2 * most)).fetchall()
            if len(rows) == 2 * most:
                break
        verdicts = [(read_entry(body), bool(undone)) for body, undone in rows]
        replaced = {entry.detail.get("instead_of") for entry, _ in verdicts}
        return [one for one in verdicts if one[0].hash not in replaced][:most]

    def actions(self, station: str, machine: str, most: int) -> list[Entry]:
        """Return the actions of a station's machine that still count, newest first."""
        about = self._event, bytes.fromhex(station), machine
        found: list[Entry] = []
        for length in _ENDS:
            rows = self._database.execute(_ACTIONS, (*about, length))
            found = list(
                islice((one for one in map(_entry, rows) if self._still_counts(one)), most)
            )
            if len(found) == most:
                break
        return found

    def _still_counts(self, entry: Entry) -> bool:
        """Return whether no other status entry undoes this one."""
        if entry.kind is not Kind.STATUS or entry.ticket is None:
            return True
        rows = self._database.execute(
            "SELECT body FROM entry WHERE event = ? AND ticket = ? AND kind = 'status'",
            (self._event, bytes.fromhex(entry.ticket)),
        )
        return all(one.detail.get("undoes") != entry.hash for one in map(_entry, rows))

    def refusals(self, since: int, station: str | None = None) -> list[Entry]:
        """Return the refusals since `since` (corrected ms UTC), newest first.

        Of one station (hex), or of all.
        """
        about = bytes.fromhex(station) if station else None
        return [
            read_entry(body)
            for body in self._database.values(_REFUSED, (self._event, since, about))
        ]

    def count_unknown(self, station: str, since: int) -> int:
        """Return how many scanned codes a station did not find since `since` (ms UTC)."""
        refused = self.refusals(since, station)
        return sum(
            entry.detail.get("outcome") == Outcome.UNKNOWN
            and KEYBOARD not in entry.detail.get("warnings", ())
            for entry in refused
        )

    def activity_since(self, station: str, since: str) -> ShiftActivity:
        """Return the activity of a station after the entry with hash `since` (hex)."""
        (first,) = self._database.execute(
            "SELECT coalesce(max(n), 0) FROM entry WHERE hash = ?", (bytes.fromhex(since),)
        ).fetchone()
        rows = self._database.execute(_SINCE, (self._event, bytes.fromhex(station), first))
        counted = {kind: (entries, people) for kind, entries, people in rows}
        came, left, walked, refused = (
            counted.get(kind.value, (0, 0))
            for kind in (Kind.IN, Kind.OUT, Kind.WALK_IN, Kind.REFUSED)
        )
        return ShiftActivity(
            scans=came[0] + left[0] + walked[0] + refused[0],
            people_in=came[1] + walked[1],
            people_out=left[1],
            refusals=refused[0],
        )

    def newest_time_after(self, station: str, at: int) -> int | None:
        """Return the newest time of a station's entries, if over a minute after `at` (ms UTC)."""
        rows = self._database.execute(
            _WRITTEN_AFTER, (self._event, at + _SLACK_MS, bytes.fromhex(station))
        )
        times = (entry.at for entry in (read_entry(body) for (body,) in rows) if not entry.stated)
        return next(times, None)

    def not_replicated(self, station: str) -> tuple[int, int | None]:
        """Return how many entries of a station never left here, and when (ms UTC) any did."""
        entries, at = self._database.execute(
            _NOT_REPLICATED, (self._event, bytes.fromhex(station))
        ).fetchone()
        return int(entries), at


# Reads no bodies: where guests come long before the stated opening there are thousands.
_EARLY = """
SELECT lower(hex(e.hash)), lower(hex(e.log)), e.seq, lower(hex(e.ticket))
FROM entry e JOIN log USING (event, log)
WHERE e.event = ?1 AND e.kind IN ('in', 'out') AND e.entrance IS NOT NULL
  AND e.at < ?2 + (SELECT coalesce(max(abs(offset_ms)), 0) FROM log WHERE event = ?1)
  AND e.at + log.offset_ms < ?2
  AND (?3 IS NULL OR log.station = ?3)
  AND instr(e.body, CAST('"stated":true' AS BLOB)) = 0
  AND NOT EXISTS (SELECT 1 FROM entry u WHERE u.target = e.hash AND u.kind = 'undo')
ORDER BY e.at + log.offset_ms, e.n
"""


@dataclass(frozen=True, slots=True)
class EarlyEntry:
    """An entry by its hash, its place in a log, and its ticket (all hex)."""

    hash: str
    log: str
    seq: int
    ticket: str


def entries_before(
    database: Database, event: str, before: int, station: str | None = None
) -> list[EarlyEntry]:
    """Return the scans of an event (hex) from before a time (corrected ms UTC), oldest first.

    Of one station (hex), or of all. Entries with a stated time, from paper, are left out.
    """
    about = bytes.fromhex(station) if station else None
    rows = database.execute(_EARLY, (bytes.fromhex(event), before, about))
    return [EarlyEntry(*row) for row in rows]
