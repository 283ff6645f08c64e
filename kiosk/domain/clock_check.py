"""Whether a laptop's clock is right, by how it was set before and by the day of the event."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from kiosk.domain.event_settings import Event
from kiosk.domain.judge import DAY_ENDS

WRONG_MS = 120_000
"""A clock that is wrong by more than this has to be set right by a person."""

_NEWS_MS = 30 * 60_000


@dataclass(frozen=True, slots=True)
class ClockSetting:
    """A setting of the clock: the wall clock at boot by it, and when that was noted (ms UTC)."""

    anchor: int
    noted: int


@dataclass(frozen=True, slots=True)
class Trail:
    """The clock now, and how it was set before.

    `settings` are those that this machine wrote by, oldest first, then the one that the program
    started with. `unset` is the time that the clock would give if it was not set since the start,
    `held_ms` for how long it has not been set. `wrote` is a time later than now that was written.
    """

    now: int
    anchor: int
    unset: int
    held_ms: int
    settings: Sequence[ClockSetting] = ()
    wrote: int | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """The clock went from one time to another (ms UTC), and which is right is not known.

    `news` says that a person is still to look at it.
    """

    was: int
    now: int
    news: bool


@dataclass(frozen=True, slots=True)
class ClockCheck:
    """By how much the clock is wrong (less than 0: behind), or what is doubtful about it."""

    off_ms: int = 0
    doubt: Doubt | None = None


def check_clock(event: Event, trail: Trail) -> ClockCheck:
    """Return what earlier settings tell of the clock.

    A clock that is back at an earlier setting was set right. The day of the event tells which of
    two times is wrong, if only one is on it.
    """
    was = _was(trail)
    if was is None or _is_back(trail):
        return ClockCheck()
    before, after = _on_the_day(event, was), _on_the_day(event, trail.now)
    if after and not before:
        return ClockCheck()
    if before and not after:
        return ClockCheck(off_ms=trail.now - was)
    return ClockCheck(doubt=Doubt(was, trail.now, _is_news(trail)))


def _was(trail: Trail) -> int | None:
    """Return the time that the clock gave before it was set; None where it never was."""
    if _differ(trail.unset, trail.now):
        return trail.unset
    if trail.wrote is not None and _differ(trail.wrote, trail.now):
        return trail.wrote
    for one in reversed(trail.settings):
        # A start of the machine since then would put the moment of booting after that note.
        if _differ(one.anchor, trail.anchor) and one.anchor < trail.anchor < one.noted:
            return trail.now - (trail.anchor - one.anchor)
    return None


def _is_back(trail: Trail) -> bool:
    anchors = [one.anchor for one in trail.settings]
    same = [place for place, one in enumerate(anchors) if not _differ(one, trail.anchor)]
    return bool(same) and any(_differ(one, trail.anchor) for one in anchors[same[0] :])


def _is_news(trail: Trail) -> bool:
    set_here = _differ(trail.unset, trail.now)
    return trail.held_ms < _NEWS_MS or (trail.wrote is not None and not set_here)


def _on_the_day(event: Event, at: int) -> bool:
    starts = datetime.combine(event.date, time(), event.zone)
    ends = datetime.combine(event.date + timedelta(days=1), DAY_ENDS, event.zone)
    return starts.timestamp() * 1000 <= at < ends.timestamp() * 1000


def _differ(one: int, other: int) -> bool:
    return abs(one - other) > WRONG_MS
