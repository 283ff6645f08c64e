"""Clocks: the time (ms UTC), and a monotonic time that setting the wall clock does not change."""

import time
from dataclasses import dataclass
from typing import Protocol

LEFT_MS = 2000
"""A wall clock that differs from the monotonic one by more than this was set."""

_BOOT: int | None = getattr(time, "CLOCK_BOOTTIME", None)


class Clock(Protocol):
    """A wall clock (ms UTC, can be set) and a monotonic one (ms, counts sleep)."""

    def wall(self) -> int:
        """Return the wall clock, ms UTC."""

    def monotonic_ms(self) -> int:
        """Return the ms since a fixed moment."""


class SystemClock:
    """The clocks of this laptop."""

    def wall(self) -> int:
        """Return the wall clock, ms UTC."""
        return time.time_ns() // 1_000_000

    def monotonic_ms(self) -> int:
        """Return the ms since a fixed moment; on Linux only CLOCK_BOOTTIME counts sleep."""
        return (time.monotonic_ns() if _BOOT is None else time.clock_gettime_ns(_BOOT)) // 1_000_000


@dataclass(frozen=True, slots=True)
class LogClock:
    """A clock that starts at a given time and advances with the monotonic clock only."""

    clock: Clock
    start: int
    since: int

    def now(self) -> int:
        """Return the time, ms UTC."""
        return self.start + self.clock.monotonic_ms() - self.since

    def was_set(self, now: int) -> bool:
        """Return whether the wall clock was set since the start; `now` is from `now()`."""
        return abs(self.clock.wall() - now) > LEFT_MS


def running(clock: Clock, start: int | None = None) -> LogClock:
    """Return a clock that starts at `start` (ms UTC; default: the wall clock)."""
    return LogClock(clock, clock.wall() if start is None else start, clock.monotonic_ms())


class ClockWatch:
    """Detects that the wall clock is set while the program runs."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._started = self._unchanged = running(clock)

    def unset(self) -> int:
        """Return the time (ms UTC) of a clock that was not set since the start."""
        return self._started.now()

    def unchanged_ms(self) -> int:
        """Return for how many ms the clock was not set, as far as calls of this method saw."""
        if self._unchanged.was_set(self._unchanged.now()):
            self._unchanged = running(self._clock)
        return self._clock.monotonic_ms() - self._unchanged.since


class FilmClock:
    """The clock of a film that starts now; it follows the film's position, not real time."""

    def __init__(self, clock: Clock) -> None:
        self._start = clock.wall()
        self._ms = 0

    def show(self, position: float) -> None:
        """Set the position, in seconds from the film's start."""
        self._ms = max(self._ms, round(position * 1000))

    def wall(self) -> int:
        """Return the film's time, ms UTC."""
        return self._start + self._ms

    def monotonic_ms(self) -> int:
        """Return the film's position in ms."""
        return self._ms
