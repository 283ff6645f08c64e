"""Attendance and totals: folded from the journal, kept up to date by adding differences."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from kiosk.domain.attendance import NO_FLOW, Attendance, Flow, fold
from kiosk.domain.double_entries import Finding, findings
from kiosk.domain.entry import Entry
from kiosk.domain.headcount import Recount
from kiosk.store.attendance.manual_count_table import ManualCounts
from kiosk.store.attendance.running_totals import NOTHING, CategorySums, RunningTotals
from kiosk.store.journal.history import History
from kiosk.store.lists.ticket_table import Tickets
from kiosk.store.sqlite.database import Database

_FOLDED = (
    "category, inside, people_admitted, doubles, doubles_open, maybe_extra_people, entries,"
    " refusals, first_at, first_entrance, first_log, last_out_at, doors, net_since_recount"
)
_KEEP = (
    f"INSERT OR REPLACE INTO attendance(event, area, ticket, {_FOLDED})"  # noqa: S608  # our own
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_BEFORE = (
    "category, doors, net_since_recount, inside, people_admitted, doubles, doubles_open,"
    " maybe_extra_people"
)
_BEFORE_OF_EACH = f"""
SELECT a.ticket, {_BEFORE} FROM json_each(?3) wanted
CROSS JOIN attendance a ON a.event = ?1 AND a.area = ?2 AND a.ticket = unhex(wanted.value)
"""  # noqa: S608  # our own columns
_KEPT = f"""
SELECT lower(hex(ticket)), area, coalesce(
  (SELECT r.category FROM list_snapshot l JOIN list_row r ON r.list = l.list AND r.ticket = a.ticket
   WHERE l.event = a.event AND l.state = 'current'), ''), {_FOLDED}
FROM attendance a WHERE event = ? ORDER BY ticket
"""  # noqa: S608  # as above


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """A ticket's row of attendance as far as the totals need it.

    `moved` are the people who came in since the area's last recount, less those who left.
    """

    category: str
    sums: CategorySums
    doors: Mapping[str, Flow]
    moved: int = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """A row of attendance as it stands, and the category that the lists give its ticket now."""

    ticket: str
    area: str
    listed: str
    columns: tuple[object, ...]


class AttendanceTable:
    """The attendance of one event (`event` is hex); writers hold `immediate`."""

    def __init__(
        self,
        database: Database,
        event: str,
        history: History,
        hand_counts: ManualCounts,
        tickets: Tickets,
    ) -> None:
        """`tickets` names the category of a ticket that has no attendance yet."""
        self._database = database
        self._event = bytes.fromhex(event)
        self._history = history
        self._hand_counts = hand_counts
        self._tickets = tickets
        self.totals = RunningTotals(database, event)

    def refold(self, ticket: str, area: str, history: Sequence[Entry] | None = None) -> None:
        """Fold a ticket's entries in an area again, and move the totals by what changed.

        `history` are all its entries in order; without it they are read.
        """
        known = self._history.of(ticket) if history is None else history
        before = self._folded(ticket, area)
        category = before.category if before else self._tickets.category(ticket)
        recount = self._hand_counts.recount(area)
        attendance, after = self._fold(area, known, category, recount)
        self._database.execute(
            _KEEP, (self._event, area, bytes.fromhex(ticket), *_values(attendance, after))
        )
        self._hand_counts.move(area, self._move_totals(area, before, after))

    def refold_each(self, area: str, histories: Mapping[str, Sequence[Entry]]) -> None:
        """Fold many tickets again in an area; `histories` are all entries of each, in order."""
        before = self._folded_each(area, histories)
        listed = self._tickets.categories_of(histories.keys() - before.keys())
        recount = self._hand_counts.recount(area)
        rows, moved = [], 0
        for ticket, known in sorted(histories.items()):  # as the table is sorted: fewer pages
            stood = before.get(ticket)
            category = stood.category if stood else listed.get(ticket, "")
            attendance, after = self._fold(area, known, category, recount)
            values = _values(attendance, after)
            rows.append((self._event, area, bytes.fromhex(ticket), *values))
            moved += self._move_totals(area, stood, after)
        self._database.conn.executemany(_KEEP, rows)
        self._hand_counts.move(area, moved)

    def kept(self) -> Iterator[Kept]:
        """Yield all rows by ticket; the file is read while they are used."""
        rows = self._database.execute(_KEPT, (self._event,))
        return (Kept(ticket, area, listed, tuple(row)) for ticket, area, listed, *row in rows)

    def differs(self, kept: Kept, ordered: list[Entry], recount: Recount | None) -> bool:
        """Return whether a row is not what its ticket's entries in its area fold to."""
        category = kept.listed or str(kept.columns[0])
        return kept.columns != _values(*self._fold(kept.area, ordered, category, recount))

    def doubled(self) -> list[tuple[str, str]]:
        """Return the area and ticket id of all attendance with doubles."""
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

    def findings(self, attendance: Attendance, ordered: list[Entry]) -> list[Finding]:
        """Return a ticket's doubles with their causes; `ordered` are its entries in the area."""
        if not attendance.doubles:
            return []
        logs = {entry.log for entry in ordered}
        stations = {log: self._history.author(log).station for log in logs}
        return findings(attendance.doubles, ordered, stations, self._history.offsets(logs))

    def refresh_categories(self) -> None:
        """Count each ticket under the category that its list gives it now."""
        rows = self._database.execute(
            "SELECT a.area, a.ticket, t.category FROM attendance a"
            " JOIN current_ticket t USING (event, ticket)"
            " WHERE a.event = ? AND a.category <> t.category",
            (self._event,),
        ).fetchall()
        for area, ticket, category in rows:
            self._count_under(category, ticket.hex(), area)

    def refresh_category(self, ticket: str, areas: Iterable[str]) -> None:
        """Count one ticket, in these areas, under the category that its list gives it now."""
        category = self._tickets.category(ticket)
        for area in areas:
            self._count_under(category, ticket, area)

    def _count_under(self, category: str, ticket: str, area: str) -> None:
        before = self._folded(ticket, area)
        if before is None or before.category == category:
            return
        self._database.execute(
            "UPDATE attendance SET category = ? WHERE event = ? AND area = ? AND ticket = ?",
            (category, self._event, area, bytes.fromhex(ticket)),
        )
        self._move_totals(area, before, replace(before, category=category))

    def _fold(
        self, area: str, known: Sequence[Entry], category: str, recount: Recount | None
    ) -> tuple[Attendance, AttendanceRow]:
        ordered = [entry for entry in known if entry.area == area]
        attendance = fold(ordered)
        sums = _sums(attendance, self.findings(attendance, ordered))
        moved = self._hand_counts.moved_after(recount, ordered)
        return attendance, AttendanceRow(category, sums, attendance.doors, moved)

    def _folded(self, ticket: str, area: str) -> AttendanceRow | None:
        row = self._database.execute(
            f"SELECT {_BEFORE} FROM attendance WHERE event = ? AND area = ? AND ticket = ?",  # noqa: S608  # our own columns
            (self._event, area, bytes.fromhex(ticket)),
        ).fetchone()
        return _read(row) if row else None

    def _folded_each(self, area: str, tickets: Iterable[str]) -> dict[str, AttendanceRow]:
        rows = self._database.execute(
            _BEFORE_OF_EACH, (self._event, area, json.dumps(list(tickets)))
        ).fetchall()
        return {ticket.hex(): _read(row) for ticket, *row in rows}

    def _move_totals(self, area: str, before: AttendanceRow | None, after: AttendanceRow) -> int:
        """Add what changed to the totals; return how many more came in since the recount."""
        if before is not None and before.category != after.category:
            self.totals.add(area, before.category, NOTHING - before.sums)
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
                self.totals.pass_through(area, entrance, people_in, people_out)
        return after.moved - (before.moved if before else 0)


def _read(row: Sequence[Any]) -> AttendanceRow:
    category, doors, moved, *sums = row
    passed = {name: Flow(*people) for name, people in json.loads(doors).items()}
    return AttendanceRow(category, CategorySums(*sums), passed, moved)


def _sums(attendance: Attendance, found: list[Finding]) -> CategorySums:
    if not found:
        return CategorySums(attendance.inside, attendance.used)
    return CategorySums(
        inside=attendance.inside,
        used=attendance.used,
        doubles=sum(finding.double.people for finding in found),
        doubles_open=sum(finding.double.people for finding in found if not finding.decided),
        doubtful=sum(finding.doubtful for finding in found),
    )


def _values(attendance: Attendance, row: AttendanceRow) -> tuple[object, ...]:
    """Return the columns that are folded, as _FOLDED names them."""
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
        row.moved,
    )


@lru_cache(maxsize=256)  # the same door for nearly every guest
def _doors_json(doors: tuple[tuple[str, int, int], ...]) -> str:
    """Return people in and out by entrance, as the column `doors` keeps them."""
    passed = {name: people for name, *people in doors}
    return json.dumps(passed, ensure_ascii=False, separators=(",", ":"))
