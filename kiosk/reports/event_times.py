"""Times as the outside sees them: ISO 8601 with offset, in the event's zone."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from kiosk.domain.event_settings import YEARS
from kiosk.errors import UnusableInput


def iso(at: int, zone: ZoneInfo, *, precision: str = "milliseconds") -> str:
    """Return a time (ms UTC) as ISO 8601 in a zone."""
    seconds, ms = divmod(at, 1000)
    moment = datetime.fromtimestamp(seconds, UTC).replace(microsecond=ms * 1000)
    return moment.astimezone(zone).isoformat(timespec=precision)


def read_time(text: str, zone: ZoneInfo) -> int:
    """Read an ISO 8601 time as ms UTC; without an offset it is in `zone`. UnusableInput if not."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise UnusableInput("unreadable_time", time=text) from error
    if moment.year not in YEARS:
        raise UnusableInput("unreadable_time", time=text)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone)
    return round(moment.timestamp() * 1000)
