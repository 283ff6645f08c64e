"""Results of the door: a verdict with its circumstances, and a ticket that the desk finds."""

from dataclasses import dataclass

from kiosk.domain.ticket import Ticket
from kiosk.domain.verdict import Direction, Override, Verdict
from kiosk.errors import KioskError


@dataclass(frozen=True, slots=True)
class EarlierEntry:
    """When (ms UTC) and where a guest was admitted, and by which station."""

    at: int
    entrance: str
    station: str


@dataclass(frozen=True, slots=True)
class ScanResult:
    """A verdict with its circumstances, durable before it is returned.

    `at` is ms UTC. `entry` is the hash of the entry that was written, or for `just_scanned` of the
    one that it repeats; None without an entry. `first` is the ticket's first admission, `since`
    that of the people who are inside now, `latest` its newest. `allowed` are the refusals that were
    lifted before this result, not its own. `failed` is why a verdict could not be recorded.
    `verdict_ms` is the time from reading the code until the commit. `test`: it was a test scan,
    judged as at `at`, of which nothing was recorded.
    """

    verdict: Verdict
    at: int
    entry: str | None
    entrance: str
    area: str
    direction: Direction
    station: str
    first: EarlierEntry | None = None
    since: EarlierEntry | None = None
    latest: EarlierEntry | None = None
    stated: bool = False
    allowed: tuple[Override, ...] = ()
    failed: KioskError | None = None
    verdict_ms: float = 0.0
    test: bool = False


@dataclass(frozen=True, slots=True)
class FoundTicket:
    """A ticket, how many of its people are inside, and since when (ms UTC) and where."""

    ticket: Ticket
    inside: int = 0
    since: int | None = None
    entrance: str = ""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A line of a paper list: the people of a ticket (id) who went in or out at a time (ms UTC)."""

    ticket: str
    direction: Direction
    at: int
    people: int
