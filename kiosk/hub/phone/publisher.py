"""Counts when the data has changed, and keeps the newest edition for all readers."""

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from kiosk.hub.event_stream import WakeSignal
from kiosk.hub.phone.editions import Channel, Edition
from kiosk.reports.headcount_report import HeadcountReport

_LOG = logging.getLogger("kiosk")
_REST = 10
"""After a count the thread pauses this many times as long, so that scans are not delayed."""

Count = Callable[[int | None], tuple[int, HeadcountReport] | None]
"""Returns a headcount and the mark of its data; None if the data is that of the given mark."""


@dataclass(frozen=True, slots=True)
class PhoneLimits:
    """The limits of the organiser's page; tests use shorter ones.

    The figures are counted at most every `count_s`, and while there are readers at least every
    `refresh_s`, because silence and pace change without new entries.
    """

    count_s: float = 0.5
    refresh_s: float = 5.0
    heartbeat_s: float = 5.0
    stalled_s: float = 30.0
    streams: int = 400
    connections: int = 800
    requests_each_s: float = 50.0
    burst: float = 600.0
    wrong_each_s: float = 2.0
    wrong_burst: float = 40.0


class Publisher:
    """Keeps the newest edition; used on the thread of the event loop, counts on its own thread."""

    def __init__(self, count: Count, limits: PhoneLimits) -> None:
        self._count = count
        self._limits = limits
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="hub headcount")
        self._lock = asyncio.Lock()
        self.changed = WakeSignal()
        self._mark: int | None = None
        self._counted_at = self._asked_at = 0.0
        self.pause_s = limits.count_s
        self._before: Edition | None = None
        self._now: Edition | None = None
        self._events: dict[tuple[str, bool], bytes] = {}

    @property
    def works(self) -> bool:
        """True if counting works; if the disk fails, there must be no heartbeat."""
        age = time.monotonic() - self._asked_at
        return age < 2 * self._limits.refresh_s + self.pause_s

    async def newest(self) -> Edition:
        """Return a current edition; WorldFailed if the data cannot be read."""
        async with self._lock:
            now = time.monotonic()
            if self._now is None or now - self._asked_at >= self.pause_s:
                old = now - self._counted_at >= self._limits.refresh_s
                known = None if self._now is None or old else self._mark
                loop = asyncio.get_running_loop()
                found = await loop.run_in_executor(self._thread, self._count, known)
                self._asked_at = time.monotonic()
                self.pause_s = max(self._limits.count_s, _REST * (self._asked_at - now))
                if found is not None:
                    self._publish(*found)
            assert self._now is not None  # noqa: S101  # without a mark there is always a count
            return self._now

    async def refresh(self) -> None:
        """Count again if the data changed; a failure is logged, and the edition stays."""
        try:
            await self.newest()
        except Exception:  # noqa: BLE001  # thread boundary: the disk may be well again later
            _LOG.exception("the headcount for phones could not be read")

    def event(self, channel: Channel, seen: int) -> tuple[int, bytes] | None:
        """Return the newest edition's number and event for a reader; None if it has seen it."""
        now, before = self._now, self._before
        if now is None or now.number == seen:
            return None
        follows = before is not None and before.number == seen
        key = channel.name, follows
        if key not in self._events:
            self._events[key] = channel.event(before if follows else None, now)
        return now.number, self._events[key]

    def close(self) -> None:
        """End the thread."""
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _publish(self, mark: int, report: HeadcountReport) -> None:
        self._mark, self._counted_at = mark, time.monotonic()
        number = self._now.number + 1 if self._now is not None else 1
        self._before, self._now = self._now, Edition(number, report)
        self._events.clear()
        self.changed.wake()
