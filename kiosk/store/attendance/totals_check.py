"""Compares the stored totals with sums over the rows that they count."""

from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.domain.counting.pace import SLOT_MS
from kiosk.domain.counting.series import SPAN_MS
from kiosk.store.attendance.expected_places import CORRECTIONS
from kiosk.store.attendance.running_totals import OUTCOME
from kiosk.store.sqlite.database import Database
from kiosk.store.sqlite.problems import Problem, ProblemKind


@dataclass(frozen=True, slots=True)
class _Total:
    """A table of totals; `counted` selects its keys and sums from the rows, `scope`
    its own rows.
    """

    table: str
    keys: str
    sums: str
    counted: str
    scope: str = "event = :event"

    @property
    def non_zero(self) -> str:
        # A total that fell to zero may have a row or none: both mean the same.
        return " OR ".join(self.sums.split(", "))


_CATEGORY = """
SELECT area, category, sum(inside) AS inside, sum(people_admitted) AS people_admitted,
  sum(doubles) AS doubles, sum(doubles_open) AS doubles_open,
  sum(maybe_extra_people) AS maybe_extra_people,
  coalesce(sum((SELECT sum(min(p.value, people_admitted)) FROM json_each(expected_places) p)), 0)
    AS arrived,
  coalesce(sum((SELECT sum(min(p.value, inside)) FROM json_each(expected_places) p)), 0) AS here
FROM attendance WHERE event = :event GROUP BY area, category
"""
_ENTRANCE = """
SELECT area, entrance, sum(people_in) AS people_in, sum(people_out) AS people_out FROM (
  SELECT a.area, d.key AS entrance, d.value ->> 0 AS people_in, d.value ->> 1 AS people_out
    FROM attendance a, json_each(a.doors) d WHERE a.event = :event
  UNION ALL
  SELECT coalesce(nullif(area, ''), 'festival'), entrance,
      iif(CAST(body AS TEXT) ->> '$.detail.direction' = 'in', people, 0),
      iif(CAST(body AS TEXT) ->> '$.detail.direction' = 'out', people, 0)
    FROM entry e WHERE event = :event AND ticket IS NULL AND kind = 'clicker'
    AND entrance IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM entry u WHERE u.target = e.hash AND u.kind = 'undo')
) GROUP BY area, entrance
"""
_CLICKED_AT = "(c.at + iif(json_type(CAST(c.body AS TEXT), '$.stated') = 'true', 0, l.offset_ms))"
_SPAN = f"(({_CLICKED_AT} % {SPAN_MS} + {SPAN_MS}) % {SPAN_MS})"  # of a negative time as well
_CLICK_SERIES = f"""
SELECT coalesce(nullif(c.area, ''), 'festival') AS area, {_CLICKED_AT} - {_SPAN} AS start,
  coalesce(c.entrance, '') AS entrance, '' AS category, 1 AS clicked, 0 AS people_admitted,
  iif(CAST(c.body AS TEXT) ->> '$.detail.direction' = 'in', c.people, 0) AS people_in,
  iif(CAST(c.body AS TEXT) ->> '$.detail.direction' = 'out', c.people, 0) AS people_out
FROM entry c JOIN log l USING (event, log)
WHERE c.event = :event AND c.ticket IS NULL AND c.kind = 'clicker'
  AND NOT EXISTS (SELECT 1 FROM entry u WHERE u.target = c.hash AND u.kind = 'undo')
"""  # noqa: S608  # our own SQL
_SERIES = f"""
SELECT area, start, entrance, category, clicked, sum(people_admitted) AS people_admitted,
  sum(people_in) AS people_in, sum(people_out) AS people_out FROM (
  SELECT a.area, s.value ->> 0 AS start, s.value ->> 1 AS entrance, a.category, 0 AS clicked,
    s.value ->> 2 AS people_admitted, s.value ->> 3 AS people_in, s.value ->> 4 AS people_out
    FROM attendance a, json_each(a.series) s WHERE a.event = :event
  UNION ALL {_CLICK_SERIES}
) GROUP BY area, start, entrance, category, clicked
"""  # noqa: S608  # as above
_REFUSED = f"""
SELECT coalesce(nullif(area, ''), 'festival') AS area, {OUTCOME} AS outcome, count(*) AS entries
FROM entry WHERE event = :event AND kind = 'refused' GROUP BY 1, 2
"""  # noqa: S608  # our own SQL
_SLOT = f"((e.at - ((e.at % {SLOT_MS} + {SLOT_MS}) % {SLOT_MS})) / {SLOT_MS})"
_PACE = f"""
SELECT area, station, machine, slot, entrance, sum(people_in) AS people_in, sum(net) AS net FROM (
  SELECT coalesce(nullif(e.area, ''), 'festival') AS area, l.station, l.machine, {_SLOT} AS slot,
    coalesce(e.entrance, '') AS entrance,
    iif(e.kind IN ('in', 'walk_in'), e.people, 0) AS people_in,
    CASE WHEN e.kind IN ('in', 'walk_in') THEN e.people
      WHEN e.kind = 'out' THEN
        iif(CAST(e.body AS TEXT) ->> '$.detail.outcome' IS 'not_inside', 0, -e.people)
      ELSE CASE CAST(e.body AS TEXT) ->> '$.detail.direction'
        WHEN 'in' THEN e.people WHEN 'out' THEN -e.people ELSE 0 END
    END AS net
  FROM entry e JOIN log l USING (event, log)
  WHERE e.event = :event AND e.kind IN ('in', 'walk_in', 'out', 'clicker')
    AND NOT EXISTS (SELECT 1 FROM entry u WHERE u.target = e.hash AND u.kind = 'undo')
) GROUP BY area, station, machine, slot, entrance
"""  # noqa: S608  # our own SQL
_PACE_REFUSED = f"""
SELECT coalesce(nullif(area, ''), 'festival') AS area, {_SLOT} AS slot, {OUTCOME} AS outcome,
  count(*) AS entries
FROM entry e WHERE event = :event AND kind = 'refused' GROUP BY 1, 2, 3
"""  # noqa: S608  # as above
_CURRENT = "list IN (SELECT list FROM list_snapshot WHERE event = :event AND state = 'current')"
_LISTED = f"""
SELECT list, category, status, count(*) AS tickets, sum(places) AS places
FROM list_row WHERE {_CURRENT} GROUP BY list, category, status
"""  # noqa: S608  # our own tables

_TOTALS = (
    _Total(
        "total_category",
        "area, category",
        "inside, people_admitted, doubles, doubles_open, maybe_extra_people, arrived, here",
        _CATEGORY,
    ),
    _Total("total_entrance", "area, entrance", "people_in, people_out", _ENTRANCE),
    _Total(
        "total_series",
        "area, start, entrance, category, clicked",
        "people_admitted, people_in, people_out",
        _SERIES,
    ),
    _Total("total_expected", "category", "places", CORRECTIONS),
    _Total("total_refused", "area, outcome", "entries", _REFUSED),
    _Total("pace_slot", "area, station, machine, slot, entrance", "people_in, net", _PACE),
    _Total("pace_refused", "area, slot, outcome", "entries", _PACE_REFUSED),
    _Total("list_total", "list, category, status", "tickets, places", _LISTED, _CURRENT),
)


class TotalsCheck:
    """Checks and rebuilds the totals of one event (`event` is hex)."""

    def __init__(self, database: Database, event: str) -> None:
        self._database = database
        self._parameters = {"event": bytes.fromhex(event)}

    def problems(self) -> Iterator[Problem]:
        """Yield the totals that differ from a sum over their rows."""
        for total in _TOTALS:
            stored = f"SELECT {total.keys}, {total.sums} FROM {total.table} WHERE {total.scope}"  # noqa: S608  # our own tables
            # Both are materialized: each is read twice, and counting takes long.
            found = self._database.execute(
                f"WITH stored AS MATERIALIZED (SELECT * FROM ({stored}) WHERE {total.non_zero}),"  # noqa: S608  # as above
                f" counted AS MATERIALIZED (SELECT * FROM ({total.counted}) WHERE {total.non_zero})"
                f" SELECT DISTINCT {total.keys} FROM"
                " (SELECT * FROM (SELECT * FROM stored EXCEPT SELECT * FROM counted) UNION ALL"
                "  SELECT * FROM (SELECT * FROM counted EXCEPT SELECT * FROM stored))"
                f" ORDER BY {total.keys}",
                self._parameters,
            ).fetchall()
            for keys in found:
                about = ", ".join(key.hex() if isinstance(key, bytes) else str(key) for key in keys)
                yield Problem(ProblemKind.TOTALS, about=f"{total.table}: {about}")

    def rebuild(self) -> None:
        """Count all totals again; call inside `immediate`."""
        for total in _TOTALS:
            self._database.execute(
                f"DELETE FROM {total.table} WHERE {total.scope}",  # noqa: S608  # our own tables
                self._parameters,
            )
            event = "" if "list" in total.keys else "event, "
            value = "" if "list" in total.keys else ":event, "
            self._database.execute(
                f"INSERT INTO {total.table}({event}{total.keys}, {total.sums})"  # noqa: S608  # as above
                f" SELECT {value}* FROM ({total.counted}) WHERE {total.non_zero}",
                self._parameters,
            )

    def rebuild_click_series(self) -> None:
        """Count the clicks of the series again, after the times of entries changed."""
        self._database.execute(
            "DELETE FROM total_series WHERE event = :event AND clicked", self._parameters
        )
        self._database.execute(
            "INSERT INTO total_series(event, area, start, entrance, category, clicked,"  # noqa: S608  # our own SQL
            " people_admitted, people_in, people_out) SELECT :event, area, start, entrance,"
            " category, clicked, 0, sum(people_in), sum(people_out)"
            f" FROM ({_CLICK_SERIES}) GROUP BY area, start, entrance",
            self._parameters,
        )
