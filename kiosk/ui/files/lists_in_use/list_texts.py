"""Texts about the lists in use."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from kiosk.texts import Texts
from kiosk.ui.style.time_format import clock_time, short_day

if TYPE_CHECKING:  # it imports SQLite
    from kiosk.admin.list_overview import UsedList


def about_list(used: UsedList, words: Texts) -> str:
    """Return the full texts of a list: its name, its importer, and how many laptops have it."""
    return " · ".join(filter(None, (used.source, used.imported_by, _where(used, words))))


def held_by(used: UsedList, words: Texts) -> str:
    """Return how many of the laptops have a list, as far as is known here: 3 van 10."""
    return words.say("files.list.held", held=used.held, laptops=used.laptops)


def read_at(at: int, now: int, zone: ZoneInfo, words: Texts) -> str:
    """Return when a list was read: vandaag 09:05, or ma 13 apr 09:05."""
    day = datetime.fromtimestamp(at / 1000, zone).date()
    time = clock_time(at, zone)
    if day == datetime.fromtimestamp(now / 1000, zone).date():
        return words.say("files.list.today", at=time)
    return f"{short_day(day, words.language)} {time}"


def not_everywhere(lists: Sequence[UsedList], words: Texts) -> str:
    """Return the next step while a list is not on all laptops; empty once each has all lists."""
    behind = any(one.held < one.laptops for one in lists)
    return words.say("files.list.not_everywhere") if behind else ""


def everywhere(lists: Sequence[UsedList], words: Texts) -> str:
    """Return that all of several laptops have all lists; empty while one has not."""
    laptops = max((one.laptops for one in lists), default=1)
    if laptops == 1 or any(one.held < one.laptops for one in lists):
        return ""
    return words.say("files.list.everywhere", laptops=laptops)


def not_tried(lists: Sequence[UsedList], words: Texts) -> str:
    """Return which lists no real ticket was tried with; empty once each was."""
    return untried_text([one.source for one in lists if one.untried_column], words)


def untried_text(sources: Sequence[str], words: Texts) -> str:
    """Ask for a real ticket of these lists; empty without any."""
    return words.say("files.try.open", lists=", ".join(sources)) if sources else ""


def _where(used: UsedList, words: Texts) -> str:
    if used.laptops == 1:
        return ""
    key = "files.list.on_all" if used.held >= used.laptops else "files.list.on_some"
    return words.say(key, held=used.held, laptops=used.laptops)
