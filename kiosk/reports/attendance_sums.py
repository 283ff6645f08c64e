"""The attendance in sums: people by category, organisation and quarter hour, without names."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from kiosk.reports.attendance_columns import LocalTime
from kiosk.reports.day_report.day_report import MIN_PEOPLE
from kiosk.reports.file_formats import Cell
from kiosk.store.attendance.attendance_rows import TicketAttendance

SUMS = ("sum", "name", "expected", "people")
"""The columns: the kind of the line, its name, expected places, people who came."""

_QUARTER_MIN = 15


def sum_rows(
    attended: Iterable[TicketAttendance], columns: Sequence[str], local: LocalTime
) -> Iterator[list[Cell]]:
    """Yield the total, then a line for each category, organisation and quarter hour.

    A ticket's people are counted in the quarter hour of its first entry, so each part adds up to
    the total. `columns` are some of SUMS.
    """
    sums = _Sums()
    for row in attended:
        sums.add(row, local)
    chosen = [SUMS.index(column) for column in columns]
    return ([line[column] for column in chosen] for line in sums.lines())


class _Sums:
    """Adds up tickets, one at a time."""

    def __init__(self) -> None:
        self._expected: Counter[str] = Counter()
        self._came: Counter[str] = Counter()
        self._organisations: Counter[str] = Counter()
        self._quarters: Counter[datetime] = Counter()

    def add(self, row: TicketAttendance, local: LocalTime) -> None:
        """Add a ticket with the people who came with it."""
        category = row.ticket.category
        self._expected[category] += row.ticket.expected(came=row.admitted > 0)
        self._came[category] += row.admitted
        self._organisations[row.ticket.organisation] += row.admitted
        if row.first_at is not None:
            at = local(row.first_at)
            quarter = at.replace(minute=at.minute // _QUARTER_MIN * _QUARTER_MIN, second=0)
            self._quarters[quarter] += row.admitted

    def lines(self) -> Iterator[list[Cell]]:
        """Yield the lines, sorted by name or time."""
        yield ["total", "", self._expected.total(), self._came.total()]
        for category in sorted(self._expected):
            yield ["category", category, self._expected[category], self._came[category]]
        yield from self._organisation_lines()
        for at in sorted(self._quarters):
            yield ["quarter_hour", at, "", self._quarters[at]]

    def _organisation_lines(self) -> Iterator[list[Cell]]:
        named = {name: n for name, n in self._organisations.items() if name and n >= MIN_PEOPLE}
        for name in sorted(named):
            yield ["organisation", name, "", named[name]]
        nameless = self._organisations[""]
        few = self._organisations.total() - sum(named.values()) - nameless
        if few:
            yield ["organisation", f"< {MIN_PEOPLE}", "", few]
        if nameless:
            yield ["organisation", "", "", nameless]
