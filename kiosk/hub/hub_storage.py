"""The storage of a hub: a protocol, so that another database can take SQLite's place."""

from concurrent.futures import Future
from dataclasses import dataclass
from typing import IO, Protocol

from kiosk.keys.signing import Certificate
from kiosk.reports.headcount_report import HeadcountReport
from kiosk.store.journal.have_vector import HaveVector
from kiosk.sync.carrier import ReceiveResult
from kiosk.sync.live_messages import KnownState
from kiosk.sync.network.presence import Presence


@dataclass(frozen=True, slots=True)
class HubIdentity:
    """The hub's event and station (ids are hex), its certificate as signed, and its TLS
    fingerprint.
    """

    event: str
    station: str
    certificate: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Batch:
    """The messages of a laptop as received: compressed, in a file that its reader closes."""

    content: IO[bytes]
    size: int


@dataclass(frozen=True, slots=True)
class BatchReceipt:
    """The result of a batch, and the have-vector of the hub after it; all of it is on disk."""

    result: ReceiveResult
    have: HaveVector


class HubStorage(Protocol):
    """Stores the messages of laptops, and reads those that they lack; called on any thread."""

    @property
    def identity(self) -> HubIdentity:
        """The event and the station of this hub."""

    def prove(self, nonce: str) -> str:
        """Return the hub's signature (hex) under a laptop's nonce."""

    def admits(self, certificate: str) -> Certificate:
        """Return a laptop's certificate; HubRefusal if it may not connect."""

    def receive(self, batch: Batch) -> Future[BatchReceipt]:
        """Store a batch; the result comes when it is on disk. WorldFailed if the disk fails."""

    def have(self) -> HaveVector:
        """Return the have-vector of the hub."""

    def messages_for(self, theirs: HaveVector) -> IO[bytes]:
        """Return the compressed messages that a laptop with `theirs` lacks, to be closed."""

    def news(self, known: KnownState | None) -> tuple[KnownState, list[str]]:
        """Return the current state and the messages since `known`; none at the first call."""

    def headcount(self, known: int | None) -> tuple[int, HeadcountReport] | None:
        """Return the headcount of the festival and a mark of its data, for one thread alone.

        None if the data is still that of the mark `known`.
        """

    def own_presence(self) -> tuple[Presence, dict[str, str]] | None:
        """Return the presence of the hub's own laptop, also as signed; None for a server."""

    def hand_in_if_asked(self) -> None:
        """Close the day of the hub's own laptop if the admin asked all laptops to hand in."""

    def is_purged(self) -> bool:
        """Return whether personal data of the event was removed for good."""

    def close(self) -> None:
        """Finish the waiting batches, and close all files."""
