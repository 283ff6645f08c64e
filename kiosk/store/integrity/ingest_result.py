"""The result of receiving a range of entries: new, known, set aside or rejected."""

from dataclasses import dataclass
from enum import StrEnum


class RangeProblem(StrEnum):
    """Why a range is rejected, or an entry has no effect."""

    UNREADABLE = "unreadable"
    FOREIGN = "foreign"
    CHAIN = "chain"
    MISSING = "missing"
    STATION = "station"
    SIGNATURE = "signature"
    ROLE = "role"
    REVOKED = "revoked"


class RangeRejected(Exception):  # an answer to one range, never to a person as it is
    """A range was rejected; nothing of it was stored."""

    def __init__(self, why: RangeProblem, log: str, seq: int | None = None) -> None:
        super().__init__(why.value)
        self.why = why
        self.log = log
        self.seq = seq


@dataclass(frozen=True, slots=True)
class SetAsideEntry:
    """An entry that is stored without effect, and the reason."""

    seq: int
    why: RangeProblem


@dataclass(frozen=True, slots=True)
class IngestResult:
    """The entries of a range: new ones that count, known ones, and those set aside."""

    new: int = 0
    known: int = 0
    set_aside: tuple[SetAsideEntry, ...] = ()

    def __add__(self, other: "IngestResult") -> "IngestResult":
        return IngestResult(
            self.new + other.new, self.known + other.known, self.set_aside + other.set_aside
        )
