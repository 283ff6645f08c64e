"""Double entries for the organiser: the sides, the likely cause, and the decision."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.attendance import Double
from kiosk.domain.causal_order import ClockOffsets, corrected_time
from kiosk.domain.entry import Entry, Kind

SAME_GUEST_S = 60
"""Two admissions at one station within this many seconds count as one guest."""


class Cause(StrEnum):
    """Why a ticket was admitted beyond its places."""

    SHARED = "shared"
    SAME_PERSON = "same-person"
    CLOCK = "clock"
    OVERRIDE = "override"
    UNKNOWN = "unknown"


CAUSE_NAMES: dict[str, str] = {
    Cause.SHARED: "doubles.cause.shared",
    Cause.SAME_PERSON: "doubles.cause.same-person",
    Cause.CLOCK: "doubles.cause.clock",
    Cause.OVERRIDE: "doubles.cause.override",
    Cause.UNKNOWN: "doubles.cause.unknown",
}
"""The text key of each cause."""

HARMLESS = frozenset({Cause.SAME_PERSON, Cause.CLOCK})
"""The decided causes by which no more people are inside."""


@dataclass(frozen=True, slots=True)
class ExplainedDouble:
    """A double with its cause, decided by a person or guessed; the gap is in seconds."""

    double: Double
    cause: Cause
    decided: bool
    gap_s: float

    @property
    def maybe_extra(self) -> int:
        """The people who may be inside beyond the attendance."""
        return 0 if self.decided and self.cause in HARMLESS else self.double.people


def explain_doubles(
    doubles: Iterable[Double],
    ordered: Iterable[Entry],
    stations: Mapping[str, str],
    offsets: ClockOffsets,
) -> list[ExplainedDouble]:
    """Return a ticket's doubles with their causes; `ordered` are the ticket's entries in order.

    A decision counts for every double whose entry was a side when it was made, also if a later
    exchange makes another side the double. The last decision counts.
    """
    decided = _decisions(ordered)
    return [_explain(double, decided, stations, offsets) for double in doubles]


def _decisions(ordered: Iterable[Entry]) -> dict[str, Cause]:
    decided: dict[str, Cause] = {}
    for entry in ordered:
        cause = entry.detail.get("cause")
        if entry.kind is Kind.DECISION and cause in list(Cause):
            decided.update((side, Cause(cause)) for side in entry.sides)
    return decided


def _explain(
    double: Double, decided: Mapping[str, Cause], stations: Mapping[str, str], offsets: ClockOffsets
) -> ExplainedDouble:
    gap_s = _gap_s(double, offsets)
    cause = decided.get(double.entry.hash)
    if cause is not None:
        return ExplainedDouble(double, cause, True, gap_s)
    if double.overridden:
        return ExplainedDouble(double, Cause.OVERRIDE, True, gap_s)
    return ExplainedDouble(double, _guess(double, stations, gap_s), False, gap_s)


def _gap_s(double: Double, offsets: ClockOffsets) -> float:
    times = [corrected_time(side, offsets) for side in double.sides]
    return abs(times[-1] - times[-2]) / 1000 if len(times) > 1 else 0.0


def _guess(double: Double, stations: Mapping[str, str], gap_s: float) -> Cause:
    others = {stations.get(side.log) for side in double.sides[:-1]}
    here = stations.get(double.entry.log)
    if here in others and gap_s <= SAME_GUEST_S:
        return Cause.SAME_PERSON
    return Cause.SHARED if others and here not in others else Cause.UNKNOWN
