"""The error of a laptop's clock, in words."""

from kiosk.texts import Texts

_MINUTE_MS = 60_000
_HOUR = 60
_DAY = 24 * _HOUR
_BEHIND = ("clock_page.behind.minutes", "clock_page.behind.hours", "clock_page.behind.days")
_AHEAD = ("clock_page.ahead.minutes", "clock_page.ahead.hours", "clock_page.ahead.days")


def clock_offset_text(off_ms: int, words: Texts) -> str:
    """Return the error of a clock in words; `off_ms` is what to add to it."""
    minutes = abs(off_ms) // _MINUTE_MS
    in_minutes, in_hours, in_days = _BEHIND if off_ms > 0 else _AHEAD
    if minutes < _HOUR:
        return words.say(in_minutes, n=minutes)
    if minutes < _DAY:
        return words.say(in_hours, n=round(minutes / _HOUR))
    return words.say(in_days, n=round(minutes / _DAY))
