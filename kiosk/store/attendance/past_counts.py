"""Reads the figures of earlier times of the day: the inside curve, and people by organisation."""

from collections import Counter
from collections.abc import Mapping, Sequence

from kiosk.domain.causal_order import corrected_time
from kiosk.domain.counting.series import (
    SPAN_MS,
    InsideCurve,
    PastRecount,
    SeriesColumn,
    beyond_places,
    changes_inside,
    highest_of,
    inside_curve,
    span_start,
)
from kiosk.domain.entry import Entry, read_entry
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.manual_counts import click_flow, net_change_since
from kiosk.store.attendance.manual_count_table import ManualCounts
from kiosk.store.journal.history import History
from kiosk.store.sqlite.database import Database, EventTables

# Only a second admission, or people beyond the places, can count at a door and not inside.
_BEYOND = """
SELECT lower(hex(ticket)) FROM attendance a
WHERE event = ?1 AND area = ?2 AND (entries > 1 OR doubles > 0) AND inside <>
  (SELECT coalesce(sum((s.value ->> 3) - (s.value ->> 4)), 0) FROM json_each(a.series) s)
ORDER BY ticket
"""
_ORGANISATIONS = """
SELECT trim(coalesce(t.organisation, '')) AS organisation, sum(a.people_admitted)
FROM attendance a LEFT JOIN current_ticket t ON t.event = a.event AND t.ticket = a.ticket
WHERE a.event = ?1 AND a.area = ?2 AND a.people_admitted > 0
GROUP BY 1 ORDER BY 1
"""
_ARRIVED = """
SELECT t.category, sum(min(t.places, a.people_admitted))
FROM attendance a JOIN current_ticket t USING (event, ticket)
WHERE a.event = ?1 AND a.area = ?2 AND t.status IN ('valid', 'unpaid', 'door_sale')
  AND NOT (coalesce(t.cancelled, 0) OR coalesce(t.blocked, 0))
GROUP BY t.category ORDER BY t.category
"""
_TICKETS_BETWEEN = """
SELECT DISTINCT lower(hex(ticket)) FROM entry
WHERE event = ?1 AND area = ?2 AND at > ?3 AND at <= ?4 AND ticket IS NOT NULL
"""
_CLICKS_BETWEEN = """
SELECT body FROM entry e
WHERE event = ?1 AND coalesce(nullif(area, ''), ?3) = ?2 AND at > ?4 AND at <= ?5
  AND kind = 'clicker' AND ticket IS NULL
  AND NOT EXISTS (SELECT 1 FROM entry u WHERE u.target = e.hash AND u.kind = 'undo')
"""


class PastCounts(EventTables):
    """Reads the counts of one event (`event` is hex) for its report; call inside `snapshot`."""

    def __init__(
        self, database: Database, event: str, history: History, manual_counts: ManualCounts
    ) -> None:
        super().__init__(database, event)
        self._history = history
        self._manual_counts = manual_counts

    def curve(self, area: str, series: Sequence[SeriesColumn], crew: int) -> InsideCurve:
        """Return the people inside an area over the day; `series` is that of the area.

        By the ends of its spans, and by the moment at which most people were inside.
        """
        recounts = self.recounts(area)
        curve = inside_curve(self._net(area, series), crew, recounts)
        counted = {span_start(one.at) for one in recounts}
        came = Counter[int]()
        for column in series:
            came[column.start] += column.counts.people_in
        for start, people in sorted(came.items(), key=lambda one: (-one[1], one[0])):
            inside, peak = curve.at(start), curve.peak
            if peak is None or not people or start in counted or inside + people < peak[1]:
                continue
            highest = highest_of(self._changes_in_span(area, start), inside)
            if highest is not None and (highest[1], -highest[0]) > (peak[1], -peak[0]):
                curve = curve.with_moment(*highest)
        return curve

    def on_tickets(self, area: str, series: Sequence[SeriesColumn]) -> InsideCurve:
        """Return the people inside on a ticket; `series` is that of the area without clicks."""
        return inside_curve(self._net(area, series), 0)

    def recounts(self, area: str) -> list[PastRecount]:
        """Return the recounts of an area that were not undone, in order of time."""
        return [
            PastRecount(at, entry.people, self._net_in_span(area, at))
            for at, entry in self.recount_entries(area)
        ]

    def recount_entries(self, area: str) -> list[tuple[int, Entry]]:
        """Return the entries of these recounts, each with its corrected time (ms UTC)."""
        entries = self._manual_counts.recounts(area)
        offsets = self._history.offsets(one.log for one in entries)
        return [(corrected_time(one, offsets), one) for one in entries]

    def by_organisation(self, area: str) -> dict[str, int]:
        """Return the people who came, by organisation; those without one under ""."""
        return self._database.mapping(_ORGANISATIONS, (self._event, area))

    def arrived(self, area: str) -> dict[str, int]:
        """Return the expected places that were ever used, by category."""
        return self._database.mapping(_ARRIVED, (self._event, area))

    def _net(self, area: str, series: Sequence[SeriesColumn]) -> Mapping[int, int]:
        net = Counter[int]()
        for column in series:
            net[column.start] += column.counts.people_in - column.counts.people_out
        net.subtract(self._beyond_places(area))
        return net

    def _beyond_places(self, area: str) -> Mapping[int, int]:
        found = Counter[int]()
        for (ticket,) in self._database.execute(_BEYOND, (self._event, area)).fetchall():
            ordered = [one for one in self._history.entries_of(ticket) if one.area == area]
            offsets = self._history.offsets(one.log for one in ordered)
            found.update(beyond_places(ordered, offsets))
        return found

    def _changes_in_span(self, area: str, start: int) -> list[tuple[int, int]]:
        """Return the changes in a span, clicks included: times and numbers of people."""
        end = start + SPAN_MS - 1
        found = self._clicks_between(area, start - 1, end)
        for ticket in self._tickets_between(area, start - 1, end):
            ordered = [one for one in self._history.entries_of(ticket) if one.area == area]
            offsets = self._history.offsets(one.log for one in ordered)
            found += [one for one in changes_inside(ordered, offsets) if start <= one[0] <= end]
        return found

    def _net_in_span(self, area: str, at: int) -> int:
        """Return the people who came in between a time and the end of its span, less who left."""
        end = span_start(at) + SPAN_MS - 1
        net = 0
        for ticket in self._tickets_between(area, at, end):
            ordered = [one for one in self._history.entries_of(ticket) if one.area == area]
            offsets = self._history.offsets(one.log for one in ordered)
            net += net_change_since(ordered, at, offsets) - net_change_since(ordered, end, offsets)
        return net + sum(people for _, people in self._clicks_between(area, at, end))

    def _tickets_between(self, area: str, after: int, until: int) -> list[str]:
        return self._database.values(
            _TICKETS_BETWEEN, (self._event, area, *self._by_any_clock(after, until))
        )

    def _clicks_between(self, area: str, after: int, until: int) -> list[tuple[int, int]]:
        """Return the times of manual counts, with the people who came in, less those who left."""
        about = (self._event, area, FESTIVAL, *self._by_any_clock(after, until))
        clicks = [read_entry(body) for body in self._database.values(_CLICKS_BETWEEN, about)]
        offsets = self._history.offsets(one.log for one in clicks)
        timed = [(corrected_time(one, offsets), click_flow(one)) for one in clicks]
        return [(at, one.people_in - one.people_out) for at, one in timed if after < at <= until]

    def _by_any_clock(self, after: int, until: int) -> tuple[int, int]:
        """Return the bounds of the recorded times that may be between two corrected ones."""
        behind, ahead = self._database.execute(
            "SELECT min(0, coalesce(min(offset_ms), 0)), max(0, coalesce(max(offset_ms), 0))"
            " FROM log WHERE event = ?",
            (self._event,),
        ).fetchone()
        return after - ahead, until - behind
