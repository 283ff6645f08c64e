"""How the text of a setting is read, by the kind of its value; ValueError if it is not one."""

import re
from datetime import date
from zoneinfo import ZoneInfo

from kiosk.domain.letters import name_key

YEARS = range(1970, 9999)
"""The years of a date: their days exist in every time zone, and have a next day."""

AUDIENCE_GROUPS = ("bewoner", "beleid", "partner", "overig")

MAX_SETTING_LENGTH = 200
"""Most characters of a setting's text: it must fit on a card."""

Value = str | int | bool | list[str] | None


def read_line(value: str) -> str:
    """Read a text of one line."""
    if not value.isprintable() or len(value) > MAX_SETTING_LENGTH:
        raise ValueError
    return value


def read_name(value: str) -> str:
    """Read a name, which is not empty."""
    if not value.strip():
        raise ValueError
    return read_line(value.strip())


def read_names(value: str) -> list[str]:
    """Read names with `;` or `|` between them, no two of them alike."""
    names = [read_name(part) for part in re.split(r"[;|]", value) if part.strip()]
    if not names or len({name_key(name) for name in names}) != len(names):
        raise ValueError
    return names


def read_number(value: str) -> int:
    """Read a number of people, minutes or seconds."""
    number = int(value)
    if not 0 <= number <= 10_000_000:  # noqa: PLR2004  # larger than any venue, small in any file
        raise ValueError
    return number


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
    if day.year not in YEARS:
        raise ValueError
    return day.isoformat()


def read_zone(value: str) -> str:
    """Read the name of a time zone."""
    try:
        return ZoneInfo(value).key
    except (KeyError, OSError) as error:
        raise ValueError from error


def read_group(value: str) -> str:
    """Read the name of an audience group."""
    return AUDIENCE_GROUPS[AUDIENCE_GROUPS.index(value)]
