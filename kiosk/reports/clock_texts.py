"""The error of a laptop's clock, in words."""

from kiosk.texts import Texts

_MINUTE_MS = 60_000
_HOUR = 60
_DAY = 24 * _HOUR


def clock_offset_text(off_ms: int, words: Texts) -> str:
    """Return the error of a clock in words; `off_ms` is what to add to it."""
    minutes = abs(off_ms) // _MINUTE_MS
    way = "behind" if off_ms > 0 else "ahead"
    if minutes < _HOUR:
        return words.say(f"clock_page.{way}.minutes", n=minutes)
    if minutes < _DAY:
        return words.say(f"clock_page.{way}.hours", n=round(minutes / _HOUR))
    return words.say(f"clock_page.{way}.days", n=round(minutes / _DAY))
