"""Attendance and totals: projected from the journal, updated by adding differences."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass

from kiosk.domain.attendance import NO_FLOW, Attendance, Flow, fold
from kiosk.domain.counting.series import NO_COUNTS, Series, series_of
from kiosk.domain.double_entries import ExplainedDouble, explain_doubles
from kiosk.domain.entry import Entry
from kiosk.domain.headcount import Recount
from kiosk.store.attendance.attendance_row import (
    COUNTED,
    PROJECTED,
    AttendanceRow,
    places_json,
    read_places,
    read_row,
    row_values,
    sums_of,
)
from kiosk.store.attendance.expected_places import (
    EXPECTED,
    UNLISTED,
    ExpectedPlaces,
    Listing,
)
from kiosk.store.attendance.manual_count_table import ManualCounts
from kiosk.store.attendance.running_totals import NO_SUMS, RunningTotals
from kiosk.store.journal.history import History
from kiosk.store.sqlite.database import Database, EventTables

_INSERT = (
    f"INSERT OR REPLACE INTO attendance(event, area, ticket, {PROJECTED})"  # noqa: S608  # our own
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_COUNTED_OF_EACH = f"""
SELECT a.ticket, {COUNTED} FROM json_each(?3) wanted
CROSS JOIN attendance a ON a.event = ?1 AND a.area = ?2 AND a.ticket = unhex(wanted.value)
"""  # noqa: S608  # our own columns
_LISTING = f"""
(SELECT r.category FROM list_snapshot l JOIN list_row r ON r.list = l.list AND r.ticket = a.ticket
  WHERE l.event = a.event AND l.state = 'current' ORDER BY l.list LIMIT 1) AS listed_category,
(SELECT json_group_array(r.places ORDER BY r.places)
  FROM list_snapshot l JOIN list_row r ON r.list = l.list AND r.ticket = a.ticket
  LEFT JOIN desk_action h ON h.event = l.event AND h.ticket = r.ticket
  WHERE l.event = a.event AND l.state = 'current' AND {EXPECTED}) AS listed_places
"""  # noqa: S608  # as above
_STORED_ROWS = f"""
SELECT lower(hex(ticket)), area, {_LISTING}, {PROJECTED}
FROM attendance a WHERE event = ? ORDER BY ticket
"""  # noqa: S608  # as above
_LISTED_OTHERWISE = f"""
SELECT area, ticket, listed_category, listed_places FROM (
  SELECT area, ticket, category, expected_places, {_LISTING} FROM attendance a WHERE event = ?)
WHERE coalesce(listed_category, category) <> category OR listed_places <> expected_places
"""  # noqa: S608  # as above


@dataclass(frozen=True, slots=True)
class StoredRow:
    """A stored row of attendance, and its ticket's current values from the lists and the desk."""

    ticket: str
    area: str
    listing: Listing
    columns: tuple[object, ...]

    @property
    def listed(self) -> Listing:
        """Its listing; without a list the stored category counts."""
        known = self.listing.category is not None
        return self.listing if known else Listing(str(self.columns[0]), self.listing.expected)


class AttendanceTable(EventTables):
    """The attendance of one event (`event` is hex); call writers inside `immediate`."""

    def __init__(
        self,
        database: Database,
        event: str,
        history: History,
        manual_counts: ManualCounts,
    ) -> None:
        super().__init__(database, event)
        self._history = history
        self._manual_counts = manual_counts
        self.expected = ExpectedPlaces(database, event)
        self.totals = RunningTotals(database, event)

    def refold(
        self,
        ticket: str,
        area: str,
        history: Sequence[Entry] | None = None,
        *,
        is_first: bool = False,
    ) -> None:
        """Project a ticket's entries in an area again, and add the difference to the totals.

        `history` are all its entries in causal order; without it they are read. `is_first`: nothing
        was projected from the ticket before.
        """
        known = self._history.entries_of(ticket) if history is None else history
        before = None if is_first else self._stored(ticket, area)
        listing = before.listing if before else self.expected.listing(ticket)
        attendance, after = self._fold(area, known, listing, self._manual_counts.recount(area))
        row = self._event, area, bytes.fromhex(ticket), *row_values(attendance, after)
        if _turns(before, after) and self._is_sold_at_door(ticket, before, listing):
            with self.expected.changing([ticket]):
                self._database.execute(_INSERT, row)
        else:
            self._database.execute(_INSERT, row)
        self._manual_counts.add_net_change(area, self._update_totals(area, before, after))

    def refold_each(self, area: str, histories: Mapping[str, Sequence[Entry]]) -> None:
        """Project many tickets in an area again; `histories` has all entries of each, in order."""
        before = self._stored_each(area, histories)
        listings = self.expected.listings_of(histories.keys() - before.keys())
        recount = self._manual_counts.recount(area)
        rows, net_change, turned = [], 0, []
        for ticket, known in sorted(histories.items()):  # in the table's order: reads fewer pages
            previous = before.get(ticket)
            listing = previous.listing if previous else listings.get(ticket, UNLISTED)
            attendance, after = self._fold(area, known, listing, recount)
            values = row_values(attendance, after)
            rows.append((self._event, area, bytes.fromhex(ticket), *values))
            if _turns(previous, after) and self._is_sold_at_door(ticket, previous, listing):
                turned.append(ticket)
            net_change += self._update_totals(area, previous, after)
        with self.expected.changing(turned) if turned else nullcontext():
            self._database.conn.executemany(_INSERT, rows)
        self._manual_counts.add_net_change(area, net_change)

    def stored_rows(self) -> Iterator[StoredRow]:
        """Yield all rows by ticket, reading the file as they are used."""
        rows = self._database.execute(_STORED_ROWS, (self._event,))
        return (
            StoredRow(ticket, area, Listing(category, read_places(places)), tuple(columns))
            for ticket, area, category, places, *columns in rows
        )

    def differs(self, stored: StoredRow, ordered: list[Entry], recount: Recount | None) -> bool:
        """Return whether a stored row differs from the projection of its ticket's entries."""
        folded = self._fold(stored.area, ordered, stored.listed, recount)
        return stored.columns != row_values(*folded)

    def tickets_with_doubles(self) -> list[tuple[str, str]]:
        """Return area and ticket id of every attendance with doubles."""
        return self._database.rows(
            "SELECT area, lower(hex(ticket)) FROM attendance INDEXED BY attendance_doubles"
            " WHERE event = ? AND doubles > 0"
            " ORDER BY area, ticket",
            (self._event,),
        )

    def inside(self, ticket: str, area: str) -> int:
        """Return how many people of a ticket are inside an area."""
        row = self._database.execute(
            "SELECT inside FROM attendance WHERE event = ? AND area = ? AND ticket = ?",
            (self._event, area, bytes.fromhex(ticket)),
        ).fetchone()
        return int(row[0]) if row else 0

    def findings(self, attendance: Attendance, ordered: list[Entry]) -> list[ExplainedDouble]:
        """Return a ticket's doubles with their causes; `ordered` are its entries in the area."""
        if not attendance.doubles:
            return []
        logs = {entry.log for entry in ordered}
        stations = {log: self._history.author(log).station for log in logs}
        return explain_doubles(attendance.doubles, ordered, stations, self._history.offsets(logs))

    def refresh_listings(self) -> None:
        """Update the counts of all tickets to their current lists."""
        rows = self._database.execute(_LISTED_OTHERWISE, (self._event,)).fetchall()
        for area, ticket, category, places in rows:
            self._list_as(Listing(category, read_places(places)), ticket.hex(), area)
        self.expected.rebuild()

    def refresh_listing(self, ticket: str, areas: Iterable[str]) -> None:
        """Update one ticket's counts in these areas to the current lists and the desk."""
        listing = self.expected.listing(ticket)
        for area in areas:
            self._list_as(listing, ticket, area)

    def _list_as(self, listing: Listing, ticket: str, area: str) -> None:
        before = self._stored(ticket, area)
        after = before.listed_as(listing) if before is not None else None
        if before is None or after is None or after == before:
            return
        self._database.execute(
            "UPDATE attendance SET category = ?, expected_places = ?"
            " WHERE event = ? AND area = ? AND ticket = ?",
            (
                after.category,
                places_json(after.expected),
                self._event,
                area,
                bytes.fromhex(ticket),
            ),
        )
        self._update_totals(area, before, after)

    def _is_sold_at_door(self, ticket: str, before: AttendanceRow | None, listing: Listing) -> bool:
        """Return whether a ticket is for sale at the door; `listing` is read if no row was."""
        return (listing if before is None else self.expected.listing(ticket)).at_door

    def _fold(
        self, area: str, known: Sequence[Entry], listing: Listing, recount: Recount | None
    ) -> tuple[Attendance, AttendanceRow]:
        ordered = [entry for entry in known if entry.area == area]
        attendance = fold(ordered)
        sums = sums_of(attendance, self.findings(attendance, ordered), listing.expected)
        net = self._manual_counts.net_since(recount, ordered)
        category = listing.category or ""
        series = self._series(attendance)
        return attendance, AttendanceRow(
            category, listing.expected, sums, attendance.doors, series, net
        )

    def _series(self, attendance: Attendance) -> Series:
        logs = {passage.entry.log for passage in attendance.passages}
        return series_of(attendance.passages, self._history.offsets(logs)) if logs else {}

    def _stored(self, ticket: str, area: str) -> AttendanceRow | None:
        row = self._database.execute(
            f"SELECT {COUNTED} FROM attendance WHERE event = ? AND area = ? AND ticket = ?",  # noqa: S608  # our own columns
            (self._event, area, bytes.fromhex(ticket)),
        ).fetchone()
        return read_row(row) if row else None

    def _stored_each(self, area: str, tickets: Iterable[str]) -> dict[str, AttendanceRow]:
        rows = self._database.execute(
            _COUNTED_OF_EACH, (self._event, area, json.dumps(list(tickets)))
        ).fetchall()
        return {ticket.hex(): read_row(row) for ticket, *row in rows}

    def _update_totals(self, area: str, before: AttendanceRow | None, after: AttendanceRow) -> int:
        """Add the difference to the totals; return the change of the net number
        since the recount.
        """
        if before is not None and before.category != after.category:
            self.totals.add(area, before.category, NO_SUMS - before.sums)
            self.totals.add(area, after.category, after.sums)
        else:
            self.totals.add(
                area, after.category, after.sums - before.sums if before else after.sums
            )
        earlier: Mapping[str, Flow] = before.doors if before else {}
        for entrance in {*earlier, *after.doors}:
            old, new = earlier.get(entrance, NO_FLOW), after.doors.get(entrance, NO_FLOW)
            people_in, people_out = new.people_in - old.people_in, new.people_out - old.people_out
            if people_in or people_out:
                self.totals.add_flow(area, entrance, people_in, people_out)
        self._update_series(area, before, after)
        return after.net_since_recount - (before.net_since_recount if before else 0)

    def _update_series(self, area: str, before: AttendanceRow | None, after: AttendanceRow) -> None:
        if before is not None and before.category != after.category:
            for span, counts in before.series.items():
                self.totals.add_series(area, before.category, span, NO_COUNTS - counts)
            before = None
        earlier: Series = before.series if before else {}
        for span in {*earlier, *after.series}:
            change = after.series.get(span, NO_COUNTS) - earlier.get(span, NO_COUNTS)
            self.totals.add_series(area, after.category, span, change)


def _turns(before: AttendanceRow | None, after: AttendanceRow) -> bool:
    """Return whether a ticket is admitted for the first time, or no longer."""
    return bool(after.sums.admitted) != bool(before and before.sums.admitted)
