"""Texts about the health of this station: quiet lines, and warnings that need an action."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.clock_check import WRONG_MS, ClockDoubt
from kiosk.domain.event_settings import Event
from kiosk.domain.headcount import MANY_UNKNOWN
from kiosk.reports.event_times import other_day
from kiosk.reports.laptop_health import (
    LOW_BATTERY_PERCENT,
    LOW_DISK_MB,
    Battery,
    ListInUse,
    StationHealth,
)
from kiosk.texts import Texts
from kiosk.ui.style.time_format import clock_time, locale, plain_day, short_day

_CLOCK_MS = 60_000
_TROUBLES = {
    "error.file_moved": "scan.health.file_moved",
    "error.file_overwritten": "scan.health.file_overwritten",
}


@dataclass(frozen=True, slots=True)
class StatusLine:
    """The text about one part: a quiet one, or a warning that needs an action; both can be empty.

    `row` is the name and the state of the part in the status dialog. A `minor` quiet text is left
    out of the scan page if there is no room for all.
    """

    quiet: str = ""
    warning: str = ""
    row: tuple[str, str] | None = None
    minor: bool = False


def status_lines(health: StationHealth, event: Event, words: Texts) -> Iterator[StatusLine]:
    """Yield the lines, the most urgent first."""
    if health.trouble:
        yield StatusLine(warning=words.say(_TROUBLES[health.trouble]))
    who = health.operator or words.say("scan.status.no_operator")
    yield StatusLine(f"{who}." if health.operator else "", row=(words.say("scan.status.who"), who))
    if health.doors_open:
        row = words.say("scan.status.doors"), words.say("scan.health.doors_open")
        yield StatusLine(row=row)  # the header shows it too, as a badge
    yield _of_disk(health.free_mb, words)
    yield _of_battery(health.battery, words)
    yield _of_clock(health, event, words)
    for source in health.lost:
        row = words.say("scan.status.list", source=source), words.say("scan.health.lost_row")
        yield StatusLine(warning=words.say("scan.health.lost", source=source), row=row)
    yield _of_lists(health, event, words)
    for listed in [one for one in health.lists if one.source not in health.lost]:
        about = words.say("scan.status.list", source=listed.source)
        yield StatusLine(row=(about, list_text(listed, event, words)))


def day_line(event: Event, now: int, words: Texts) -> StatusLine:
    """Return the warning that the event is on another day than `now` (ms UTC).

    The event's day ends the next morning, as its tickets do.
    """
    today = other_day(event, now)
    if today is None:
        return StatusLine()
    year = today.year != event.date.year
    day, now_day = (plain_day(one, words.language, year=year) for one in (event.date, today))
    return StatusLine(warning=words.say("scan.health.other_day", day=day, today=now_day))


def battery_text(battery: Battery, words: Texts) -> str:
    """Return the charge of the battery."""
    key = "scan.health.battery.plugged" if battery.plugged else "scan.health.battery.unplugged"
    return words.say(key, percent=battery.percent)


def clock_text(off_ms: int, words: Texts) -> str:
    """Return the deviation of the clock."""
    minutes = abs(off_ms) // _CLOCK_MS
    if not minutes:
        return words.say("scan.health.clock.right")
    key = "scan.health.clock.behind" if off_ms < 0 else "scan.health.clock.ahead"
    return words.say(key, minutes=locale(words.language).toString(minutes))


def list_text(listed: ListInUse, event: Event, words: Texts) -> str:
    """Return the version of a list and its time."""
    time = short_time(listed.at, event, words)
    return words.say("scan.health.version", version=listed.version, time=time)


def screen_line(works: bool | None, words: Texts) -> StatusLine:
    """Return whether the screen is kept on; `works` is None until that is known."""
    if works is None:
        return StatusLine()
    key = "scan.health.screen.stays_on" if works else "scan.health.screen.may_go_off"
    row = words.say("scan.status.screen"), words.say(key)
    return StatusLine("" if works else words.say("scan.health.screen.quiet"), row=row)


def short_time(at: int, event: Event, words: Texts) -> str:
    """Return the short day and time of `at` (ms UTC)."""
    day = datetime.fromtimestamp(at / 1000, event.zone).date()
    return f"{short_day(day, words.language)} {clock_time(at, event.zone)}"


def _of_disk(free_mb: int, words: Texts) -> StatusLine:
    low = words.say("scan.health.disk", mb=free_mb) if free_mb < LOW_DISK_MB else ""
    free = words.say("scan.status.free", gb=locale(words.language).toString(free_mb / 1024, "f", 1))
    return StatusLine(warning=low, row=(words.say("scan.status.disk"), free))


def _of_battery(battery: Battery | None, words: Texts) -> StatusLine:
    if battery is None:
        return StatusLine()
    row = words.say("scan.status.battery"), battery_text(battery, words)
    if battery.plugged:
        return StatusLine(row=row)
    if battery.percent <= LOW_BATTERY_PERCENT:
        low = words.say("scan.health.battery.low", percent=battery.percent)
        return StatusLine(warning=low, row=row)
    quiet = words.say("scan.health.battery.quiet", percent=battery.percent)
    return StatusLine(quiet, row=row, minor=True)


def _of_clock(health: StationHealth, event: Event, words: Texts) -> StatusLine:
    if health.clock_doubt is not None:
        return _of_doubt(health.clock_doubt, event, words)
    off_ms = health.clock_off_ms
    text = clock_text(off_ms, words)
    # A larger deviation has its own notice over the whole width of the window.
    slightly = _CLOCK_MS <= abs(off_ms) <= WRONG_MS
    wrong = words.say("scan.health.clock.wrong", difference=text) if slightly else ""
    return StatusLine(warning=wrong, row=(words.say("scan.status.clock"), text))


def _of_doubt(doubt: ClockDoubt, event: Event, words: Texts) -> StatusLine:
    was, now = _two_times(doubt, event, words)
    backwards = doubt.was > doubt.now
    key = "scan.health.clock.went_back" if backwards else "scan.health.clock.went_on"
    asks = words.say("scan.health.clock.asks", was=was, now=now) if doubt.news else ""
    text = words.say(key, was=was, now=now)
    return StatusLine(warning=asks, row=(words.say("scan.status.clock"), text))


def _two_times(doubt: ClockDoubt, event: Event, words: Texts) -> tuple[str, str]:
    """Return both times, with their days if these differ."""
    was, now = clock_time(doubt.was, event.zone), clock_time(doubt.now, event.zone)
    days = {datetime.fromtimestamp(at / 1000, event.zone).date() for at in (doubt.was, doubt.now)}
    if len(days) == 1:
        return was, now
    return short_time(doubt.was, event, words), short_time(doubt.now, event, words)


def _of_lists(health: StationHealth, event: Event, words: Texts) -> StatusLine:
    newest = max(health.lists, key=lambda one: one.at, default=None)
    if newest is None:
        many = (
            words.say("scan.health.unknown_without_list") if health.unknown >= MANY_UNKNOWN else ""
        )
        return StatusLine("" if health.lost else words.say("scan.health.no_list"), many)
    time = short_time(newest.at, event, words)
    many = words.say("scan.health.unknown", time=time) if health.unknown >= MANY_UNKNOWN else ""
    if len(health.lists) == 1:
        quiet = words.say("scan.health.list", version=newest.version, time=time)
    else:
        quiet = words.say("scan.health.lists", count=len(health.lists), time=time)
    return StatusLine(quiet, many, minor=True)
