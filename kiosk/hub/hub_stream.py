"""The stream to one laptop: the news after its cursor, and a heartbeat."""

import asyncio
import json
import time
from collections.abc import Callable, Sequence

from starlette.types import Send

from kiosk.hub.feed import Feed
from kiosk.hub.presences import PRESENCE_EVENT
from kiosk.hub.request_limits import Limits
from kiosk.hub.sse import event_bytes

_CHUNK = 64 * 1024
_HEADERS = [
    (b"content-type", b"text/event-stream"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),  # a proxy must not collect events
]


class HubStream:
    """Sends to one laptop until the stream ends or stalls, or its next news is no longer kept."""

    def __init__(
        self,
        feed: Feed,
        limits: Limits,
        heartbeat: Callable[[], dict[str, object]],
        may_go_on: Callable[[], bool],
        welcome: Callable[[], Sequence[str]] = tuple,
    ) -> None:
        """`heartbeat` returns its content; `may_go_on` is asked at each heartbeat.

        `welcome` returns the presence of the laptops, which is sent first.
        """
        self._welcome = welcome
        self._feed = feed
        self._limits = limits
        self._heartbeat = heartbeat
        self._may_go_on = may_go_on
        self._ended = False

    def end(self) -> None:
        """End the stream at the next wake of the feed."""
        self._ended = True

    async def run(self, send: Send, cursor: str) -> None:
        """Send the news after a cursor; TimeoutError if the laptop stalls."""
        await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
        number = self._feed.number(cursor)
        if number is None:
            await self._send(send, event_bytes("behind", ["{}"]))
        else:
            await self._follow(send, number)
        await send({"type": "http.response.body", "body": b"", "more_body": False})

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
                await self._feed.wait(beat_at - time.monotonic())
            else:
                await self._send(send, news[1])
                number += 1

    async def _send(self, send: Send, content: bytes) -> None:
        """Send in parts, so that a stalled laptop takes little memory."""
        for start in range(0, len(content), _CHUNK):
            async with asyncio.timeout(self._limits.stalled_s):
                part = content[start : start + _CHUNK]
                await send({"type": "http.response.body", "body": part, "more_body": True})


class OpenStreams:
    """The open streams by laptop; a new one ends the oldest of a laptop that has too many."""

    def __init__(self, feed: Feed, most: int) -> None:
        self._feed = feed
        self._most = most
        self._streams: dict[str, list[HubStream]] = {}
        self._stopped = False

    @property
    def stations(self) -> int:
        """The number of laptops that have a stream."""
        return len(self._streams)

    def add(self, station: str, stream: HubStream) -> None:
        """Add a stream of a laptop."""
        own = self._streams.setdefault(station, [])
        own.append(stream)
        for one in own[: -self._most]:
            one.end()
        if self._stopped:
            stream.end()
        self._feed.wake()

    def remove(self, station: str, stream: HubStream) -> None:
        """Remove a stream that ended."""
        own = self._streams.get(station, [])
        if stream in own:
            own.remove(stream)
        if not own:
            self._streams.pop(station, None)

    def stop(self) -> None:
        """End all streams, also later ones."""
        self._stopped = True
        for own in self._streams.values():
            for stream in own:
                stream.end()
        self._feed.wake()
