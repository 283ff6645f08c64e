"""Carriers, which move data between laptops, and the results of receiving and of an exchange."""

from dataclasses import dataclass
from typing import Protocol

from kiosk.store.station_store import StationStore


@dataclass(frozen=True, slots=True)
class RejectedMessage:
    """A message or entry that was rejected, or has no effect: the reason, the log and the entry."""

    why: str
    log: str | None = None
    seq: int | None = None

    @property
    def text_key(self) -> str:
        """The key of the sentence with the reason: `refused.chain`, `refused.newer` ..."""
        return f"refused.{self.why}"


@dataclass(frozen=True, slots=True)
class ReceiveResult:
    """The received data: new and known entries, rejections, and lists that are now current.

    `station` is the sender's id (hex); None if it could not be read. `whole`: nothing was cut off.
    """

    new_entries: int = 0
    known_entries: int = 0
    rejected: tuple[RejectedMessage, ...] = ()
    lists: tuple[str, ...] = ()
    station: str | None = None
    whole: bool = False

    @property
    def usable(self) -> bool:
        """True if it was of this event at all."""
        return self.station is not None


@dataclass(frozen=True, slots=True)
class CarrierRead:
    """The content of one part of a carrier: `name` is the part's, `owner` its station."""

    name: str
    result: ReceiveResult
    owner: str = ""


@dataclass(frozen=True, slots=True)
class CarrierWritten:
    """The part written to a carrier: entries, logs, and the size in bytes.

    On this laptop's own disk (not `other_disk`) it is no copy: a fault of that disk takes both.
    `sent` are the entries that were not there before, if the carrier says so.
    """

    entries: int
    logs: int
    size: int
    other_disk: bool = True
    sent: int | None = None


@dataclass(frozen=True, slots=True)
class ExchangeResult:
    """The result of an exchange: the parts that were read, and the own part as written."""

    read: tuple[CarrierRead, ...]
    written: CarrierWritten

    @property
    def new_entries(self) -> int:
        """The entries that were new here."""
        return sum(one.result.new_entries for one in self.read)

    @property
    def known_entries(self) -> int:
        """The entries that were read and known already."""
        return sum(one.result.known_entries for one in self.read)

    @property
    def rejected(self) -> int:
        """The number of rejected messages."""
        return sum(len(one.result.rejected) for one in self.read)


class Carrier(Protocol):
    """A place where laptops of one event exchange; WorldFailed if it cannot be used.

    After an interrupted exchange it has either the old or the new content; received data stays.
    """

    @property
    def target(self) -> str:
        """Its name for people and in the settings file."""

    def exchange(self, store: StationStore) -> ExchangeResult:
        """Receive the data of others, then write all data of this laptop, and read that back."""

    def receive(self, store: StationStore) -> tuple[CarrierRead, ...]:
        """Receive what this laptop lacks of its own part there."""

    def send(self, store: StationStore) -> CarrierWritten:
        """Replace this laptop's own part by all its data, and read that back."""

    def own_size(self, store: StationStore) -> int | None:
        """Return the bytes of this laptop's own part; None if it does not exist."""
