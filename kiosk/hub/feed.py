"""The feed: the news of a hub in order, which each stream reads at its own place.

Streams have a cursor and no queue: a stalled stream costs nothing. News that is too large or too
old is not kept here: the laptop then asks for all that it lacks.
"""

import secrets
from collections import deque
from collections.abc import Sequence

from kiosk.hub.event_stream import WakeSignal, event_bytes

MAX_EVENT_BYTES = 2 * 2**20
"""A laptop asks for larger news, such as a guest list, in a request of its own."""
_MAX_BYTES = 16 * 2**20


class Feed:
    """The last news, numbered from 1; used on the thread of the event loop.

    A cursor names the feed too, because the numbers begin again when the hub restarts.
    """

    def __init__(self) -> None:
        self._name = secrets.token_hex(8)
        self._events: deque[tuple[int, bytes]] = deque()
        self._bytes = 0
        self._last = 0
        self._forgotten = 0
        self.changed = WakeSignal()

    @property
    def cursor(self) -> str:
        """The place after the last news."""
        return f"{self._name}-{self._last}"

    def append(self, lines: Sequence[str], kind: str = "batch") -> None:
        """Add news, and wake all streams."""
        self._last += 1
        event = event_bytes(kind, lines, self.cursor)
        if len(event) > MAX_EVENT_BYTES:
            self._events.clear()
            self._bytes, self._forgotten = 0, self._last
        else:
            self._events.append((self._last, event))
            self._bytes += len(event)
        while self._bytes > _MAX_BYTES:
            self._forgotten, first = self._events.popleft()
            self._bytes -= len(first)
        self.changed.wake()

    def number(self, cursor: str) -> int | None:
        """Return the number of a cursor; None if news after it is not here."""
        name, _, text = cursor.partition("-")
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 19 else -1  # noqa: PLR2004  # what fits 64 bits
        return number if name == self._name and self._forgotten <= number <= self._last else None

    def after(self, number: int) -> tuple[int, bytes] | None:
        """Return the first news after a number; None if there is none yet.

        Raises LookupError if it is not here any more.
        """
        if number >= self._last:
            return None
        if number < self._forgotten:
            raise LookupError("the news is not here any more")
        return self._events[number - self._last + len(self._events)]
