"""Clocks: what time it is (ms UTC), and how much time passed whatever is done to the wall clock."""

import time
from dataclasses import dataclass
from typing import Protocol

LEFT_MS = 2000
"""A wall clock that leaves the monotonic one by more than this was set by somebody."""

_BOOT: int | None = getattr(time, "CLOCK_BOOTTIME", None)


class Clock(Protocol):
    """Two hands: the wall (ms UTC, may be set) and the monotonic (ms, counts sleep)."""

    def wall(self) -> int:
        """Return the wall clock, ms UTC."""

    def passed(self) -> int:
        """Return ms since some fixed moment."""


class SystemClock:
    """The laptop's own clocks."""

    def wall(self) -> int:
        """Return the wall clock, ms UTC."""
        return time.time_ns() // 1_000_000

    def passed(self) -> int:
        """Return ms since some fixed moment; on Linux only CLOCK_BOOTTIME counts sleep."""
        return (time.monotonic_ns() if _BOOT is None else time.clock_gettime_ns(_BOOT)) // 1_000_000


@dataclass(frozen=True, slots=True)
class LogClock:
    """A clock from a starting time on that only the monotonic hand moves."""

    clock: Clock
    start: int
    since: int

    def now(self) -> int:
        """Return ms UTC: the starting time and what passed since."""
        return self.start + self.clock.passed() - self.since

    def left(self, now: int) -> bool:
        """Return whether the wall clock was set since the start; `now` is what it gives now."""
        return abs(self.clock.wall() - now) > LEFT_MS


def running(clock: Clock, start: int | None = None) -> LogClock:
    """Start a running clock at `start` (ms UTC), or at the wall clock."""
    return LogClock(clock, clock.wall() if start is None else start, clock.passed())


class ClockWatch:
    """Notices that the wall clock was set while the program runs."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._started = self._held = running(clock)

    def unset(self) -> int:
        """Return the time (ms UTC) that the clock would give if it was not set since the start."""
        return self._started.now()

    def held_ms(self) -> int:
        """Return for how many ms the clock was not set, as far as this was asked."""
        if self._held.left(self._held.now()):
            self._held = running(self._clock)
        return self._clock.passed() - self._held.since


class FilmClock:
    """The clock of a film that starts now: read faster than it plays, its gaps stay its own."""

    def __init__(self, clock: Clock) -> None:
        self._start = clock.wall()
        self._ms = 0

    def show(self, position: float) -> None:
        """Say that the film is `position` seconds from its start."""
        self._ms = max(self._ms, round(position * 1000))

    def wall(self) -> int:
        """Return the film's time, ms UTC."""
        return self._start + self._ms

    def passed(self) -> int:
        """Return how far the film is, in ms."""
        return self._ms
