"""A hub as a carrier: one exchange over the network."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

from kiosk.store.station_store import StationStore
from kiosk.sync.carrier import CarrierRead, CarrierWritten, ExchangeResult
from kiosk.sync.network.hub_address import HubAddress
from kiosk.sync.network.hub_client import HubClient, SessionEnded
from kiosk.sync.network.hub_connection import HubFailed
from kiosk.sync.network.hub_exchange import catch_up, entry_count, push_missing, send_have

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class HubCarrier:
    """A carrier that is a hub: it has the entries of all laptops that reached it.

    `reached` is called with its address and the fingerprint that it proved.
    """

    address: HubAddress
    reached: Callable[[HubAddress], None] = lambda _: None

    @property
    def target(self) -> str:
        """The address, with the fingerprint if it is known."""
        return self.address.text

    def exchange(self, store: StationStore) -> ExchangeResult:
        """Receive what this laptop lacks, then send what the hub lacks."""
        return self._connected(
            store, lambda client: ExchangeResult((_taken(store, client),), _brought(store, client))
        )

    def receive(self, store: StationStore) -> tuple[CarrierRead, ...]:
        """Receive what this laptop lacks."""
        read = self._connected(store, lambda client: _taken(store, client))
        return (read,) if read.result.new_entries else ()

    def send(self, store: StationStore) -> CarrierWritten:
        """Send what the hub lacks; the hub answers when that is on its disk."""
        return self._connected(store, lambda client: _brought(store, client))

    def own_size(self, _: StationStore) -> int | None:
        """Return None: a hub has no part for each laptop."""
        return None

    def _connected(self, store: StationStore, work: Callable[[HubClient], _Result]) -> _Result:
        with HubClient(self.address) as client:
            client.begin(store)
            self.reached(client.address)
            try:
                return work(client)
            except SessionEnded as error:
                raise HubFailed("error.hub_broke_off", address=self.address.shown) from error


def _taken(store: StationStore, client: HubClient) -> CarrierRead:
    result, _ = catch_up(store, client)
    return CarrierRead(client.address.url, result, client.hub.name if client.hub else "")


def _brought(store: StationStore, client: HubClient) -> CarrierWritten:
    done = push_missing(store, client, client.position().have)
    with suppress(HubFailed, SessionEnded):  # all is sent: the hub only learns more by this
        send_have(store, client)
    return CarrierWritten(entry_count(done.have), len(done.have.logs), done.size, sent=done.entries)
