"""Times for people and files: ISO 8601 with offset, in the event's zone."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from kiosk.domain.event_settings import Event
from kiosk.domain.judge import DAY_ENDS
from kiosk.domain.setting_values import YEARS
from kiosk.errors import UnusableInput

_MIDNIGHT = re.compile(r"(?<=\d[T ])24(?=(?::?00){1,2}(?:[.,]0+)?(?:Z|[+-][\d:]+)?$)")
"""The end of a day: 24:00 is 00:00 of the next day."""


def iso(at: int, zone: ZoneInfo, *, precision: str = "milliseconds") -> str:
    """Return a time (ms UTC) as ISO 8601 in a zone."""
    seconds, ms = divmod(at, 1000)
    moment = datetime.fromtimestamp(seconds, UTC).replace(microsecond=ms * 1000)
    return moment.astimezone(zone).isoformat(timespec=precision)


def local_second(at: int, zone: ZoneInfo) -> datetime:
    """Return a time (ms UTC) in a zone, without its fraction of a second."""
    return datetime.fromtimestamp(at // 1000, zone)


def other_day(event: Event, now: int) -> date | None:
    """Return the day of `now` (ms UTC) at the event; None on the event's own day.

    The event's day ends the next morning, as its tickets do.
    """
    local = datetime.fromtimestamp(now / 1000, event.zone)
    ends = datetime.combine(event.date + timedelta(days=1), DAY_ENDS, event.zone)
    is_own = local.date() == event.date or (event.date < local.date() and local < ends)
    return None if is_own else local.date()


def parse_time(text: str, zone: ZoneInfo) -> int:
    """Parse an ISO 8601 time as ms UTC; without an offset it is in `zone`.

    Raises UnusableInput if it is not valid.
    """
    try:
        without_24, days = _MIDNIGHT.subn("00", text)
        moment = datetime.fromisoformat(without_24) + timedelta(days=days)
    except (ValueError, OverflowError) as error:
        raise UnusableInput("error.unreadable_time", time=text) from error
    if moment.year not in YEARS:
        raise UnusableInput("error.unreadable_time", time=text)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone)
    return round(moment.timestamp() * 1000)
