"""The rows of the table of laptops: the most urgent first, each with its next step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kiosk.domain.clock_check import WRONG_MS
from kiosk.reports.clock_texts import clock_offset_text
from kiosk.reports.station_names import station_name
from kiosk.sync.network.presence import Presence
from kiosk.texts import Texts
from kiosk.ui.laptops.laptop_row import LaptopRow, RowAction, Urgency
from kiosk.ui.laptops.presence_texts import with_news, with_presence, without_unknown
from kiosk.ui.style.time_format import ago, clock_time

if TYPE_CHECKING:  # it imports SQLite: imported after the first window
    from kiosk.reports.laptops import Laptop, Laptops

OLD_MS = 30 * 60_000
"""After this time without contact, the page asks for a stick."""

_NEVER = -1
_NO_PRESENCES: Mapping[str, Presence] = {}


def laptop_rows(
    seen: Laptops,
    now: int,
    words: Texts,
    *,
    live: bool = False,
    enrols: bool = False,
    presences: Mapping[str, Presence] = _NO_PRESENCES,
) -> list[LaptopRow]:
    """Return a row for each laptop, and one for each that was announced and never seen.

    `live`: this laptop is connected, so a silent laptop has a problem. `enrols`: this laptop can
    set up others. `presences` are the reported states of laptops, by their ids.
    """
    laptops = [with_presence(one, seen, presences.get(one.status.id)) for one in seen.laptops]
    found = [
        (_order(one, now, live=live), _row(one, seen, now, words, live=live)) for one in laptops
    ]
    known = [
        with_news(row, presences.get(row.station), seen, now, words)
        for _, row in sorted(found, key=lambda each: each[0])
    ]
    rows = sorted(without_unknown(known, words), key=lambda row: row.urgency.value)
    came = len({one.status.id for one in seen.laptops})
    ghosts = [
        LaptopRow(
            key=f"ghost {number}",
            urgency=Urgency.NEVER_CAME,
            name=words.say("laptops.ghost", n=came + number),
            heard=words.say("laptops.not_reported"),
            action=RowAction.SET_UP if enrols else None,
        )
        for number in range(1, seen.missing + 1)
    ]
    before = sum(row.urgency.value < Urgency.NEVER_CAME.value for row in rows)
    return [*rows[:before], *ghosts, *rows[before:]]


def urgency(one: Laptop, now: int, *, live: bool) -> Urgency:
    """Return the state of a laptop."""
    heard = one.status
    if heard.revoked or (heard.finished and not heard.this):
        return Urgency.GONE
    if one.handed_in:
        return Urgency.HANDED_IN
    if not heard.this and (is_old(one, now) or (live and heard.is_silent(now))):
        return Urgency.OLD
    if heard.copy or abs(one.clock_off_ms) > WRONG_MS or one.lists_current is False:
        return Urgency.WRONG
    if heard.is_unheard_spare(now) and not heard.is_silent(now):
        return Urgency.SPARE
    return Urgency.SILENT if heard.is_silent(now) else Urgency.FINE


def is_old(one: Laptop, now: int) -> bool:
    """Return whether the last news of a laptop is so old that a stick should go there."""
    heard = one.status
    if heard.this or one.handed_in or heard.revoked or heard.finished or now < heard.spare_until:
        return False
    return heard.last_seen is None or now - heard.last_seen > OLD_MS


def name_order(one: Laptop) -> tuple[object, ...]:
    """Return the order by name, with numbers by their value."""
    words = one.status.name.split(" ")
    return tuple((0, int(word), "") if word.isdecimal() else (1, 0, word.lower()) for word in words)


def _order(one: Laptop, now: int, *, live: bool) -> tuple[object, ...]:
    heard, how = one.status, urgency(one, now, live=live)
    since = _NEVER if heard.last_seen is None else heard.last_seen
    silent = how in (Urgency.OLD, Urgency.SILENT)
    return how.value, not heard.this, since if silent else 0, name_order(one)


def _row(one: Laptop, seen: Laptops, now: int, words: Texts, *, live: bool) -> LaptopRow:
    heard, how = one.status, urgency(one, now, live=live)
    known = heard.this or heard.last_seen is not None or heard.entries
    needs_none = one.status.copy or one.status.replaced_by  # a copy, or one that was replaced
    return LaptopRow(
        key=f"{heard.id} {heard.machine} {heard.copy}",
        urgency=how,
        name=station_name(heard, words),
        heard=_heard(one, now, words),
        station=heard.id,
        place=one.entrance if not heard.name.startswith(one.entrance) else "",
        operator=one.operator,
        people=words.number(one.people) if known else "",
        lists=_lists(one, words) if how is not Urgency.GONE else "",
        unsent=words.number(seen.only_here) if heard.this and seen.only_here and not live else "",
        todo=_todo(one, seen, now, words),
        action=RowAction.REPLACE if how is Urgency.OLD and not needs_none else None,
    )


def _lists(one: Laptop, words: Texts) -> str:
    if one.lists_current is None:
        return ""
    return words.say("laptops.lists.current" if one.lists_current else "laptops.lists.old")


def _heard(one: Laptop, now: int, words: Texts) -> str:
    heard = one.status
    if heard.revoked:
        return words.say("station.revoked")
    if one.handed_in:
        return words.say("station.closed")
    if heard.this:
        return words.say("station.this")
    if heard.finished:
        return words.say("laptops.replaced")
    if heard.is_unheard_spare(now) and not heard.is_silent(now):
        return words.say("laptops.spare")
    if heard.last_seen is None:
        return words.say("laptops.never")
    return ago(heard.last_seen, now, words)


def _todo(one: Laptop, seen: Laptops, now: int, words: Texts) -> str:
    heard = one.status
    if heard.revoked:
        return words.say("laptops.todo.revoked")
    if heard.copy:
        return words.say("laptops.todo.copy")
    if heard.replaces:
        return words.say("laptops.replaces", name=heard.replaces)
    if heard.replaced_by:
        return _replaced(one, words)
    if abs(one.clock_off_ms) > WRONG_MS and not one.handed_in:
        return words.say("laptops.todo.clock", wrong=clock_offset_text(one.clock_off_ms, words))
    if one.lists_current is False and not one.handed_in:
        return words.say("laptops.todo.exchange" if heard.this else "laptops.todo.bring")
    if heard.is_unheard_spare(now) and not heard.is_silent(now):
        return words.say("laptops.todo.spare", at=clock_time(heard.spare_until, seen.event.zone))
    return words.say("laptops.todo.bring") if is_old(one, now) else ""


def _replaced(one: Laptop, words: Texts) -> str:
    """Return which laptop replaced it, and whether its data is still needed."""
    by = words.say("station.replaced_by", name=one.status.replaced_by)
    if one.status.finished or one.handed_in:
        return by
    return f"{by}: {words.say('laptops.todo.here' if one.status.this else 'laptops.todo.rest')}"
