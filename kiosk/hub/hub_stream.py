"""The stream to one laptop: the news after its cursor, and a heartbeat."""

import json
import time
from collections.abc import Callable, Sequence

from starlette.types import Send

from kiosk.hub.event_stream import EventStream, OpenStreams, WakeSignal, event_bytes
from kiosk.hub.feed import Feed
from kiosk.hub.presences import PRESENCE_EVENT
from kiosk.hub.request_limits import Limits


class HubStream(EventStream):
    """Sends to one laptop until the stream ends or stalls, or its next news is no longer kept."""

    def __init__(
        self,
        station: str,
        feed: Feed,
        limits: Limits,
        heartbeat: Callable[[], dict[str, object]],
        may_go_on: Callable[[], bool],
        *,
        cursor: str,
        welcome: Callable[[], Sequence[str]],
    ) -> None:
        """`heartbeat` returns its content; `may_go_on` is asked at each heartbeat.

        The news after `cursor` is sent. `welcome` returns the presence of the laptops, which is
        sent first.
        """
        super().__init__(station, limits.stalled_s)
        self._feed = feed
        self._limits = limits
        self._heartbeat = heartbeat
        self._may_go_on = may_go_on
        self._cursor = cursor
        self._welcome = welcome

    async def run(self, send: Send) -> None:
        """Send the news after the cursor; TimeoutError if the laptop stalls."""
        number = self._feed.number(self._cursor)
        if number is None:
            await self._send(send, event_bytes("behind", ["{}"]))
        else:
            await self._follow(send, number)

    async def _follow(self, send: Send, number: int) -> None:
        if lines := self._welcome():
            await self._send(send, event_bytes(PRESENCE_EVENT, lines))
        beat_at = 0.0
        while not self._ended:
            now = time.monotonic()
            if now >= beat_at:
                if not self._may_go_on():
                    return
                await self._send(send, event_bytes("heartbeat", [json.dumps(self._heartbeat())]))
                beat_at = now + self._limits.heartbeat_s
            try:
                news = self._feed.after(number)
            except LookupError:
                await self._send(send, event_bytes("behind", ["{}"]))
                return
            if news is None:
                await self._feed.changed.wait(beat_at - time.monotonic())
            else:
                await self._send(send, news[1])
                number += 1


class LaptopStreams(OpenStreams[HubStream]):
    """The open streams of laptops; a new one ends the oldest of a laptop that has too many."""

    def __init__(self, signal: WakeSignal, most: int) -> None:
        super().__init__(signal)
        self._most = most

    @property
    def stations(self) -> int:
        """The number of laptops that have a stream."""
        return len({one.owner for one in self._open})

    def make_room(self, station: str) -> None:
        """End the oldest streams of a laptop that begins one more than it may have."""
        own = [one for one in self._open if one.owner == station]
        self.end(own[: max(0, len(own) + 1 - self._most)])
