"""The entries in and out from before a time, which still count."""

from dataclasses import dataclass

from kiosk.store.sqlite.database import Database

# Reads no bodies: where guests come long before the stated opening there are thousands.
_BEFORE = """
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
    rows = database.execute(_BEFORE, (bytes.fromhex(event), before, about))
    return [EarlyEntry(*row) for row in rows]
