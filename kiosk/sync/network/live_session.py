"""One session of a live link: catches up, then receives and sends the news."""

import http.client
import json
import time
from contextlib import suppress

from kiosk.store.journal.have_vector import EMPTY_HAVE_VECTOR, HaveVector
from kiosk.store.station_store import StationStore
from kiosk.supervisor import Life
from kiosk.sync.live_messages import KnownState, is_own_echo, news_since, state_after
from kiosk.sync.network.hub_address import HubAddress
from kiosk.sync.network.hub_batches import packed_batches
from kiosk.sync.network.hub_client import HubClient
from kiosk.sync.network.hub_connection import HubFailed, failure_of
from kiosk.sync.network.hub_exchange import (
    catch_up,
    entry_count,
    push_missing,
    record_replicas,
    send_have,
    unsent_entries,
)
from kiosk.sync.network.link_status import LinkState, LinkStatusBoard
from kiosk.sync.network.own_laptop import OwnLaptop
from kiosk.sync.network.presence import PRESENCE_S
from kiosk.sync.network.presence_messages import own_presence, read_presence, signed_presence
from kiosk.sync.network.standby import Succession, read_standbys, signed_standby
from kiosk.sync.network.stream_reader import StreamEvent, StreamFailed, StreamReader
from kiosk.sync.own_signatures import OwnSignatures
from kiosk.sync.receiver import receive

_POLL_S = 0.04
_CHECK_S = 1.0
ASLEEP_MS = 5000
"""If a step took so long, this laptop slept: the connection may be dead without an error."""
_SEND_HAVE_S = 5.0
_DIFFERS_S, _MAX_DIFFERS_S = 30.0, 600.0
_MOST_TOGETHER = 16
_UNKNOWN_LAPTOP = OwnLaptop()


class LiveSession:
    """Follows one hub over an open session, on the thread that calls `follow`."""

    def __init__(
        self,
        store: StationStore,
        client: HubClient,
        board: LinkStatusBoard,
        succession: Succession,
        own: OwnLaptop = _UNKNOWN_LAPTOP,
    ) -> None:
        self._store = store
        self._client = client
        self._board = board
        self._succession = succession
        self._own = own
        self._presence_sent_at: float | None = None
        self._sent_have = EMPTY_HAVE_VECTOR
        self._have_sent_at: float | None = None
        self._standbys: object = None
        self._signatures = OwnSignatures(store)
        self._hub = KnownState()
        self._differs_since: float | None = None
        self._patience_s = _DIFFERS_S

    def follow(self, life: Life) -> None:
        """Exchange until the life is over; WorldFailed if the connection is lost."""
        self._offer_standby()
        while not life.over:
            stream = StreamReader(self._client, self._catch_up())
            try:
                self._follow_stream(stream, life)
            finally:
                stream.close()

    def _offer_standby(self) -> None:
        """Send the address of this laptop as a possible hub, if it may be the hub."""
        fingerprint, host = self._succession.fingerprint, self._client.own_host()
        if fingerprint and host:
            address = HubAddress(host, self._succession.port(), fingerprint)
            self._client.offer_standby(signed_standby(self._store, address))

    def _learn_standbys(self, values: object) -> None:
        """Note the laptops that may be the hub next, when they change."""
        if isinstance(values, list) and values != self._standbys:
            self._standbys = values
            self._succession.learn(read_standbys(self._store, values))

    def _send_presence(self) -> None:
        """Send the state of this laptop at intervals; if the hub refuses it, nothing is lost."""
        now = time.monotonic()
        if self._presence_sent_at is not None and now - self._presence_sent_at < PRESENCE_S:
            return
        self._presence_sent_at = now
        unsent = self._board.read().unsent
        presence = own_presence(self._store, self._own.charge, unsent, [self._client.own_host()])
        self._board.presences.learn(presence)
        with suppress(HubFailed):
            self._client.offer_presence(signed_presence(self._store, presence))

    def _send_have(self) -> None:
        """Send what this laptop has by now, if it is time and there is more than the last time."""
        now = time.monotonic()
        if self._have_sent_at is not None and now - self._have_sent_at < _SEND_HAVE_S:
            return
        self._have_sent_at = now
        self._sent_have = send_have(self._store, self._client, self._sent_have)

    def _learn_presences(self, lines: tuple[str, ...]) -> None:
        for line in lines:
            presence = read_presence(self._store, line)
            if presence is not None:
                self._board.presences.learn(presence)

    def _catch_up(self) -> str:
        """Exchange all that either side lacks; return the cursor after which news follows."""
        store = self._store
        received, cursor = catch_up(store, self._client)
        theirs = self._client.position().have
        pushed = push_missing(store, self._client, theirs)
        record_replicas(store, pushed.have)
        self._hub = KnownState(
            pushed.have, {head.log: head.as_of for head in store.heads.newest_heads()}
        )
        self._differs_since = None
        hub = self._client.hub
        self._board.count(
            new=received.new_entries,
            known=received.known_entries,
            sent=pushed.entries,
            unsent=unsent_entries(store),
        )
        self._board.set_state(
            LinkState.LIVE,
            store.clocks.wall(),
            failure=None,
            catching_up=False,
            hub=hub.name if hub else "",
            url=self._client.address.url,
        )
        return cursor

    def _follow_stream(self, stream: StreamReader, life: Life) -> None:
        """Exchange the news until the life is over, or the laptop has to catch up again."""
        clock, checked = self._store.clocks, time.monotonic()
        before = clock.uptime_ms()
        while not life.over:
            event = stream.next(_POLL_S)
            now = clock.uptime_ms()
            if now - before > ASLEEP_MS:
                self._client.close()  # over an old connection an answer may never come
                return
            if event is not None and not self._take(event, stream):
                return
            self._bring()
            self._send_presence()
            self._send_have()
            self._board.rounds += 1
            if time.monotonic() - checked > _CHECK_S:
                checked = time.monotonic()
                self._own.each_second(self._store)
                if self._client.has_moved():
                    raise failure_of(ConnectionError(), self._client.address)
            before = clock.uptime_ms()

    def _take(self, event: StreamEvent | StreamFailed, stream: StreamReader) -> bool:
        """Receive an event and those that wait; return False if the laptop is behind."""
        for _ in range(_MOST_TOGETHER):
            match event:
                case StreamFailed(error):
                    raise _link_failure(error, self._client)
                case StreamEvent("batch", lines):
                    self._receive(lines)
                case StreamEvent("heartbeat", lines):
                    return self._agrees(lines)
                case StreamEvent("presence", lines):
                    self._learn_presences(lines)
                case StreamEvent("behind"):
                    return False
            following = stream.next(0)
            if following is None:
                break
            event = following
        return True

    def _receive(self, lines: tuple[str, ...]) -> None:
        self._hub = state_after(self._hub, lines)
        if is_own_echo(self._store, lines):
            return  # this laptop's own news, which the hub sends to all
        result = receive(self._store, lines)
        self._board.count(new=result.new_entries, known=result.known_entries)

    def _agrees(self, lines: tuple[str, ...]) -> bool:
        """Note a heartbeat; return False if the hub has had other content for a while."""
        digest = ""
        with suppress(ValueError, AttributeError):
            fields = json.loads("".join(lines))
            digest = str(fields.get("digest", ""))
            self._learn_standbys(fields.get("standbys"))
            laptops = fields.get("laptops")
            if isinstance(laptops, int):
                self._board.set_state(LinkState.LIVE, self._store.clocks.wall(), laptops=laptops)
        if not digest or digest == self._store.inventory.have().digest:
            self._differs_since = None
            return True
        now = time.monotonic()
        self._differs_since = self._differs_since or now
        if now - self._differs_since < self._patience_s:
            return True
        # One side may refuse something of the other for good.
        self._patience_s = min(2 * self._patience_s, _MAX_DIFFERS_S)
        return False

    def _bring(self) -> None:
        """Send the entries that this laptop made, or received elsewhere, since the last time."""
        if not self._signatures.poll():
            return
        store, before = self._store, self._hub.have
        state, lines = news_since(store, self._hub)
        if not lines:
            return
        have: HaveVector = before
        for batch in packed_batches(lines[0], lines[1:-1]):
            have, _ = self._client.push(batch.content, batch.size)
        self._hub = KnownState(have, state.heads)
        record_replicas(store, have, before)
        sent = max(0, entry_count(have) - entry_count(before))
        self._board.count(sent=sent, unsent=unsent_entries(store))


def _link_failure(error: Exception, client: HubClient) -> Exception:
    if isinstance(error, (OSError, http.client.HTTPException)):
        return failure_of(error, client.address)
    return error
