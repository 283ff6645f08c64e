"""The replaced laptops, their replacements, and the times."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from kiosk.domain.counting.station_status import StationStatus
from kiosk.domain.internal_settings import REPLACES, REPLACES_WHOLE
from kiosk.domain.machines import Machine
from kiosk.store.sqlite.database import Database

SLACK_MS = 120_000
"""Difference between two clocks that is accepted without a warning."""

_REPLACED = """
SELECT lower(hex(s.station)), s.value, w.value,
  (SELECT max(e.at + log.offset_ms) FROM log JOIN entry e USING (event, log)
   WHERE log.event = s.event AND e.kind = 'setting' AND e.ticket IS NULL
     AND json_extract(CAST(e.body AS TEXT), '$.detail.key') = s.key
     AND json_extract(CAST(e.body AS TEXT), '$.detail.station') = lower(hex(s.station)))
FROM setting s LEFT JOIN setting w
  ON w.event = s.event AND w.station = s.station AND w.key = ?
WHERE s.event = ? AND s.key = ?
ORDER BY 4, 1
"""


@dataclass(frozen=True, slots=True)
class Replacement:
    """A station (hex) took over the work of another at a time (ms UTC, corrected).

    `whole`: all entries of the other one were known by then.
    """

    by: str
    at: int
    whole: bool

    def is_final(self, last_seen: int | None) -> bool:
        """Return whether no more entries are expected of a station last seen then (corrected ms
        UTC).

        A laptop that is seen after it was replaced takes part again.
        """
        return self.whole and last_seen is not None and last_seen <= self.at + SLACK_MS


def replacements(database: Database, event: str) -> dict[str, Replacement]:
    """Return the replacement of each replaced station (hex); the last entry counts."""
    rows = database.execute(_REPLACED, (REPLACES_WHOLE, bytes.fromhex(event), REPLACES)).fetchall()
    found = [
        (_value(value), Replacement(by, at or 0, _value(whole) is True))
        for by, value, whole, at in rows
    ]
    return {lost: one for lost, one in found if isinstance(lost, str) and lost not in ("", one.by)}


def _value(text: str | None) -> object:
    return json.loads(text).get("value") if text else None


def with_replacement(
    status: StationStatus,
    machine: Machine,
    replacement: Replacement | None,
    names: Mapping[str, str],
) -> StationStatus:
    """Add to a machine's status by which station it was replaced, and whether it is finished."""
    if replacement is None or replacement.by not in names:
        return status
    gone = (
        not status.this and not status.closed and replacement.is_final(machine.last_seen_corrected)
    )
    return replace(status, replaced_by=names[replacement.by], finished=gone)
