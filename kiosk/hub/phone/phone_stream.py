"""The streams to phones: the newest edition whenever it changes, and a heartbeat."""

import asyncio
import json
import time
from collections.abc import Callable

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from kiosk.hub.phone.editions import Channel
from kiosk.hub.phone.publisher import PhoneLimits, Publisher
from kiosk.hub.refusals import HubRefusal, RefusalReason
from kiosk.hub.sse import event_bytes

_CHUNK = 64 * 1024
_HEARTBEAT = event_bytes("heartbeat", [json.dumps({})])
_WITHDRAWN = event_bytes("withdrawn", [json.dumps({})])


class PhoneStream:
    """Sends to one reader until its link is withdrawn, the hub stops, or the reader stalls."""

    def __init__(self, link: str, publisher: Publisher, channel: Channel) -> None:
        """`link` is the hash of the link's token."""
        self.link = link
        self._publisher = publisher
        self._channel = channel
        self._last = b""
        self._ended = False

    def end(self, last: bytes = b"") -> None:
        """End the stream at the next wake of the publisher, after a last event."""
        self._last, self._ended = last, True

    async def run(self, send: Send, limits: PhoneLimits) -> None:
        """Send until the end; raises TimeoutError if the reader stalls."""
        seen, beat_at = 0, 0.0
        while not self._ended:
            now = time.monotonic()
            if news := self._publisher.event(self._channel, seen):
                seen = news[0]
                await _send(send, news[1], limits)
            elif now >= beat_at:
                if self._publisher.works:
                    await _send(send, _HEARTBEAT, limits)
                beat_at = now + limits.heartbeat_s
            else:
                await self._publisher.wait(beat_at - now)
        if self._last:
            await _send(send, self._last, limits)
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _send(send: Send, content: bytes, limits: PhoneLimits) -> None:
    """Send in parts, so that a stalled phone takes little memory."""
    for start in range(0, len(content), _CHUNK):
        async with asyncio.timeout(limits.stalled_s):
            part = content[start : start + _CHUNK]
            await send({"type": "http.response.body", "body": part, "more_body": True})


class PhoneStreams:
    """The open streams; those of a withdrawn link are ended."""

    def __init__(self, publisher: Publisher, limits: PhoneLimits) -> None:
        self._publisher = publisher
        self.limits = limits
        self._open: set[PhoneStream] = set()
        self._stopped = False

    def __bool__(self) -> bool:
        return bool(self._open)

    def check_room(self, link: str) -> None:
        """Raise HubRefusal if a link (by its token's hash) has too many streams."""
        if sum(one.link == link for one in self._open) >= self.limits.streams:
            raise HubRefusal(RefusalReason.BUSY)

    def add(self, stream: PhoneStream) -> None:
        """Add a stream."""
        self._open.add(stream)
        if self._stopped:
            stream.end()

    def remove(self, stream: PhoneStream) -> None:
        """Remove a stream that ended."""
        self._open.discard(stream)

    def end(self, stream: PhoneStream) -> None:
        """End a stream."""
        stream.end()
        self._publisher.wake()

    def end_withdrawn(self, is_valid: Callable[[str], bool]) -> None:
        """End the streams of links that were withdrawn."""
        gone = {link for link in {one.link for one in self._open} if not is_valid(link)}
        for stream in self._open:
            if stream.link in gone:
                stream.end(_WITHDRAWN)
        if gone:
            self._publisher.wake()

    def stop(self) -> None:
        """End all streams, also later ones."""
        self._stopped = True
        for stream in self._open:
            stream.end()
        self._publisher.wake()


class StreamToPhone(Response):
    """A stream in place of a body."""

    media_type = "text/event-stream"

    def __init__(self, streams: PhoneStreams, stream: PhoneStream) -> None:
        super().__init__(headers={"x-accel-buffering": "no"})  # a proxy must not collect events
        del self.headers["content-length"]
        self._streams, self._stream = streams, stream

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002  # as ASGI calls it
        """Send until either side ends the stream."""
        self._streams.add(self._stream)
        watching = asyncio.create_task(self._end_when_gone(receive))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
            await self._stream.run(send, self._streams.limits)
        except (OSError, TimeoutError):
            pass  # the phone is gone or stalls: it connects again by itself
        finally:
            watching.cancel()
            self._streams.remove(self._stream)

    async def _end_when_gone(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self._streams.end(self._stream)
