"""Times and dates in words, in the zone of the event."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QLocale

from kiosk.domain.event_settings import Event
from kiosk.texts import Texts

_LOCALES = {"nl": "nl_NL", "en": "en_GB"}
_MINUTE_MS = 60_000
_HOUR_MINUTES = 60


def locale(language: str) -> QLocale:
    """Return the locale that writes numbers and dates of a language."""
    return QLocale(_LOCALES[language])


def clock_time(at: int, zone: ZoneInfo) -> str:
    """Return the time of day of `at` (ms UTC): 09:05."""
    return f"{datetime.fromtimestamp(at / 1000, zone):%H:%M}"


def day_name(day: date, language: str) -> str:
    """Return a date in words: maandag 23 november."""
    return locale(language).toString(QDate(day.year, day.month, day.day), "dddd d MMMM")


def full_day(day: date, language: str) -> str:
    """Return a date in words with its year: zaterdag 13 april 2024."""
    return locale(language).toString(QDate(day.year, day.month, day.day), "dddd d MMMM yyyy")


def plain_day(day: date, language: str, *, year: bool) -> str:
    """Return a date without its weekday: 13 april, or with its year 13 april 2024."""
    layout = "d MMMM yyyy" if year else "d MMMM"
    return locale(language).toString(QDate(day.year, day.month, day.day), layout)


def short_day(day: date, language: str) -> str:
    """Return a date in few letters: ma 23 nov."""
    written = locale(language).toString(QDate(day.year, day.month, day.day), "ddd d MMM")
    return written.replace(".", "")


def moment(at: int, now: int, zone: ZoneInfo, language: str) -> str:
    """Return the time of `at` (ms UTC); with the date if that is another day than `now`."""
    day = datetime.fromtimestamp(at / 1000, zone).date()
    if day == datetime.fromtimestamp(now / 1000, zone).date():
        return clock_time(at, zone)
    return f"{day_name(day, language)} {clock_time(at, zone)}"


def event_moment(at: int, event: Event, language: str) -> str:
    """Return the time of `at` (ms UTC); with its day in few letters if not that of the event."""
    day, clock = datetime.fromtimestamp(at / 1000, event.zone).date(), clock_time(at, event.zone)
    return clock if day == event.date else f"{short_day(day, language)} {clock}"


def ago(at: int, now: int, words: Texts) -> str:
    """Return how long ago `at` was, both ms UTC, in whole minutes or hours."""
    minutes = max(0, now - at) // _MINUTE_MS
    hours = minutes // _HOUR_MINUTES
    if hours:
        return words.say("verdict.ago.hours", n=hours)
    if minutes:
        return words.say("verdict.ago.minutes", n=minutes)
    return words.say("verdict.ago.now")
