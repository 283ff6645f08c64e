"""Keeps this laptop connected to a hub while a program runs on its folder."""

import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from functools import partial

from kiosk.admin.closing import hand_in_if_asked
from kiosk.runtime.battery import battery_charge
from kiosk.runtime.data_folder import DataFolder
from kiosk.store.station_store import StationStore
from kiosk.supervisor import Watchdog, Worker
from kiosk.sync.network.hub_address import HubAddress
from kiosk.sync.network.known_hubs import (
    hub_candidates,
    hub_way,
    remember_hub,
    remember_standbys,
)
from kiosk.sync.network.link_status import HubWay, LinkState, LinkStatusBoard
from kiosk.sync.network.live_link import LiveLink
from kiosk.sync.network.own_laptop import OwnLaptop
from kiosk.sync.network.standby import Succession

_STOP_S = 5.0
_SETTLE_S = 2.0
_STEP_S = 0.02
_ROUNDS = 2
"""An exchange that began before the last entry may have missed it."""


@contextmanager
def live_hub(
    session: DataFolder,
    event: str,
    only: HubAddress | None = None,
    *,
    own: Succession | None = None,
) -> Iterator[LinkStatusBoard]:
    """Keep an event (hex) connected while the block runs; its entries are sent before the end.

    Tries all known hubs, or `only` one. Never raises because of the network. `own`: this laptop may
    be the hub later, with that certificate and port.
    """

    def open_store() -> AbstractContextManager[StationStore]:
        return session.open_store(event, undated_too=True)

    def candidates(store: StationStore) -> Sequence[HubAddress]:
        return [only] if only is not None else hub_candidates(store, session.folder)

    def reached(address: HubAddress) -> None:
        remember_hub(session.folder, event, address)

    link = LiveLink(
        open_store,
        candidates,
        reached,
        partial(_way, session),
        succession=replace(
            own or Succession(), learn=partial(remember_standbys, session.folder, event)
        ),
        own=OwnLaptop(battery_charge, partial(hand_in_if_asked, open_store)),
    )
    worker = Worker("live link", link.run)
    watchdog = Watchdog([worker])
    worker.start()
    watchdog.start()
    try:
        yield link.board
    finally:
        settle(link.board)
        watchdog.stop()
        worker.stop(_STOP_S)


def _way(session: DataFolder, store: StationStore, address: HubAddress) -> HubWay:
    return hub_way(store, session.folder, address)


def settle(board: LinkStatusBoard) -> None:
    """Wait a moment until all entries are sent, if there is a connection."""
    until, before = time.monotonic() + _SETTLE_S, board.rounds
    waiting = (LinkState.CONNECTING, LinkState.LIVE)
    while board.read().state in waiting and time.monotonic() < until:
        if board.rounds >= before + _ROUNDS:
            return
        time.sleep(_STEP_S)
