"""Finds out which of several hubs can be reached, and whether the network of this laptop changes.

All hubs are tried at the same time: a laptop behind a firewall does not answer, so one after the
other would take a minute.
"""

import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress

from kiosk.sync.network.hub_address import HubAddress
from kiosk.sync.network.hub_connection import CONNECT_S, HubFailed, failure_of, is_number

_LOOK_UP_S = 1.0
_LOOK_EVERY_S = 0.5
_FAR = "192.0.2.1"
"""An address outside every network: the way there begins with the usual network."""


def unreachable(addresses: Sequence[HubAddress]) -> dict[HubAddress, HubFailed]:
    """Return the hubs to which no connection can be made, each with the reason."""
    failures = {one: failure_of(TimeoutError(), one) for one in addresses}
    lock = threading.Lock()

    def try_one(address: HubAddress) -> None:
        failure: HubFailed | None = None
        try:
            socket.create_connection((address.host, address.port), CONNECT_S).close()
        except OSError as error:
            failure = failure_of(error, address)
        with lock:
            if failure is None:
                failures.pop(address, None)
            else:
                failures[address] = failure

    threads = [
        threading.Thread(target=try_one, args=(one,), name="hub probe", daemon=True)
        for one in addresses
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join(CONNECT_S + _LOOK_UP_S)
    with lock:
        return dict(failures)


def own_address(towards: str) -> str:
    """Return the address from which this laptop would reach a host; empty without a network.

    Nothing is sent.
    """
    host = towards if is_number(towards) else _FAR
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as probe:
        probe.connect((host, 9))
        return str(probe.getsockname()[0])
    return ""


@contextmanager
def in_one_network(host: str, left: Callable[[], None]) -> Iterator[None]:
    """Call `left`, on a thread, if this laptop leaves the network in which it reaches a host.

    Over the old network the answer to a request never comes, and the wait for it is long.
    """
    before, over = own_address(host), threading.Event()

    def watch() -> None:
        while not over.wait(_LOOK_EVERY_S):
            if own_address(host) != before:
                left()
                return

    watching = threading.Thread(target=watch, name="network watch", daemon=True)
    watching.start()
    try:
        yield
    finally:
        over.set()
        watching.join()
