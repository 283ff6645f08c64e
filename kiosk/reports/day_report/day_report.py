"""The report of the day as values: for the page to sign, the log, and the attendance file."""

from dataclasses import dataclass

from kiosk.domain.counting.laptop_times import LaptopTimes
from kiosk.domain.counting.series import InsideCurve
from kiosk.domain.event_settings import Event
from kiosk.domain.headcount import AreaTotals

MIN_PEOPLE = 5
"""Smaller organisations share one line, because few people could be recognised."""


@dataclass(frozen=True, slots=True)
class CategoryLine:
    """The people of a category: expected, came in, and expected ones who did not come."""

    name: str
    expected: int
    came: int
    missed: int
    staff: bool = False


@dataclass(frozen=True, slots=True)
class Organisations:
    """The people who came, by organisation, the largest first.

    Organisations of fewer people than MIN_PEOPLE are not named: they are `small`, with `few` people
    together. `without` people have no organisation. Not `known`: the names are not on this laptop,
    so no organisation is known.
    """

    named: tuple[tuple[str, int], ...] = ()
    small: int = 0
    few: int = 0
    without: int = 0
    known: bool = True

    @property
    def number(self) -> int:
        """The number of organisations from which people came."""
        return len(self.named) + self.small


@dataclass(frozen=True, slots=True)
class ReportedRecount:
    """A count by hand: when (ms UTC), the people, and the number before it if that is known."""

    at: int
    people: int
    before: int | None


@dataclass(frozen=True, slots=True)
class HalfHourCount:
    """The people inside at a time, and at most."""

    inside: int
    at_most: int


@dataclass(frozen=True, slots=True)
class HalfHour:
    """A line of the log: a time (ms UTC), and the count of each area in the event's order."""

    at: int
    counts: tuple[HalfHourCount, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """The festival at a time (ms UTC), as known now: people who came, inside, and at most."""

    at: int
    came: int
    inside: int
    at_most: int


@dataclass(frozen=True, slots=True)
class Times:
    """The times (ms UTC) of the first and last guest who came in, and the last one who left."""

    first_in: int | None = None
    last_in: int | None = None
    last_out: int | None = None


@dataclass(frozen=True, slots=True)
class DayReport:
    """The figures of the day, in people; `as_of` is the time of the last entry (ms UTC).

    `inside` is how many are inside then. `arrivals`: guests are not scanned out, so only the number
    who came in is known. `never_heard` announced laptops have no entry here. `curve` is that of the
    festival, `moments` are its figures by steps of five minutes.
    """

    event: Event
    as_of: int
    totals: AreaTotals
    inside: int
    arrivals: bool
    categories: tuple[CategoryLine, ...]
    organisations: Organisations
    recounts: tuple[ReportedRecount, ...]
    times: Times
    curve: InsideCurve
    half_hours: tuple[HalfHour, ...]
    moments: tuple[Moment, ...]
    laptops: tuple[LaptopTimes, ...]
    never_heard: int

    @property
    def visitors(self) -> int:
        """The people who came on a ticket that is not for staff."""
        return sum(line.came for line in self.categories if not line.staff)

    @property
    def staff(self) -> int:
        """The people who came on a ticket for staff."""
        return sum(line.came for line in self.categories if line.staff)

    @property
    def expected(self) -> int:
        """All expected places, walk-ins included."""
        return sum(line.expected for line in self.categories)

    @property
    def missed(self) -> int:
        """The expected places that were never used."""
        return max(0, self.expected - self.totals.arrived)

    @property
    def missing_laptops(self) -> tuple[LaptopTimes, ...]:
        """The laptops that may have entries which are not here."""
        return tuple(one for one in self.laptops if one.is_missing)

    @property
    def is_provisional(self) -> bool:
        """True if a laptop did not hand in."""
        return bool(self.missing_laptops) or self.never_heard > 0
