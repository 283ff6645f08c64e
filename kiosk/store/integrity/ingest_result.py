"""What came of a range of entries: taken, known, put aside or refused."""

from dataclasses import dataclass
from enum import StrEnum


class Refusal(StrEnum):
    """Why something that came is not taken, or is kept without effect."""

    UNREADABLE = "unreadable"
    FOREIGN = "foreign"
    CHAIN = "chain"
    MISSING = "missing"
    STATION = "station"
    SIGNATURE = "signature"
    ROLE = "role"
    REVOKED = "revoked"


class Refused(Exception):  # an answer to one range, never to a person as it is
    """A range that is not taken; nothing of it was kept."""

    def __init__(self, why: Refusal, log: str, seq: int | None = None) -> None:
        super().__init__(why.value)
        self.why = why
        self.log = log
        self.seq = seq


@dataclass(frozen=True, slots=True)
class SetAsideEntry:
    """One entry that is kept without effect, and why."""

    seq: int
    why: Refusal


@dataclass(frozen=True, slots=True)
class IngestResult:
    """What a range brought: entries that were new and count, known ones, and those put aside."""

    new: int = 0
    known: int = 0
    aside: tuple[SetAsideEntry, ...] = ()

    def __add__(self, other: "IngestResult") -> "IngestResult":
        return IngestResult(
            self.new + other.new, self.known + other.known, self.aside + other.aside
        )
