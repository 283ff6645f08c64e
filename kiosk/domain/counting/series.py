"""The series: people in and out by spans of five minutes, entrance and category."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kiosk.domain.attendance import Passage
from kiosk.domain.causal_order import ClockOffsets, corrected_time

SPAN_MS = 5 * 60_000
"""The length of the spans; each begins at a whole multiple of it (UTC)."""

SpanKey = tuple[int, str]
"""The beginning of a span (ms UTC) and an entrance; "" without one."""


@dataclass(frozen=True, slots=True)
class SpanCounts:
    """People in a span: admitted for the first time, through the entrance in, and out."""

    admitted: int = 0
    people_in: int = 0
    people_out: int = 0

    def __add__(self, other: "SpanCounts") -> "SpanCounts":
        return SpanCounts(
            self.admitted + other.admitted,
            self.people_in + other.people_in,
            self.people_out + other.people_out,
        )

    def __sub__(self, other: "SpanCounts") -> "SpanCounts":
        return SpanCounts(
            self.admitted - other.admitted,
            self.people_in - other.people_in,
            self.people_out - other.people_out,
        )


NO_COUNTS = SpanCounts()

Series = Mapping[SpanKey, SpanCounts]


@dataclass(frozen=True, slots=True)
class SeriesColumn:
    """The people of one category in a span; `clicked` are those counted without a ticket."""

    start: int
    entrance: str
    category: str
    clicked: bool
    counts: SpanCounts


def span_start(at: int) -> int:
    """Return when the span of a time begins (ms UTC)."""
    return at // SPAN_MS * SPAN_MS


def series_of(passages: Iterable[Passage], offsets: ClockOffsets) -> Series:
    """Return the series of a ticket by the corrected times of its entries, in order of time."""
    counted: dict[SpanKey, SpanCounts] = {}
    for one in passages:
        key = span_start(corrected_time(one.entry, offsets)), one.entry.entrance or ""
        counts = SpanCounts(one.admitted, one.people_in, one.people_out)
        counted[key] = counted.get(key, NO_COUNTS) + counts
    return {key: counted[key] for key in sorted(counted)}
