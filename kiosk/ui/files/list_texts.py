"""Texts about the lists in use."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from kiosk.texts import Texts
from kiosk.ui.style.time_format import clock_time, locale, short_day

if TYPE_CHECKING:  # SQLite comes with it
    from kiosk.admin.list_overview import UsedList


def tickets_of(count: int, words: Texts) -> str:
    """Return a number of tickets: 1.214 tickets."""
    return words.say("files.list.tickets", n=locale(words.language).toString(count))


def about_list(used: UsedList, now: int, zone: ZoneInfo, words: Texts) -> str:
    """Return version, time and laptop of a list: versie 2 · ma 13 apr 09:05 · Noord."""
    version = words.say("files.list.version", version=used.version)
    return " · ".join(
        filter(None, (version, _read_at(used.at, now, zone, words), used.imported_by))
    )


def _read_at(at: int, now: int, zone: ZoneInfo, words: Texts) -> str:
    day = datetime.fromtimestamp(at / 1000, zone).date()
    today = day == datetime.fromtimestamp(now / 1000, zone).date()
    time = clock_time(at, zone)
    return (
        words.say("files.list.today", at=time)
        if today
        else (f"{short_day(day, words.language)} {time}")
    )
