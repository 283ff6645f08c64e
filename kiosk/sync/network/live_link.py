"""Keeps a laptop connected to a hub: new entries are sent in both directions at once.

It runs on its own thread with its own connection, so a scan never waits for it. The entries that it
receives are durable with the door's next commit; after a power cut they are sent again. When the
hub is gone, nothing changes at the door; the link tries again until it is back.
"""

import random
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from kiosk.store.sqlite.write_batches import lazy_commits
from kiosk.store.station_store import StationStore
from kiosk.supervisor import Life
from kiosk.sync.network.hub_address import HubAddress
from kiosk.sync.network.hub_client import HubClient, SessionEnded
from kiosk.sync.network.hub_connection import HubFailed
from kiosk.sync.network.hub_exchange import unsent_entries
from kiosk.sync.network.hub_probe import in_one_network, own_address, unreachable
from kiosk.sync.network.link_status import HubWay, LinkState, LinkStatusBoard
from kiosk.sync.network.live_session import ASLEEP_MS, LiveSession
from kiosk.sync.network.own_laptop import OwnLaptop
from kiosk.sync.network.standby import Succession

_FIRST_PAUSE_S, _MAX_PAUSE_S = 0.5, 10.0
_LOOK_EVERY_S = 2.0
_LOOK_FOR_NETWORK_S = 0.5

_NO_CONTACT = (
    "error.hub_no_network",
    "error.hub_no_such_name",
    "error.hub_not_there",
    "error.hub_no_answer",
    "error.hub_kept_apart",
)
"""Failures without any answer: those of another address say less than an answer does."""


class Backoff:
    """The pauses between attempts: doubling, with jitter, so that not all laptops retry at once."""

    def __init__(self, random_part: Callable[[], float] = random.random) -> None:
        self._random_part = random_part
        self._pause_s = _FIRST_PAUSE_S

    def next(self) -> float:
        """Return the seconds to wait now."""
        pause = self._pause_s * (0.5 + self._random_part() / 2)
        self._pause_s = min(2 * self._pause_s, _MAX_PAUSE_S)
        return pause

    def reset(self) -> None:
        """Begin again with the shortest pause."""
        self._pause_s = _FIRST_PAUSE_S


@dataclass(slots=True)
class LiveLink:
    """The connection to the first hub that can be reached.

    `candidates` returns the hubs to try, `reached` is called with the one that worked, and `way`
    returns how its address is known.
    """

    open_store: Callable[[], AbstractContextManager[StationStore]]
    candidates: Callable[[StationStore], Sequence[HubAddress]]
    reached: Callable[[HubAddress], None] = lambda _: None
    way: Callable[[StationStore, HubAddress], HubWay] = lambda *_: HubWay.LAST
    board: LinkStatusBoard = field(default_factory=LinkStatusBoard)
    succession: Succession = field(default_factory=Succession)
    own: OwnLaptop = field(default_factory=OwnLaptop)

    def run(self, life: Life) -> None:
        """Stay connected until the life is over; call it on a thread of its own."""
        backoff = Backoff()
        with self.open_store() as store, lazy_commits(store.database):
            while not life.over:
                found = self.candidates(store)
                if not found:
                    self.board.set_state(LinkState.NO_HUB, store.clocks.wall(), failure=None)
                    self.board.count(unsent=unsent_entries(store))
                    life.wait(_LOOK_EVERY_S)
                    continue
                self._follow_first(store, found, life, backoff)
                self.board.count(unsent=unsent_entries(store))
                self._wait(store, found[0], life, backoff)

    def _follow_first(
        self, store: StationStore, found: Sequence[HubAddress], life: Life, backoff: Backoff
    ) -> None:
        """Follow the first hub that can be reached, until it is gone; else show why none can."""
        board = self.board
        if board.read().state is LinkState.NO_HUB:
            board.set_state(LinkState.CONNECTING, store.clocks.wall(), url=found[0].url)
        silent = unreachable(found) if len(found) > 1 else {}
        failures: list[tuple[HubAddress, HubFailed | None]] = []
        for address in found:
            if life.over:
                return
            failure: HubFailed | None = silent.get(address)
            if failure is None:
                reached, failure = self._stay_connected(store, address, life, backoff)
                if reached:
                    return
            failures.append((address, failure))
        address, failure = _most_telling(failures)
        lost = board.read().state is LinkState.LIVE
        self._show_failure(store, address, failure, lost=lost)

    def _stay_connected(
        self, store: StationStore, address: HubAddress, life: Life, backoff: Backoff
    ) -> tuple[bool, HubFailed | None]:
        """Follow one hub until it is gone; return whether it was reached, and what failed."""
        session: LiveSession | None = None
        failure: HubFailed | None = None
        try:
            with HubClient(address) as client, in_one_network(address.host, client.cut):
                client.begin(store)
                self._note_reached(store, client)
                session = LiveSession(store, client, self.board, self.succession, self.own)
                backoff.reset()
                session.follow(life)
        except (HubFailed, SessionEnded) as error:  # not those of this laptop's own disk
            failure = error if isinstance(error, HubFailed) else None
            if session is not None:
                self._show_failure(store, address, failure, lost=True)
        return session is not None, failure

    def _show_failure(
        self, store: StationStore, address: HubAddress, failure: HubFailed | None, *, lost: bool
    ) -> None:
        state = LinkState.LOST if lost else self.board.read().state
        self.board.set_state(
            state, store.clocks.wall(), failure=failure, url=address.url, catching_up=False
        )

    def _note_reached(self, store: StationStore, client: HubClient) -> None:
        """Remember the hub for the next time, and show that the exchange with it began."""
        way = self.way(store, client.address)  # before it is the last one
        self.reached(client.address)
        name = client.hub.name if client.hub else ""
        self.board.begin_catching_up(name, client.address.url, way)

    def _wait(self, store: StationStore, address: HubAddress, life: Life, backoff: Backoff) -> None:
        """Wait for the next attempt; it comes at once after sleep, or in another network."""
        until, network = time.monotonic() + backoff.next(), own_address(address.host)
        before = store.clocks.uptime_ms()
        while not life.over and (left := until - time.monotonic()) > 0:
            life.wait(min(left, _LOOK_FOR_NETWORK_S))
            now = store.clocks.uptime_ms()
            if now - before > ASLEEP_MS or own_address(address.host) != network:
                backoff.reset()
                return
            before = now


def _most_telling(
    failures: Sequence[tuple[HubAddress, HubFailed | None]],
) -> tuple[HubAddress, HubFailed | None]:
    """Return the failure to show: the first with an answer, else that of the first hub."""
    for address, failure in failures:
        if failure is not None and failure.key not in _NO_CONTACT:
            return address, failure
    return failures[0]
