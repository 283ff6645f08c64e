"""The streams to phones: the newest edition whenever it changes, and a heartbeat."""

import json
import time
from collections.abc import Callable

from starlette.types import Send

from kiosk.hub.event_stream import EventStream, OpenStreams, event_bytes
from kiosk.hub.phone.editions import Channel
from kiosk.hub.phone.publisher import PhoneLimits, Publisher
from kiosk.hub.refusals import HubRefusal, RefusalReason

_HEARTBEAT = event_bytes("heartbeat", [json.dumps({})])
_WITHDRAWN = event_bytes("withdrawn", [json.dumps({})])


class PhoneStream(EventStream):
    """Sends to one reader until its link is withdrawn, the hub stops, or the reader stalls."""

    def __init__(
        self, link: str, publisher: Publisher, channel: Channel, limits: PhoneLimits
    ) -> None:
        """`link` is the hash of the link's token."""
        super().__init__(link, limits.stalled_s)
        self._publisher = publisher
        self._channel = channel
        self._heartbeat_s = limits.heartbeat_s
        self.is_withdrawn = False

    async def run(self, send: Send) -> None:
        """Send until the end; raises TimeoutError if the reader stalls."""
        seen, beat_at = 0, 0.0
        while not self._ended:
            now = time.monotonic()
            if news := self._publisher.event(self._channel, seen):
                seen = news[0]
                await self._send(send, news[1])
            elif now >= beat_at:
                if self._publisher.works:
                    await self._send(send, _HEARTBEAT)
                beat_at = now + self._heartbeat_s
            else:
                await self._publisher.changed.wait(beat_at - now)
        if self.is_withdrawn:
            await self._send(send, _WITHDRAWN)


class PhoneStreams(OpenStreams[PhoneStream]):
    """The open streams of phones; those of a withdrawn link are ended."""

    def __bool__(self) -> bool:
        return bool(self._open)

    def check_room(self, link: str, most: int) -> None:
        """Raise HubRefusal if a link (by its token's hash) has too many streams."""
        if sum(one.owner == link for one in self._open) >= most:
            raise HubRefusal(RefusalReason.BUSY)

    def end_withdrawn(self, is_valid: Callable[[str], bool]) -> None:
        """End the streams of links that were withdrawn."""
        gone = {link for link in {one.owner for one in self._open} if not is_valid(link)}
        for stream in self._open:
            stream.is_withdrawn = stream.owner in gone
        if gone:
            self.end(one for one in self._open if one.is_withdrawn)
