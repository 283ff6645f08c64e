"""The first and last entry of a laptop, the people it let in, and whether it handed in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EntryTimes:
    """The times (ms UTC, corrected) of some entries, and how many people they let in.

    `first_in` and `last_in` are admissions to the festival, `last_out` the last guest who left
    through a door; None if there was none.
    """

    first: int
    last: int
    people: int = 0
    first_in: int | None = None
    last_in: int | None = None
    last_out: int | None = None


@dataclass(frozen=True, slots=True)
class LaptopTimes:
    """A laptop (its `station` and a machine), its entries, and whether it handed in.

    `replaced`: another one took its work over, and it wrote nothing since. `unused`: a spare
    without scans. `copy` numbers the copies of one folder, 0 for the first.
    """

    station: str
    name: str
    copy: int
    times: EntryTimes
    handed_in: bool
    replaced: bool = False
    revoked: bool = False
    unused: bool = False
    is_hub: bool = False

    @property
    def is_missing(self) -> bool:
        """True if this station may have entries that are not here yet."""
        return not (self.handed_in or self.replaced or self.revoked or self.unused or self.is_hub)
