"""Reads the text of a setting, by the kind of its value; ValueError if the text is not valid."""

import re
from collections.abc import Sequence
from datetime import date, time
from typing import TypeVar
from zoneinfo import ZoneInfo

from kiosk.domain.letters import name_key

YEARS = range(1970, 9999)
"""The years of a date: their days exist in every time zone, and have a next day."""

_LARGEST = 10_000_000  # larger than any venue, small in any file
_HUB = re.compile(r"https://[^\s/#?@]+(#sha256:[0-9a-f]{64})?")

AUDIENCE_GROUPS = ("bewoner", "beleid", "partner", "medewerker", "overig")

CATEGORY_COLORS = ("", "white", "yellow", "pink", "purple", "turquoise", "brown", "black")
"""The colours of a category, empty for none; those of the verdicts are not among them."""

_CLOCK = re.compile(r"(\d{1,2})(?:\s*[:.,uh]?\s*(\d{2}))?\s*(?:uur|u|h)?")

MAX_SETTING_LENGTH = 200
"""Most characters of a setting's text: it must fit on a card."""

Value = str | int | bool | list[str] | None


_Read = TypeVar("_Read")


def _checked(value: _Read, is_valid: bool) -> _Read:
    if not is_valid:
        raise ValueError
    return value


def read_line(value: str) -> str:
    """Read a text of one line."""
    return _checked(value, value.isprintable() and len(value) <= MAX_SETTING_LENGTH)


def read_name(value: str) -> str:
    """Read a name, which is not empty."""
    return read_line(_checked(value.strip(), bool(value.strip())))


def read_names(value: str) -> list[str]:
    """Read names with `;` or `|` between them, no two of them alike."""
    names = [read_name(part) for part in re.split(r"[;|]", value) if part.strip()]
    return _checked(names, 0 < len(names) == len({name_key(name) for name in names}))


def added_names(names: Sequence[str], typed: str) -> tuple[str, ...]:
    """Return names with typed ones at the end: `,` or `;` separates them, each name once."""
    found = dict.fromkeys(names)
    for part in re.split(r"[,;|\n]", typed):
        name = " ".join(part.split())
        if name and name_key(name) not in {name_key(each) for each in found}:
            found[name] = None
    return tuple(found)


def read_color(value: str) -> str:
    """Read the colour of a category."""
    return _checked(value.casefold(), value.casefold() in CATEGORY_COLORS)


def read_number(value: str) -> int:
    """Read a number of people, minutes or seconds."""
    number = int(value)
    return _checked(number, 0 <= number <= _LARGEST)


def read_optional_number(value: str) -> int | None:
    """Read a number, or nothing."""
    return read_number(value) if value else None


def read_yes_no(value: str) -> bool:
    """Read yes or no, in English or Dutch."""
    return {"yes": True, "no": False, "ja": True, "nee": False, "true": True, "false": False}[
        value.casefold()
    ]


def read_day(value: str) -> str:
    """Read a date as YYYY-MM-DD."""
    day = date.fromisoformat(value)
    return _checked(day.isoformat(), day.year in YEARS)


def read_clock(value: str) -> str:
    """Read a time of day as HH:MM, from 9, 9:30, 9.30, 0930 or 9 uur; or nothing."""
    if not value:
        return ""
    found = _CLOCK.fullmatch(value.casefold())
    if found is None:
        raise ValueError
    hour, minute = int(found.group(1)), int(found.group(2) or 0)
    return f"{time(hour, minute):%H:%M}"


def read_zone(value: str) -> str:
    """Read the name of a time zone."""
    try:
        return ZoneInfo(value).key
    except (KeyError, OSError) as error:
        raise ValueError from error


def read_group(value: str) -> str:
    """Read the name of an audience group."""
    return AUDIENCE_GROUPS[AUDIENCE_GROUPS.index(value)]


def read_hub(value: str) -> str:
    """Read the address of a hub, with its fingerprint if known, or nothing."""
    value = value.strip()
    return _checked(value, not value or bool(_HUB.fullmatch(value)))
