"""Limits on requests: how often, how large, how slow, and how many streams."""

import asyncio
import tempfile
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import IO

from kiosk.hub.refusals import HubRefusal, RefusalReason

MAX_BATCH_BYTES = 64 * 2**20
"""Most compressed bytes of a batch: a guest list of 300,000 needs half of it."""
MAX_HAVE_BYTES = 16 * 2**20
MAX_FORM_BYTES = 32 * 2**10

_IN_MEMORY = 2**20
_MOST_SENDERS = 10_000


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a hub; tests use shorter ones."""

    requests_each_s: float = 50.0
    burst: float = 300.0
    body_s: float = 120.0
    chunk_s: float = 10.0
    form_s: float = 10.0
    bodies: int = 64
    bodies_of_a_sender: int = 4
    forms: int = 64
    forms_of_a_sender: int = 32
    answers: int = 2
    streams: int = 2
    heartbeat_s: float = 5.0
    stalled_s: float = 30.0
    idle_s: float = 30.0
    connections: int = 1000
    tidy_s: float = 2.0


class RateLimit:
    """Tokens per sender: each request uses one, and new ones are added with time."""

    def __init__(
        self, each_s: float, burst: float, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._each_s, self._burst, self._clock = each_s, burst, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, sender: str) -> None:
        """Count a request of a sender; HubRefusal if it sends too many."""
        now = self._clock()
        left, at = self._left.pop(sender, (self._burst, now))
        left = min(self._burst, left + (now - at) * self._each_s)
        self._left[sender] = (max(0.0, left - 1), now)
        while len(self._left) > _MOST_SENDERS:
            self._left.popitem(last=False)
        if left < 1:
            raise HubRefusal(RefusalReason.BUSY)


class Slots:
    """The requests at the same time, in all and for each sender: slow senders hold their own slots.

    Used on the thread of the event loop.
    """

    def __init__(self, all_together: int, of_a_sender: int, wait_s: float) -> None:
        self._free = asyncio.Semaphore(all_together)
        self._of_a_sender = of_a_sender
        self._wait_s = wait_s
        self._held: dict[str, int] = {}

    @asynccontextmanager
    async def one(self, sender: str) -> AsyncIterator[None]:
        """Hold a slot of a sender; HubRefusal if it has all of its own, or none is free in time."""
        if self._held.get(sender, 0) >= self._of_a_sender:
            raise HubRefusal(RefusalReason.BUSY)
        self._held[sender] = self._held.get(sender, 0) + 1
        try:
            await self._take()
            try:
                yield
            finally:
                self._free.release()
        finally:
            self._held[sender] -= 1
            if not self._held[sender]:
                del self._held[sender]

    async def _take(self) -> None:
        try:
            async with asyncio.timeout(self._wait_s):
                await self._free.acquire()
        except TimeoutError as error:
            raise HubRefusal(RefusalReason.BUSY) from error


async def read_body(
    chunks: AsyncIterator[bytes], most: int, *, whole_s: float, chunk_s: float
) -> tuple[IO[bytes], int]:
    """Return a body as a file and its size; HubRefusal if it is too large or too slow.

    A large one is stored in a file without a name.
    """
    content: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  # its user closes it
    size = 0
    try:
        async with asyncio.timeout(whole_s):
            while True:
                async with asyncio.timeout(chunk_s):
                    chunk = await anext(chunks, None)
                if chunk is None:
                    break
                size += len(chunk)
                if size > most:
                    raise HubRefusal(RefusalReason.TOO_LARGE)
                content.write(chunk)
        content.seek(0)
    except TimeoutError as error:
        content.close()
        raise HubRefusal(RefusalReason.TOO_SLOW) from error
    except BaseException:
        content.close()
        raise
    return content, size
