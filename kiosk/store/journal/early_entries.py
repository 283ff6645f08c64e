"""The entries in and out from before a time, which still count."""

from kiosk.domain.entry import Entry, read_entry
from kiosk.store.sqlite.database import Database

_BEFORE = """
SELECT e.body FROM entry e JOIN log USING (event, log)
WHERE e.event = ?1 AND e.kind IN ('in', 'out') AND e.entrance IS NOT NULL
  AND e.at < ?2 + (SELECT coalesce(max(abs(offset_ms)), 0) FROM log WHERE event = ?1)
  AND e.at + log.offset_ms < ?2
  AND (?3 IS NULL OR log.station = ?3)
  AND NOT EXISTS (SELECT 1 FROM entry u WHERE u.target = e.hash AND u.kind = 'undo')
ORDER BY e.at + log.offset_ms, e.n
"""


def entries_before(
    database: Database, event: str, before: int, station: str | None = None
) -> list[Entry]:
    """Return the scans of an event (hex) from before a time (corrected ms UTC), oldest first.

    Of one station (hex), or of all. Entries with a stated time, from paper, are left out.
    """
    about = bytes.fromhex(station) if station else None
    rows = database.execute(_BEFORE, (bytes.fromhex(event), before, about)).fetchall()
    return [entry for entry in (read_entry(body) for (body,) in rows) if not entry.stated]
