"""Attendance and totals: projected from the journal, updated by adding differences."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from kiosk.domain.attendance import NO_FLOW, Attendance, Flow, fold
from kiosk.domain.counting.series import NO_COUNTS, Series, SpanCounts, SpanKey, series_of
from kiosk.domain.double_entries import ExplainedDouble, explain_doubles
from kiosk.domain.entry import Entry
from kiosk.domain.headcount import Recount
from kiosk.store.attendance.manual_count_table import ManualCounts
from kiosk.store.attendance.running_totals import NO_SUMS, CategorySums, RunningTotals
from kiosk.store.journal.history import History
from kiosk.store.lists.ticket_table import Tickets
from kiosk.store.sqlite.database import Database

_PROJECTED = (
    "category, inside, people_admitted, doubles, doubles_open, maybe_extra_people, entries,"
    " refusals, first_at, first_entrance, first_log, last_out_at, doors, series, net_since_recount"
)
_INSERT = (
    f"INSERT OR REPLACE INTO attendance(event, area, ticket, {_PROJECTED})"  # noqa: S608  # our own
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_BEFORE = (
    "category, doors, series, net_since_recount, inside, people_admitted, doubles, doubles_open,"
    " maybe_extra_people"
)
_BEFORE_OF_EACH = f"""
SELECT a.ticket, {_BEFORE} FROM json_each(?3) wanted
CROSS JOIN attendance a ON a.event = ?1 AND a.area = ?2 AND a.ticket = unhex(wanted.value)
"""  # noqa: S608  # our own columns
_STORED_ROWS = f"""
SELECT lower(hex(ticket)), area, coalesce(
  (SELECT r.category FROM list_snapshot l JOIN list_row r ON r.list = l.list AND r.ticket = a.ticket
   WHERE l.event = a.event AND l.state = 'current'), ''), {_PROJECTED}
FROM attendance a WHERE event = ? ORDER BY ticket
"""  # noqa: S608  # as above


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """A ticket's row of attendance, as far as the totals need it.

    `net_since_recount`: people who came in since the area's last recount, less those who left.
    """

    category: str
    sums: CategorySums
    doors: Mapping[str, Flow]
    series: Series
    net_since_recount: int = 0


@dataclass(frozen=True, slots=True)
class StoredRow:
    """A stored row of attendance, and the category that the lists give its ticket now."""

    ticket: str
    area: str
    listed_category: str
    columns: tuple[object, ...]


class AttendanceTable:
    """The attendance of one event (`event` is hex); call writers inside `immediate`."""

    def __init__(
        self,
        database: Database,
        event: str,
        history: History,
        manual_counts: ManualCounts,
        tickets: Tickets,
    ) -> None:
        """`tickets` gives the category of a ticket without attendance."""
        self._database = database
        self._event = bytes.fromhex(event)
        self._history = history
        self._manual_counts = manual_counts
        self._tickets = tickets
        self.totals = RunningTotals(database, event)

    def refold(self, ticket: str, area: str, history: Sequence[Entry] | None = None) -> None:
        """Project a ticket's entries in an area again, and add the difference to the totals.

        `history` are all its entries in causal order; without it they are read.
        """
        known = self._history.entries_of(ticket) if history is None else history
        before = self._stored(ticket, area)
        category = before.category if before else self._tickets.category(ticket)
        recount = self._manual_counts.recount(area)
        attendance, after = self._fold(area, known, category, recount)
        self._database.execute(
            _INSERT, (self._event, area, bytes.fromhex(ticket), *_values(attendance, after))
        )
        self._manual_counts.add_net_change(area, self._update_totals(area, before, after))

    def refold_each(self, area: str, histories: Mapping[str, Sequence[Entry]]) -> None:
        """Project many tickets in an area again; `histories` has all entries of each, in order."""
        before = self._stored_each(area, histories)
        listed = self._tickets.categories_of(histories.keys() - before.keys())
        recount = self._manual_counts.recount(area)
        rows, net_change = [], 0
        for ticket, known in sorted(histories.items()):  # in the table's order: touches fewer pages
            previous = before.get(ticket)
            category = previous.category if previous else listed.get(ticket, "")
            attendance, after = self._fold(area, known, category, recount)
            values = _values(attendance, after)
            rows.append((self._event, area, bytes.fromhex(ticket), *values))
            net_change += self._update_totals(area, previous, after)
        self._database.conn.executemany(_INSERT, rows)
        self._manual_counts.add_net_change(area, net_change)

    def stored_rows(self) -> Iterator[StoredRow]:
        """Yield all rows by ticket, reading the file as they are used."""
        rows = self._database.execute(_STORED_ROWS, (self._event,))
        return (StoredRow(ticket, area, listed, tuple(row)) for ticket, area, listed, *row in rows)

    def differs(self, stored: StoredRow, ordered: list[Entry], recount: Recount | None) -> bool:
        """Return whether a stored row differs from the projection of its ticket's entries."""
        category = stored.listed_category or str(stored.columns[0])
        return stored.columns != _values(*self._fold(stored.area, ordered, category, recount))

    def tickets_with_doubles(self) -> list[tuple[str, str]]:
        """Return area and ticket id of every attendance with doubles."""
        rows = self._database.execute(
            "SELECT area, ticket FROM attendance INDEXED BY attendance_doubles"
            " WHERE event = ? AND doubles > 0"
            " ORDER BY area, ticket",
            (self._event,),
        ).fetchall()
        return [(area, ticket.hex()) for area, ticket in rows]

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

    def refresh_categories(self) -> None:
        """Move each ticket's counts to the category that its list gives it now."""
        rows = self._database.execute(
            "SELECT a.area, a.ticket, t.category FROM attendance a"
            " JOIN current_ticket t USING (event, ticket)"
            " WHERE a.event = ? AND a.category <> t.category",
            (self._event,),
        ).fetchall()
        for area, ticket, category in rows:
            self._set_category(category, ticket.hex(), area)

    def refresh_category(self, ticket: str, areas: Iterable[str]) -> None:
        """Move one ticket's counts, in these areas, to the category of its list now."""
        category = self._tickets.category(ticket)
        for area in areas:
            self._set_category(category, ticket, area)

    def _set_category(self, category: str, ticket: str, area: str) -> None:
        before = self._stored(ticket, area)
        if before is None or before.category == category:
            return
        self._database.execute(
            "UPDATE attendance SET category = ? WHERE event = ? AND area = ? AND ticket = ?",
            (category, self._event, area, bytes.fromhex(ticket)),
        )
        self._update_totals(area, before, replace(before, category=category))

    def _fold(
        self, area: str, known: Sequence[Entry], category: str, recount: Recount | None
    ) -> tuple[Attendance, AttendanceRow]:
        ordered = [entry for entry in known if entry.area == area]
        attendance = fold(ordered)
        sums = _sums(attendance, self.findings(attendance, ordered))
        net = self._manual_counts.net_since(recount, ordered)
        return attendance, AttendanceRow(
            category, sums, attendance.doors, self._series(attendance), net
        )

    def _series(self, attendance: Attendance) -> Series:
        logs = {passage.entry.log for passage in attendance.passages}
        return series_of(attendance.passages, self._history.offsets(logs)) if logs else {}

    def _stored(self, ticket: str, area: str) -> AttendanceRow | None:
        row = self._database.execute(
            f"SELECT {_BEFORE} FROM attendance WHERE event = ? AND area = ? AND ticket = ?",  # noqa: S608  # our own columns
            (self._event, area, bytes.fromhex(ticket)),
        ).fetchone()
        return _read(row) if row else None

    def _stored_each(self, area: str, tickets: Iterable[str]) -> dict[str, AttendanceRow]:
        rows = self._database.execute(
            _BEFORE_OF_EACH, (self._event, area, json.dumps(list(tickets)))
        ).fetchall()
        return {ticket.hex(): _read(row) for ticket, *row in rows}

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


def _read(row: Sequence[Any]) -> AttendanceRow:
    category, doors, series, moved, *sums = row
    passed = {name: Flow(*people) for name, people in json.loads(doors).items()}
    counted: Series = {
        (start, entrance): SpanCounts(*people) for start, entrance, *people in json.loads(series)
    }
    return AttendanceRow(category, CategorySums(*sums), passed, counted, moved)


def _sums(attendance: Attendance, found: list[ExplainedDouble]) -> CategorySums:
    if not found:
        return CategorySums(attendance.inside, attendance.admitted)
    return CategorySums(
        inside=attendance.inside,
        admitted=attendance.admitted,
        doubles=sum(finding.double.people for finding in found),
        doubles_open=sum(finding.double.people for finding in found if not finding.decided),
        maybe_extra=sum(finding.maybe_extra for finding in found),
    )


def _values(attendance: Attendance, row: AttendanceRow) -> tuple[object, ...]:
    """Return the values of the columns in _PROJECTED."""
    first, last_out = attendance.first, attendance.last_out
    doors = [(name, one.people_in, one.people_out) for name, one in attendance.doors.items()]
    return (
        row.category,
        *row.sums.columns,
        len(attendance.admissions),
        attendance.refusals,
        first.at if first else None,
        first.entrance if first else None,
        bytes.fromhex(first.log) if first else None,
        last_out.at if last_out else None,
        _doors_json(tuple(doors)),
        _series_json(tuple(row.series.items())),
        row.net_since_recount,
    )


@lru_cache(maxsize=256)  # nearly every guest uses the same door
def _doors_json(doors: tuple[tuple[str, int, int], ...]) -> str:
    """Return people in and out by entrance as stored in the column `doors`."""
    passed = {name: people for name, *people in doors}
    return json.dumps(passed, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=256)  # the same for most guests of a span
def _series_json(series: tuple[tuple[SpanKey, SpanCounts], ...]) -> str:
    """Return a ticket's series as stored in the column `series`."""
    rows = [
        (*span, counts.admitted, counts.people_in, counts.people_out) for span, counts in series
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
