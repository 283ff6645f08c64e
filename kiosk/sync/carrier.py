"""Carriers: what brings the knowledge of laptops to each other, and what an exchange did."""

from dataclasses import dataclass
from typing import Protocol

from kiosk.store.station_store import StationStore
from kiosk.sync.receiver import ReceiveResult


@dataclass(frozen=True, slots=True)
class CarrierRead:
    """What one part of a carrier brought: `name` is the part's, `owner` the station it is of."""

    name: str
    taken: ReceiveResult
    owner: str = ""


@dataclass(frozen=True, slots=True)
class CarrierWritten:
    """What a carrier was given: entries, logs, and the size in bytes.

    On this laptop's own disk (not `other_disk`) it is no copy: what happens to one happens to both.
    """

    entries: int
    logs: int
    size: int
    other_disk: bool = True


@dataclass(frozen=True, slots=True)
class ExchangeResult:
    """What an exchange both ways did: what was read, and the own part written and read back."""

    read: tuple[CarrierRead, ...]
    written: CarrierWritten

    @property
    def new_entries(self) -> int:
        """The entries that were new here."""
        return sum(one.taken.new_entries for one in self.read)

    @property
    def known_entries(self) -> int:
        """The entries that were read and known already."""
        return sum(one.taken.known_entries for one in self.read)

    @property
    def refused(self) -> int:
        """How many things were refused."""
        return sum(len(one.taken.refused) for one in self.read)


class Carrier(Protocol):
    """A place where laptops of one event exchange; WorldFailed where it cannot be used.

    An interrupted exchange leaves there what was before or what is new, and keeps what was read.
    """

    @property
    def target(self) -> str:
        """What a person or a settings file calls it."""
        ...

    def exchange(self, store: StationStore) -> ExchangeResult:
        """Take in what others left, then leave all that is known here and read that back."""
        ...

    def take_back(self, store: StationStore) -> tuple[CarrierRead, ...]:
        """Take in what this laptop's own part there has and this laptop lacks."""
        ...

    def leave(self, store: StationStore) -> CarrierWritten:
        """Leave all that is known here in place of this laptop's own part, and read that back."""
        ...

    def own_size(self, store: StationStore) -> int | None:
        """Return the bytes of what this laptop left there, None where that is gone."""
        ...
