"""Which laptops were replaced, by which, and since when."""

import json
from dataclasses import dataclass

from kiosk.domain.internal_settings import REPLACES, REPLACES_WHOLE
from kiosk.store.sqlite.database import Database

SLACK_MS = 120_000
"""As much two clocks may differ before a person is told."""

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
class Replaced:
    """A station (hex) took another's work over at a time (ms UTC, by a clock that is right).

    `whole` says that all that the other one did was known by then.
    """

    by: str
    at: int
    whole: bool

    def for_good(self, heard_up_to: int | None) -> bool:
        """Return whether nothing more is to come of what was heard up to a time, by such a clock.

        A laptop that is heard again after it was replaced takes part again.
        """
        return self.whole and heard_up_to is not None and heard_up_to <= self.at + SLACK_MS


def replaced(database: Database, event: str) -> dict[str, Replaced]:
    """Return the stations (hex) that were replaced; where two say so, who said it last."""
    rows = database.execute(_REPLACED, (REPLACES_WHOLE, bytes.fromhex(event), REPLACES)).fetchall()
    told = [
        (_value(value), Replaced(by, at or 0, _value(whole) is True))
        for by, value, whole, at in rows
    ]
    return {lost: one for lost, one in told if isinstance(lost, str) and lost not in ("", one.by)}


def _value(text: str | None) -> object:
    return json.loads(text).get("value") if text else None
