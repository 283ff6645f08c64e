"""Checks a laptop's clock by its earlier settings and the day of the event."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from kiosk.domain.event_settings import Event
from kiosk.domain.judge import DAY_ENDS

WRONG_MS = 120_000
"""A clock that is wrong by more than this must be corrected by a person."""

_NEWS_MS = 30 * 60_000


@dataclass(frozen=True, slots=True)
class ClockSetting:
    """A setting of the clock: the boot time by that clock, and the time of the note (ms UTC)."""

    anchor: int
    noted: int


@dataclass(frozen=True, slots=True)
class ClockHistory:
    """The clock now, and its earlier settings.

    `settings` are those with which this machine wrote entries, oldest first, then the one at the
    program's start. `unset` is the time of a clock that was not set since the start,
    `unchanged_ms` how long it has not been set. `wrote` is the time of an entry that is later than
    now.
    """

    now: int
    anchor: int
    unset: int
    unchanged_ms: int
    settings: Sequence[ClockSetting] = ()
    wrote: int | None = None


@dataclass(frozen=True, slots=True)
class ClockDoubt:
    """The clock was changed from one time to another (ms UTC); which one is right is unknown.

    `news`: a person has not seen it yet.
    """

    was: int
    now: int
    news: bool


@dataclass(frozen=True, slots=True)
class ClockCheck:
    """The error of the clock in ms (negative: behind), or a doubt about it."""

    off_ms: int = 0
    doubt: ClockDoubt | None = None


def check_clock(event: Event, clock: ClockHistory) -> ClockCheck:
    """Check the clock by its earlier settings.

    A clock that is back at an earlier setting was corrected. If only one of two times is on the day
    of the event, the other one is wrong.
    """
    previous = _previous_time(clock)
    if previous is None or _is_back(clock):
        return ClockCheck()
    before, after = _on_the_day(event, previous), _on_the_day(event, clock.now)
    if after and not before:
        return ClockCheck()
    if before and not after:
        return ClockCheck(off_ms=clock.now - previous)
    return ClockCheck(doubt=ClockDoubt(previous, clock.now, _is_news(clock)))


def _previous_time(clock: ClockHistory) -> int | None:
    """Return the time that the clock had before it was set; None if it never was."""
    if _differ(clock.unset, clock.now):
        return clock.unset
    if clock.wrote is not None and _differ(clock.wrote, clock.now):
        return clock.wrote
    for one in reversed(clock.settings):
        # If the machine had started since then, it would have booted after that note.
        if _differ(one.anchor, clock.anchor) and one.anchor < clock.anchor < one.noted:
            return clock.now - (clock.anchor - one.anchor)
    return None


def _is_back(clock: ClockHistory) -> bool:
    anchors = [one.anchor for one in clock.settings]
    same = [place for place, one in enumerate(anchors) if not _differ(one, clock.anchor)]
    return bool(same) and any(_differ(one, clock.anchor) for one in anchors[same[0] :])


def _is_news(clock: ClockHistory) -> bool:
    set_here = _differ(clock.unset, clock.now)
    return clock.unchanged_ms < _NEWS_MS or (clock.wrote is not None and not set_here)


def _on_the_day(event: Event, at: int) -> bool:
    starts = datetime.combine(event.date, time(), event.zone)
    ends = datetime.combine(event.date + timedelta(days=1), DAY_ENDS, event.zone)
    return starts.timestamp() * 1000 <= at < ends.timestamp() * 1000


def _differ(one: int, other: int) -> bool:
    return abs(one - other) > WRONG_MS
