"""Totals of the attendance: updated by adding differences, one by one or in a batch."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from operator import add, sub
from typing import NamedTuple

from kiosk.domain.attendance import NO_FLOW, Flow
from kiosk.domain.counting.series import NO_COUNTS, SpanCounts, SpanKey
from kiosk.domain.entry import Entry
from kiosk.store.sqlite.database import Database, EventTables

_TEXT = "(CAST(body AS TEXT) ->> '$.detail.outcome')"
OUTCOME = f"""
iif(json_type(CAST(body AS TEXT), '$.detail.outcome') = 'text' AND {_TEXT} NOT GLOB '*[^a-z_]*'
  AND length({_TEXT}) = length(CAST({_TEXT} AS BLOB)), {_TEXT}, '')
"""
"""SQL of `outcome_of`; the lengths differ if the text contains a NUL."""


def outcome_of(refused: Entry) -> str:
    """Return the outcome that a refusal counts under; "" if another station wrote no plain word."""
    outcome = refused.detail.get("outcome")
    return outcome if isinstance(outcome, str) and _WORD.fullmatch(outcome) else ""


_WORD = re.compile("[a-z_]*")


class CategorySums(NamedTuple):
    """A ticket's part of the totals of its category, in people: the columns of `total_category`.

    `arrived` and `here` are its expected places that were ever used, and that are in use now.
    """

    inside: int = 0
    admitted: int = 0
    doubles: int = 0
    doubles_open: int = 0
    maybe_extra: int = 0
    arrived: int = 0
    here: int = 0

    @property
    def of_attendance(self) -> tuple[int, int, int, int, int]:
        """The sums in the order of the columns of `attendance`."""
        return self[:5]

    def __sub__(self, other: "CategorySums") -> "CategorySums":
        return CategorySums(*map(sub, self, other))


NO_SUMS = CategorySums()


def sums_with_expected(of_attendance: Sequence[int], expected: Sequence[int]) -> CategorySums:
    """Return the sums of a ticket by those of its attendance, and by its places on each list that
    expects it.
    """
    inside, admitted, doubles, doubles_open, maybe_extra = of_attendance
    arrived = sum([min(places, admitted) for places in expected])
    here = sum([min(places, inside) for places in expected])
    return CategorySums(inside, admitted, doubles, doubles_open, maybe_extra, arrived, here)


class _Batch:
    """Changes of totals that are not written yet."""

    def __init__(self) -> None:
        self.categories: dict[tuple[str, str], list[int]] = {}
        self.entrances: dict[tuple[str, str], Flow] = {}
        self.series: dict[tuple[str, str, SpanKey], SpanCounts] = {}

    def add(self, area: str, category: str, change: CategorySums) -> None:
        sums = self.categories.setdefault((area, category), [0] * len(change))
        sums[:] = map(add, sums, change)

    def add_flow(self, area: str, entrance: str, people_in: int, people_out: int) -> None:
        before = self.entrances.get((area, entrance), NO_FLOW)
        self.entrances[area, entrance] = Flow(
            before.people_in + people_in, before.people_out + people_out
        )

    def add_series(self, area: str, category: str, span: SpanKey, change: SpanCounts) -> None:
        before = self.series.get((area, category, span), NO_COUNTS)
        self.series[area, category, span] = before + change


class RunningTotals(EventTables):
    """The totals of one event (`event` is hex); call writers inside `immediate`."""

    def __init__(self, database: Database, event: str) -> None:
        super().__init__(database, event)
        self._batch: _Batch | None = None

    @contextmanager
    def batched(self) -> Iterator[None]:
        """Gather the changes of a block, and write them once at its end."""
        self._batch = batch = _Batch()
        try:
            yield
        finally:
            self._batch = None
        for (area, category), sums in batch.categories.items():
            self.add(area, category, CategorySums(*sums))
        for (area, entrance), people in batch.entrances.items():
            self.add_flow(area, entrance, people.people_in, people.people_out)
        for (area, category, span), counts in batch.series.items():
            self.add_series(area, category, span, counts)

    def add(self, area: str, category: str, change: CategorySums) -> None:
        """Add to the sums of a category."""
        if self._batch is not None:
            self._batch.add(area, category, change)
            return
        if not any(change):
            return
        self._database.execute(
            "INSERT INTO total_category(event, area, category, inside, people_admitted, doubles,"
            " doubles_open, maybe_extra_people, arrived, here)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET inside = inside + excluded.inside,"
            " people_admitted = people_admitted + excluded.people_admitted,"
            " doubles = doubles + excluded.doubles,"
            " doubles_open = doubles_open + excluded.doubles_open,"
            " maybe_extra_people = maybe_extra_people + excluded.maybe_extra_people,"
            " arrived = arrived + excluded.arrived, here = here + excluded.here",
            (self._event, area, category, *change),
        )

    def add_flow(self, area: str, entrance: str, people_in: int, people_out: int) -> None:
        """Add people to an entrance's totals (negative to undo)."""
        if self._batch is not None:
            self._batch.add_flow(area, entrance, people_in, people_out)
            return
        self._database.execute(
            "INSERT INTO total_entrance(event, area, entrance, people_in, people_out)"
            " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
            " people_in = people_in + excluded.people_in,"
            " people_out = people_out + excluded.people_out",
            (self._event, area, entrance, people_in, people_out),
        )

    def add_series(self, area: str, category: str, span: SpanKey, change: SpanCounts) -> None:
        """Add the people of tickets to a span."""
        if self._batch is not None:
            self._batch.add_series(area, category, span, change)
        elif change != NO_COUNTS:
            self._write_series(area, category, span, change, clicked=False)

    def add_clicks(self, area: str, span: SpanKey, people: Flow) -> None:
        """Add people who were counted without a ticket to a span (negative to undo)."""
        counts = SpanCounts(0, people.people_in, people.people_out)
        self._write_series(area, "", span, counts, clicked=True)

    def _write_series(
        self, area: str, category: str, span: SpanKey, change: SpanCounts, *, clicked: bool
    ) -> None:
        start, entrance = span
        counts = change.admitted, change.people_in, change.people_out
        self._database.execute(
            "INSERT INTO total_series(event, area, start, entrance, category, clicked,"
            " people_admitted, people_in, people_out) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET people_admitted = people_admitted"
            " + excluded.people_admitted, people_in = people_in + excluded.people_in,"
            " people_out = people_out + excluded.people_out",
            (self._event, area, start, entrance, category, clicked, *counts),
        )

    def count_refusal(self, area: str, outcome: str) -> None:
        """Add one to the refusals of an outcome."""
        self._database.execute(
            "INSERT INTO total_refused(event, area, outcome, entries) VALUES (?, ?, ?, 1)"
            " ON CONFLICT DO UPDATE SET entries = entries + 1",
            (self._event, area, outcome),
        )
