"""Reads dates as people type them in Dutch or English: 13-6-2026, za 13 juni, June 13th 2026."""

import re
from dataclasses import dataclass
from datetime import date

from kiosk.domain.letters import name_key
from kiosk.domain.setting_values import YEARS

_MONTHS = (
    ("januari", "january", "jan"),
    ("februari", "february", "feb"),
    ("maart", "march", "mrt", "mar"),
    ("april", "apr"),
    ("mei", "may"),
    ("juni", "june", "jun"),
    ("juli", "july", "jul"),
    ("augustus", "august", "aug"),
    ("september", "sept", "sep"),
    ("oktober", "october", "okt", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
_WEEKDAYS = (
    ("maandag", "monday", "ma", "mon"),
    ("dinsdag", "tuesday", "di", "tue", "tues"),
    ("woensdag", "wednesday", "wo", "wed"),
    ("donderdag", "thursday", "do", "thu", "thur", "thurs"),
    ("vrijdag", "friday", "vr", "fri"),
    ("zaterdag", "saturday", "za", "sat"),
    ("zondag", "sunday", "zo", "sun"),
)
_MONTH = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}
_WEEKDAY = {name: number for number, names in enumerate(_WEEKDAYS) for name in names}
_FILLERS = frozenset({"de", "of", "the", "op", "on"})
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|e|de|ste)")
_ISO = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})")
_CENTURY = 100
_YEARS_AHEAD = 8  # a leap day comes back within so many years


@dataclass(frozen=True, slots=True)
class TypedDay:
    """A date that was typed; `other_weekday`: its weekday was typed too, and is another one."""

    day: date
    other_weekday: bool = False


def read_typed_day(text: str, today: date) -> TypedDay:
    """Read a typed date; without a year it is the next such day. ValueError if it is no date."""
    plain = name_key(text)
    if found := _ISO.fullmatch(plain):
        return TypedDay(_checked(*map(int, found.groups())))
    weekday, parts = _parts(plain)
    match parts:
        case [day, month]:
            return _typed(_next_day(*_in_order(day, month), today), weekday)
        case [day, month, year]:
            full = _number(year) + (2000 if _number(year) < _CENTURY else 0)
            return _typed(_checked(full, *_in_order(day, month)[::-1]), weekday)
    raise ValueError(text)


def _parts(text: str) -> tuple[int | None, list[str]]:
    """Return the weekday, if it was typed, and the day, the month and the year."""
    weekday: int | None = None
    parts = []
    for part in re.findall(r"[^\s,./-]+", text):
        if part in _WEEKDAY:
            weekday = _WEEKDAY[part]
        elif part not in _FILLERS:
            ordinal = _ORDINAL.fullmatch(part)
            parts.append(ordinal.group(1) if ordinal else part.lstrip("'’"))
    return weekday, parts


def _in_order(first: str, second: str) -> tuple[int, int]:
    """Return the day and the month: a month's name may come first, or a month before day 13."""
    if first in _MONTH:
        return _number(second), _MONTH[first]
    day, month = _number(first), _MONTH.get(second) or _number(second)
    return (month, day) if month > len(_MONTHS) >= day else (day, month)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ValueError(text)
    return int(text)


def _checked(year: int, month: int, day: int) -> date:
    if year not in YEARS:
        raise ValueError(year)
    return date(year, month, day)


def _next_day(day: int, month: int, today: date) -> date:
    """Return the next day with this day and month, from today on."""
    for year in range(today.year, today.year + _YEARS_AHEAD + 1):
        try:
            found = date(year, month, day)
        except ValueError:  # 29 February
            continue
        if found >= today:
            return found
    raise ValueError(day, month)


def _typed(day: date, weekday: int | None) -> TypedDay:
    return TypedDay(day, weekday is not None and weekday != day.weekday())
