"""Reads the stored totals of one event for the headcount."""

from collections.abc import Sequence

from kiosk.domain.attendance import Flow
from kiosk.domain.counting.pace import slot_of
from kiosk.domain.counting.series import SeriesColumn, SpanCounts
from kiosk.domain.counting.station_status import QUARTER_MS
from kiosk.domain.event_settings import FESTIVAL, Event
from kiosk.domain.headcount import RATE_MIN, AreaTotals, CategoryCounts, Recount, people_inside
from kiosk.domain.ticket import Reentry
from kiosk.store.attendance.manual_count_table import ManualCounts
from kiosk.store.sqlite.database import Database, EventTables

# One statement, because each scan runs it where the capacity is limited.
_INSIDE = """
SELECT (SELECT coalesce(sum(inside), 0) FROM total_category WHERE event = ?1 AND area = ?2),
  coalesce(c.people_in, 0), coalesce(c.people_out, 0), r.people, r.at, r.net_since_recount
FROM (SELECT 1) LEFT JOIN total_click c ON c.event = ?1 AND c.area = ?2
LEFT JOIN recount r ON r.event = ?1 AND r.area = ?2
"""
_SLOTS = """
FROM (SELECT DISTINCT station, machine FROM log WHERE event = ?1) l
CROSS JOIN pace_slot p ON p.event = ?1 AND p.area = ?2 AND p.station = l.station
  AND p.machine = l.machine AND p.slot > ?3 AND p.slot <= ?4
"""


class HeadcountQueries(EventTables):
    """Reads the totals of one event (`event` is hex)."""

    def __init__(self, database: Database, event: str, manual_counts: ManualCounts) -> None:
        super().__init__(database, event)
        self._manual_counts = manual_counts

    def inside(self, event: Event, area: str) -> int:
        """Return the people inside an area; the festival includes the crew."""
        folded, people_in, people_out, *counted = self._database.execute(
            _INSIDE, (self._event, area)
        ).fetchone()
        recount = None if counted[0] is None else Recount(*counted)
        return people_inside(folded, Flow(people_in, people_out), _crew(event, area), recount)

    def people_through(self, area: str, entrance: str, station: str) -> int:
        """Return how many people a station let in or clicked in, without undone ones."""
        return self._database.number(
            "SELECT coalesce(sum(e.people), 0) FROM log JOIN entry e USING (event, log)"
            " WHERE log.event = ? AND log.station = ? AND e.area = ? AND e.entrance = ?"
            " AND (e.kind IN ('in', 'walk_in') OR (e.kind = 'clicker'"
            "   AND json_extract(CAST(e.body AS TEXT), '$.detail.direction') = 'in'))"
            " AND NOT EXISTS (SELECT 1 FROM entry u WHERE u.target = e.hash AND u.kind = 'undo')",
            (self._event, bytes.fromhex(station), area, entrance),
        )

    def doubles_open(self, area: str) -> int:
        """Return how many people in an area are double entries without a decision."""
        return self._sums(area)[3]

    def area_totals(self, event: Event, area: str, now: int) -> AreaTotals:
        """Return all totals of an area; `now` is ms UTC."""
        by_category = self._by_category(area)
        inside, used, doubles, doubles_open, doubtful, arrived, here = self._sums(area)
        if event.rules.reentry is Reentry.NEVER:
            here = arrived
        clicks = self._manual_counts.clicks(area)
        expected = sum(self._expected().values())
        return AreaTotals(
            inside=inside,
            admitted=used,
            doubles=doubles,
            doubles_open=doubles_open,
            maybe_extra=doubtful,
            arrived=arrived,
            to_come=max(0, expected - here),
            clicked_in=clicks.people_in,
            clicked_out=clicks.people_out,
            crew=_crew(event, area),
            recent=sum(self.pace(area, now).values()),
            net_quarter=self.net_since(area, now - QUARTER_MS, now),
            recount=self._manual_counts.recount(area),
            refused=self._refused(area),
            by_category=by_category,
            by_entrance=self._by_entrance(event, area),
        )

    def pace(self, area: str, now: int) -> dict[str, int]:
        """Return the people admitted at each entrance in the last RATE_MIN minutes.

        Precise to five seconds, like all figures about the last minutes.
        """
        return self._database.mapping(
            f"SELECT p.entrance, sum(p.people_in) {_SLOTS} GROUP BY 1"
            " HAVING sum(p.people_in) > 0 ORDER BY 1",
            (self._event, area, slot_of(now - RATE_MIN * 60_000), slot_of(now)),
        )

    def net_since(self, area: str, since: int, now: int) -> int:
        """Return the people who came in since `since` (ms UTC), less those who left."""
        return self._database.number(
            f"SELECT coalesce(sum(p.net), 0) {_SLOTS}",
            (self._event, area, slot_of(since), slot_of(now)),
        )

    def series(self, area: str) -> list[SeriesColumn]:
        """Return the people of an area by spans of five minutes, in order of time."""
        rows = self._database.execute(
            "SELECT start, entrance, category, clicked, people_admitted, people_in, people_out"
            " FROM total_series WHERE event = ? AND area = ?"
            " AND (people_admitted OR people_in OR people_out)"
            " ORDER BY start, entrance, category, clicked",
            (self._event, area),
        ).fetchall()
        return [
            SeriesColumn(start, entrance, category, bool(clicked), SpanCounts(*people))
            for start, entrance, category, clicked, *people in rows
        ]

    def refused_since(self, area: str, since: int) -> dict[str, int]:
        """Return the number of refusals since `since` (ms UTC), by outcome."""
        return self._database.mapping(
            "SELECT outcome, sum(entries) FROM pace_refused WHERE event = ? AND area = ?"
            " AND slot > ? GROUP BY 1 ORDER BY 1",
            (self._event, area, slot_of(since)),
        )

    def _sums(self, area: str) -> Sequence[int]:
        row: Sequence[int] = self._database.execute(
            "SELECT coalesce(sum(inside), 0), coalesce(sum(people_admitted), 0),"
            " coalesce(sum(doubles), 0), coalesce(sum(doubles_open), 0),"
            " coalesce(sum(maybe_extra_people), 0), coalesce(sum(arrived), 0),"
            " coalesce(sum(here), 0) FROM total_category WHERE event = ? AND area = ?",
            (self._event, area),
        ).fetchone()
        return row

    def _by_category(self, area: str) -> dict[str, CategoryCounts]:
        counted = {
            category: CategoryCounts(expected=expected)
            for category, expected in self._expected().items()
        }
        rows = self._database.execute(
            "SELECT category, people_admitted, inside FROM total_category"
            " WHERE event = ? AND area = ? ORDER BY category",
            (self._event, area),
        ).fetchall()
        for category, used, inside in rows:
            counted[category] = counted.get(category, CategoryCounts()) + CategoryCounts(
                0, used, inside
            )
        # A category that all tickets left has a row of zeros on some laptops only.
        return {
            category: counted[category]
            for category in sorted(counted)
            if counted[category] != CategoryCounts()
        }

    def _expected(self) -> dict[str, int]:
        return self._database.mapping(
            "SELECT category, sum(places) FROM ("
            "  SELECT t.category, t.places FROM list_snapshot JOIN list_total t USING (list)"
            "    WHERE list_snapshot.event = ?1 AND list_snapshot.state = 'current'"
            "    AND t.status IN ('valid', 'unpaid')"
            "  UNION ALL SELECT category, places FROM total_expected WHERE event = ?1"
            ") GROUP BY category ORDER BY category",
            (self._event,),
        )

    def _refused(self, area: str) -> dict[str, int]:
        return self._database.mapping(
            "SELECT outcome, entries FROM total_refused WHERE event = ? AND area = ?"
            " ORDER BY outcome",
            (self._event, area),
        )

    def _by_entrance(self, event: Event, area: str) -> dict[str, Flow]:
        rows = self._database.execute(
            "SELECT entrance, people_in, people_out FROM total_entrance"
            " WHERE event = ? AND area = ?",
            (self._event, area),
        ).fetchall()
        passed = {entrance: Flow(*people) for entrance, *people in rows}
        named = (*event.area(area).entrances, *sorted(passed))
        return {entrance: passed.get(entrance, Flow()) for entrance in dict.fromkeys(named)}


def _crew(event: Event, area: str) -> int:
    return event.rules.crew if area == FESTIVAL else 0
