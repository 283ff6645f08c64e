"""The door: a code in, a verdict out, written down before anybody sees it."""

from dataclasses import dataclass

from kiosk.domain.verdict import Direction, Verdict


@dataclass(frozen=True, slots=True)
class Seen:
    """When (ms UTC) and where somebody was let in, and the name of the station that did it."""

    at: int
    entrance: str
    station: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A verdict with its circumstances, durable before it is returned.

    `at` is ms UTC. `entry` is the hash of the entry that was written, or for `just_scanned` of the
    one it repeats; None where nothing was. `first` let this ticket in first, `since` the people
    who are inside now. `verdict_ms` is the time from code in hand until committed.
    """

    verdict: Verdict
    at: int
    entry: str | None
    entrance: str
    area: str
    direction: Direction
    station: str
    first: Seen | None = None
    since: Seen | None = None
    stated: bool = False
    verdict_ms: float = 0.0
