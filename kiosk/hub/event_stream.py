"""Streams of events to many readers, laptops or phones: each ends alone, or all together."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Generic, TypeVar

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

_CHUNK = 64 * 1024
_HEADERS = {
    "content-type": "text/event-stream",
    "cache-control": "no-store",
    "x-accel-buffering": "no",  # a proxy must not collect events
}


def event_bytes(kind: str, lines: Sequence[str], cursor: str = "") -> bytes:
    """Return an event with its data lines; lines contain no line ends."""
    head = [f"event: {kind}"] + ([f"id: {cursor}"] if cursor else [])
    return ("\n".join([*head, *(f"data: {line}" for line in lines)]) + "\n\n").encode()


class WakeSignal:
    """Wakes all who wait for it, again and again; used on the thread of the event loop."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def wake(self) -> None:
        """Wake all who wait now."""
        self._event.set()
        self._event = asyncio.Event()

    async def wait(self, timeout_s: float) -> None:
        """Wait for the next wake, at most until the timeout."""
        with suppress(TimeoutError):
            async with asyncio.timeout(timeout_s):
                await self._event.wait()


class EventStream(ABC):
    """The events for one reader: `owner` is its laptop or link, and it stalls after `stalled_s`."""

    def __init__(self, owner: str, stalled_s: float) -> None:
        self.owner = owner
        self._stalled_s = stalled_s
        self._ended = False

    def end(self) -> None:
        """End the stream at the next wake."""
        self._ended = True

    @abstractmethod
    async def run(self, send: Send) -> None:
        """Send events until the end; TimeoutError if the reader stalls."""

    async def _send(self, send: Send, content: bytes) -> None:
        """Send in parts, so that a stalled reader takes little memory."""
        for start in range(0, len(content), _CHUNK):
            async with asyncio.timeout(self._stalled_s):
                part = content[start : start + _CHUNK]
                await send({"type": "http.response.body", "body": part, "more_body": True})


S = TypeVar("S", bound=EventStream)


class OpenStreams(Generic[S]):
    """The open streams of one kind, in the order in which they began."""

    def __init__(self, signal: WakeSignal) -> None:
        self._signal = signal
        self._open: list[S] = []
        self._stopped = False

    @contextmanager
    def opened(self, stream: S) -> Iterator[None]:
        """Have a stream among the open ones while the block runs."""
        self._open.append(stream)
        if self._stopped:
            stream.end()
        try:
            yield
        finally:
            self._open.remove(stream)

    def end(self, streams: Iterable[S]) -> None:
        """End streams."""
        for stream in streams:
            stream.end()
        self._signal.wake()

    def stop(self) -> None:
        """End all streams, also later ones."""
        self._stopped = True
        self.end(self._open)


class StreamResponse(Response, Generic[S]):
    """A stream of events in place of a body."""

    def __init__(self, streams: OpenStreams[S], stream: S) -> None:
        super().__init__(headers=_HEADERS)
        del self.headers["content-length"]
        self._streams, self._stream = streams, stream

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002  # as ASGI calls it
        """Send until either side ends the stream."""
        with self._streams.opened(self._stream), suppress(OSError, TimeoutError):
            # A reader that is gone or stalls connects again by itself.
            watching = asyncio.create_task(self._end_when_gone(receive))
            try:
                await send(
                    {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
                )
                await self._stream.run(send)
                await send({"type": "http.response.body", "body": b"", "more_body": False})
            finally:
                watching.cancel()

    async def _end_when_gone(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self._streams.end([self._stream])
