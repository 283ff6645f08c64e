"""The state that a laptop reported, in the table: battery, lists, entries that only it has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk.sync.network.presence import Presence
from kiosk.texts import Texts
from kiosk.ui.laptops.laptop_row import LaptopRow, Urgency
from kiosk.ui.style.time_format import clock_time

if TYPE_CHECKING:  # it imports SQLite: imported after the first window
    from kiosk.reports.laptops import Laptop, Laptops

LOW = 20
"""A battery with this charge (percent) or less is nearly empty, unless it is plugged in."""

_FRESH_MS = 60_000
"""An older report of a laptop is shown with its time."""


def with_presence(one: Laptop, seen: Laptops, presence: Presence | None) -> Laptop:
    """Return a laptop with the state of its lists as it reported itself."""
    if presence is None:
        return one
    known = seen.known_lists.items()
    current = all(presence.lists.get(source, 0) >= version for source, version in known)
    return replace(one, lists_current=current)


def with_news(
    row: LaptopRow, presence: Presence | None, seen: Laptops, now: int, words: Texts
) -> LaptopRow:
    """Return a row with its laptop's report; a nearly empty battery asks for a person."""
    if presence is None or row.urgency in (Urgency.GONE, Urgency.HANDED_IN):
        return row
    shown = replace(row, battery=_battery(presence, seen, now, words))
    if presence.unsent:
        shown = replace(shown, unsent=words.number(presence.unsent))
    if _is_low(presence, now) and row.urgency.value > Urgency.WRONG.value:
        todo = row.todo or words.say("laptops.todo.plug_in")
        shown = replace(shown, urgency=Urgency.WRONG, todo=todo)
    return shown


def without_unknown(rows: Sequence[LaptopRow], words: Texts) -> Sequence[LaptopRow]:
    """Return the rows without batteries if none is known: laptops on mains power alone."""
    unknown = words.say("laptops.battery.unknown")
    if any(one.battery not in ("", unknown) for one in rows):
        return rows
    return [replace(one, battery="") for one in rows]


def _battery(presence: Presence, seen: Laptops, now: int, words: Texts) -> str:
    if presence.battery is None:
        return words.say("laptops.battery.unknown")
    key = "laptops.battery.plugged" if presence.plugged else "laptops.battery.charge"
    text = words.say(key, percent=presence.battery)
    if abs(now - presence.at) <= _FRESH_MS:
        return text
    return words.say(
        "laptops.battery.then", charge=text, at=clock_time(presence.at, seen.event.zone)
    )


def _is_low(presence: Presence, now: int) -> bool:
    fresh = abs(now - presence.at) <= _FRESH_MS
    low = presence.battery is not None and presence.battery <= LOW
    return fresh and low and not presence.plugged
