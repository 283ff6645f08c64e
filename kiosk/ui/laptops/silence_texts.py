"""Short texts about risks: silent laptops, a missing second copy, a wrong clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.checkin.station_context import StationContext
from kiosk.reports.clock_texts import clock_offset_text
from kiosk.reports.station_names import station_name
from kiosk.texts import Texts
from kiosk.ui.station.health_texts import StatusLine
from kiosk.ui.style.time_format import clock_time, moment

if TYPE_CHECKING:  # it imports SQLite: imported after the first window
    from kiosk.domain.counting.station_status import StationStatus
    from kiosk.reports.laptops import Laptops


def blind_spots(laptops: Laptops | None, now: int, words: Texts) -> StatusLine:
    """Return which laptops may have entries that are missing here; empty without any."""
    if laptops is None:
        return StatusLine()
    silent, never = _silent(laptops, now), _never(laptops, now)
    late = _silent_text(silent, laptops, now, words) if silent else ""
    unheard = words.say("blind.never", n=never) if never else ""
    quiet = " ".join(filter(None, (late, unheard)))
    return StatusLine(quiet, row=(words.say("blind.row"), quiet or words.say("blind.nothing")))


def copies_line(at: int | None, laptops: Laptops | None, words: Texts) -> StatusLine:
    """Return that a stick has a copy as of a time (ms UTC); None: there is no second copy."""
    if at is None:
        return StatusLine(row=(words.say("blind.copies.row"), words.say("blind.copies.one")))
    time = clock_time(at, laptops.event.zone) if laptops is not None else ""
    two = words.say("blind.copies.two")
    return StatusLine(two, row=(words.say("blind.copies.row"), " ".join(filter(None, (two, time)))))


def _silent(laptops: Laptops, now: int) -> list[StationStatus]:
    """Return the laptops that are silent after an earlier contact, the longest silent first."""
    statuses = [one.status for one in laptops.laptops if one.status.last_seen is not None]
    silent = [one for one in statuses if not one.revoked and one.is_silent(now)]
    return sorted(silent, key=lambda one: (one.last_seen or 0, one.name))


def _never(laptops: Laptops, now: int) -> int:
    mute = [one.status for one in laptops.laptops if one.status.last_seen is None]
    return laptops.missing + sum(one.is_silent(now) and not one.revoked for one in mute)


def _silent_text(silent: list[StationStatus], laptops: Laptops, now: int, words: Texts) -> str:
    longest = silent[0]
    at = moment(longest.last_seen or 0, now, laptops.event.zone, words.language)
    if len(silent) == 1:
        return words.say("blind.one", station=station_name(longest, words), at=at)
    return words.say("blind.more", n=len(silent), at=at)


def clock_warning(off_ms: int, now: int, post: StationContext, words: Texts) -> str:
    """Return the warning about this laptop's clock, which shows `now` (ms UTC)."""
    at = moment(now + off_ms, now, post.event.zone, words.language)
    return words.say("clock_page.warning", wrong=clock_offset_text(off_ms, words), at=at)
