"""A ticket's row of attendance: its values as columns, and its part of the totals."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from kiosk.domain.attendance import Attendance, Flow
from kiosk.domain.counting.series import Series, SpanCounts, SpanKey
from kiosk.domain.double_entries import ExplainedDouble
from kiosk.store.attendance.expected_places import Listing
from kiosk.store.attendance.running_totals import CategorySums, sums_with_expected

PROJECTED = (
    "category, inside, people_admitted, doubles, doubles_open, maybe_extra_people, entries,"
    " refusals, first_at, first_entrance, first_log, last_out_at, doors, series, net_since_recount,"
    " expected_places"
)
"""The columns that are projected from a ticket's entries and its lists."""

COUNTED = (
    "category, expected_places, doors, series, net_since_recount, inside, people_admitted, doubles,"
    " doubles_open, maybe_extra_people"
)
"""The columns that `read_row` takes."""


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """A ticket's row of attendance, as far as the totals need it.

    `expected` are the ticket's places on each list that expects it. `net_since_recount`: people who
    came in since the area's last recount, less those who left.
    """

    category: str
    expected: tuple[int, ...]
    sums: CategorySums
    doors: Mapping[str, Flow]
    series: Series
    net_since_recount: int = 0

    @property
    def listing(self) -> Listing:
        """The listing of the ticket when the row was stored."""
        return Listing(self.category, self.expected)

    def listed_as(self, listing: Listing) -> "AttendanceRow":
        """Return the row for other lists; without a list the category stays."""
        category = self.category if listing.category is None else listing.category
        sums = sums_with_expected(self.sums.of_attendance, listing.expected)
        return replace(self, category=category, expected=listing.expected, sums=sums)


def read_row(columns: Sequence[Any]) -> AttendanceRow:
    """Return a row by the columns of COUNTED."""
    category, expected, doors, series, moved, *sums = columns
    places = read_places(expected)
    passed = {name: Flow(*people) for name, people in json.loads(doors).items()}
    counted: Series = {
        (start, entrance): SpanCounts(*people) for start, entrance, *people in json.loads(series)
    }
    return AttendanceRow(category, places, sums_with_expected(sums, places), passed, counted, moved)


def sums_of(
    attendance: Attendance, found: list[ExplainedDouble], expected: Sequence[int]
) -> CategorySums:
    """Return a ticket's part of the totals, with its doubles and their causes."""
    doubles = (
        sum(finding.double.people for finding in found),
        sum(finding.double.people for finding in found if not finding.decided),
        sum(finding.maybe_extra for finding in found),
    )
    return sums_with_expected((attendance.inside, attendance.admitted, *doubles), expected)


def row_values(attendance: Attendance, row: AttendanceRow) -> tuple[object, ...]:
    """Return the values of the columns of PROJECTED."""
    first, last_out = attendance.first, attendance.last_out
    doors = [(name, one.people_in, one.people_out) for name, one in attendance.doors.items()]
    return (
        row.category,
        *row.sums.of_attendance,
        len(attendance.admissions),
        attendance.refusals,
        first.at if first else None,
        first.entrance if first else None,
        bytes.fromhex(first.log) if first else None,
        last_out.at if last_out else None,
        _doors_json(tuple(doors)),
        _series_json(tuple(row.series.items())),
        row.net_since_recount,
        places_json(row.expected),
    )


@lru_cache(maxsize=256)  # nearly every ticket is for one or two
def places_json(places: tuple[int, ...]) -> str:
    """Return a ticket's expected places as stored in the column `expected_places`."""
    return json.dumps(places, separators=(",", ":"))


@lru_cache(maxsize=256)  # nearly every ticket is for one or two
def read_places(text: str) -> tuple[int, ...]:
    """Return the expected places of the column `expected_places`."""
    return tuple(json.loads(text))


@lru_cache(maxsize=256)  # nearly every guest uses the same door
def _doors_json(doors: tuple[tuple[str, int, int], ...]) -> str:
    passed = {name: people for name, *people in doors}
    return json.dumps(passed, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=256)  # most guests of one time span have the same series
def _series_json(series: tuple[tuple[SpanKey, SpanCounts], ...]) -> str:
    rows = [
        (*span, counts.admitted, counts.people_in, counts.people_out) for span, counts in series
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
