"""The answer that is a stream of events."""

import asyncio

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from kiosk.hub.hub_state import HubState
from kiosk.hub.hub_stream import HubStream
from kiosk.hub.sessions import Session


class StreamToLaptop(Response):
    """A stream in place of a body."""

    def __init__(self, state: HubState, session: Session, stream: HubStream, cursor: str) -> None:
        super().__init__()
        self._state, self._session = state, session
        self._stream, self._cursor = stream, cursor

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002  # as ASGI calls it
        """Send until either side ends the stream."""
        self._state.streams.add(self._session.station, self._stream)
        watching = asyncio.create_task(self._end_when_gone(receive))
        try:
            await self._stream.run(send, self._cursor)
        except (OSError, TimeoutError):
            pass  # the laptop is gone or stalls: it connects again by itself
        finally:
            watching.cancel()
            self._state.streams.remove(self._session.station, self._stream)

    async def _end_when_gone(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self._stream.end()
        self._state.feed.wake()
