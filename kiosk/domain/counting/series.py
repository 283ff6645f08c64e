"""The people of an area over the day: the series by spans of five minutes, entrance and category,
and those inside, from the series and the recounts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kiosk.domain.attendance import Passage, fold, undone_hashes
from kiosk.domain.causal_order import ClockOffsets, corrected_time
from kiosk.domain.entry import Entry, Kind

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


@dataclass(frozen=True, slots=True)
class PastRecount:
    """A manual count of people (crew included) at `at` (ms UTC).

    `net_in_span` are the people who came in between then and the end of its span, less those who
    left.
    """

    at: int
    people: int
    net_in_span: int = 0


@dataclass(frozen=True, slots=True)
class InsideCurve:
    """Times (ms UTC), in order, each with the people inside from then on; `crew` before the first.

    Between two times the number is that of the first one.
    """

    points: tuple[tuple[int, int], ...]
    crew: int = 0

    def at(self, moment: int) -> int:
        """Return the people inside at a time."""
        known = [people for at, people in self.points if at <= moment]
        return known[-1] if known else self.crew

    def with_moment(self, at: int, people: int) -> "InsideCurve":
        """Return the curve with a time (ms UTC) between two of its points, and the people then."""
        before = [one for one in self.points if one[0] < at]
        after = [one for one in self.points if one[0] >= at]
        return InsideCurve((*before, (at, people), *after), self.crew)

    @property
    def peak(self) -> tuple[int, int] | None:
        """When most people were inside, and how many; None without arrivals."""
        return max(self.points, key=_people_then_early, default=None)


def inside_curve(
    net: Mapping[int, int], crew: int, recounts: Sequence[PastRecount] = ()
) -> InsideCurve:
    """Return the curve of an area, by the ends of its spans and by its recounts.

    `net` are the people who came in, less those who left, by the start of the span; `recounts` are
    in order of time. From a recount on, the people inside are those that it counted.
    """
    points: list[tuple[int, int]] = []
    counted = _by_span(recounts)
    inside = crew
    for start in sorted({*net, *counted}):
        inside += net.get(start, 0)
        for one in counted.get(start, ()):
            points.append((one.at, one.people))
            inside = one.people + one.net_in_span
        points.append((start + SPAN_MS, max(0, inside)))
    return InsideCurve(tuple(points), crew)


def _by_span(recounts: Iterable[PastRecount]) -> dict[int, list[PastRecount]]:
    found: dict[int, list[PastRecount]] = {}
    for one in recounts:
        found.setdefault(span_start(one.at), []).append(one)
    return found


def highest_of(changes: Iterable[tuple[int, int]], inside: int) -> tuple[int, int] | None:
    """Return when (ms UTC) most people were inside, and how many; None without changes.

    `changes` are times with the people who came in then, less those who left; `inside` were inside
    before the first. Changes at the same time count together.
    """
    by_time: dict[int, int] = {}
    for at, change in changes:
        by_time[at] = by_time.get(at, 0) + change
    levels: list[tuple[int, int]] = []
    for at in sorted(by_time):
        inside += by_time[at]
        levels.append((at, inside))
    return max(levels, key=_people_then_early, default=None)


def _people_then_early(moment: tuple[int, int]) -> tuple[int, int]:
    return moment[1], -moment[0]


def changes_inside(ordered: Sequence[Entry], offsets: ClockOffsets) -> list[tuple[int, int]]:
    """Return when (corrected, ms UTC) the people of a ticket inside changed, and by how many.

    The entries are those of one area, in causal order.
    """
    gone = undone_hashes(ordered)
    kept = [one for one in ordered if one.kind is not Kind.UNDO and one.hash not in gone]
    inside = [0, *(fold(kept[:number]).inside for number in range(1, len(kept) + 1))]
    return [
        (corrected_time(entry, offsets), after - before)
        for entry, before, after in zip(kept, inside, inside[1:], strict=False)
        if after != before
    ]


def beyond_places(ordered: Sequence[Entry], offsets: ClockOffsets) -> dict[int, int]:
    """Return a ticket's people who passed a door in without being added to those inside.

    By the start of the span, for the entries of one area in causal order: people beyond the
    places, and repeats where re-entry is free.
    """
    gone = undone_hashes(ordered)
    kept = [one for one in ordered if one.kind is not Kind.UNDO and one.hash not in gone]
    before, found = 0, dict[int, int]()
    for number, entry in enumerate(kept, 1):
        folded = fold(kept[:number])
        passed = [one for one in folded.passages if one.entry is entry]
        net = sum(one.people_in - one.people_out for one in passed)
        if extra := net - (folded.inside - before):
            start = span_start(corrected_time(entry, offsets))
            found[start] = found.get(start, 0) + extra
        before = folded.inside
    return found
