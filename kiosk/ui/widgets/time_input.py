"""Reads times as people type them: 10:02, 10.02, 1002, 9:5."""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_MIDNIGHT = (24, 0)
NIGHT_ENDS_AT = 6
"""A time before this hour belongs to the night after the day of the event."""

_APART = re.compile(r"(\d{1,2})\s*[:.,u h]\s*(\d{1,2})")
_TOGETHER = re.compile(r"(\d{1,2})(\d{2})")


def read_time(text: str, day: date, zone: ZoneInfo) -> int | None:
    """Return a time of the event's day as ms UTC; None if the text is not a time."""
    found = _APART.fullmatch(text.strip()) or _TOGETHER.fullmatch(text.strip())
    if found is None:
        return None
    hour, minute = map(int, found.groups())
    if (hour, minute) == _MIDNIGHT:
        hour = 0
    try:
        clock = time(hour, minute)
    except ValueError:
        return None
    of = day + timedelta(days=1) if hour < NIGHT_ENDS_AT else day
    return round(datetime.combine(of, clock, zone).timestamp() * 1000)
