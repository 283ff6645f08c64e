"""Texts about the laptops: last contact, advice, and outdated lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.domain.clock_check import WRONG_MS
from kiosk.domain.verdict import Colour
from kiosk.reports.clock_texts import clock_offset_text
from kiosk.reports.exchange_result import ExchangeSummary
from kiosk.reports.station_names import station_name
from kiosk.texts import Texts
from kiosk.ui.style.time_format import ago, locale, moment
from kiosk.ui.widgets.ticket_texts import ResultRow

if TYPE_CHECKING:  # SQLite comes with it: imported after the first window
    from kiosk.reports.laptops import Laptop, Laptops

MAX_NAMED = 4
"""The number of laptops not handed in that are named; the rest is counted."""

OLD_MS = 30 * 60_000
"""After this time without contact, the page asks for a stick."""

_NEVER = -1


def laptop_lines(laptops: Laptops, now: int, words: Texts) -> list[ResultRow]:
    """Return a row for each laptop: this one, then the longest silent, last those handed in."""
    return [_line(one, now, words) for one in sorted(laptops.laptops, key=_urgency)]


def summary(laptops: Laptops, now: int, words: Texts) -> list[str]:
    """Return the sentence about all laptops together."""
    sentences = [_handed_in(laptops, words)]
    if laptops.missing:
        sentences.append(words.say("laptops.missing", n=laptops.missing))
    if any(_is_old(one, now) for one in laptops.laptops):
        sentences.append(words.say("laptops.bring"))
    return [sentence for sentence in sentences if sentence]


def not_handed_in(laptops: Laptops, now: int, words: Texts) -> list[str]:
    """Return the laptops that are not handed in, once one laptop is."""
    taking_part = _waited_for(laptops)
    if not any(one.handed_in for one in taking_part):
        return []
    waited_for = [one for one in taking_part if not one.handed_in]
    if not waited_for:
        return []
    named = sorted(waited_for, key=_urgency)[:MAX_NAMED]
    rest = len(waited_for) - len(named)
    return [
        words.say("closing.waiting"),
        *(_missing(one, laptops, now, words) for one in named),
        *([words.say("closing.others", n=rest)] if rest else []),
    ]


def list_lines(laptops: Laptops, words: Texts) -> Iterator[str]:
    """Yield a sentence for each list: its version, and whether a newer one is known."""
    here = {one.source: one for one in laptops.lists}
    for source in sorted({*here, *laptops.known_lists}):
        known, one = laptops.known_lists.get(source, 0), here.get(source)
        if one is None:
            yield words.say("laptops.list.none", source=source, known=known)
        elif known > one.version:
            yield words.say("laptops.list.behind", source=source, known=known, here=one.version)
        else:
            yield words.say("laptops.list.here", source=source, version=one.version)


def exchange_text(swap: ExchangeSummary, words: Texts, *, stick: bool) -> str:
    """Return the result of an exchange, and whether the stick can be removed."""
    if swap.damaged and not swap.laptops:
        got = ""
    elif not swap.laptops:
        got = words.say("exchange.first" if stick else "exchange.alone")
    elif not swap.new:
        got = words.say("exchange.nothing_new")
    else:
        got = words.say("exchange.got")
    refused = words.say("exchange.refused", n=swap.refused) if swap.refused else ""
    names = ", ".join(swap.damaged)
    damaged = words.say("exchange.damaged", names=names) if swap.damaged else ""
    safe = words.say(_left(swap, stick=stick))
    return " ".join(filter(None, (got, damaged, refused, safe)))


def _left(swap: ExchangeSummary, *, stick: bool) -> str:
    if not swap.other_disk:
        return "exchange.own_disk"
    return "exchange.take_out" if stick else "exchange.left"


def _line(one: Laptop, now: int, words: Texts) -> ResultRow:
    status = one.status
    mark, colour = _status(one, now, words)
    written = locale(words.language).toString
    known = status.this or status.last_seen is not None or status.entries
    parts = (
        _todo(one, now, words),
        words.say("laptops.replaces", name=status.replaces) if status.replaces else "",
        one.entrance,
        words.say("laptops.people", n=written(one.people)) if known else "",
    )
    return ResultRow(
        name=station_name(status, words),
        about=" · ".join(filter(None, parts)),
        ref="",
        mark=mark,
        colour=colour,
    )


def _status(one: Laptop, now: int, words: Texts) -> tuple[str, Colour]:
    status = one.status
    if status.revoked:
        return words.say("station.revoked"), Colour.GREY
    if status.this:
        return words.say("station.closed" if one.handed_in else "station.this"), Colour.BLUE
    if one.handed_in:
        return words.say("station.closed"), Colour.GREEN
    if status.finished:
        return words.say("laptops.replaced"), Colour.GREY
    if status.is_unheard_spare(now) and not status.is_silent(now):
        return words.say("laptops.spare"), Colour.GREY
    if status.last_seen is None:
        return words.say("laptops.never"), Colour.ORANGE
    return ago(status.last_seen, now, words), _colour_of_age(one, now)


def _colour_of_age(one: Laptop, now: int) -> Colour:
    if _is_old(one, now):
        return Colour.ORANGE
    return Colour.GREY if one.status.is_silent(now) else Colour.GREEN


def _missing(one: Laptop, laptops: Laptops, now: int, words: Texts) -> str:
    name, last_seen = station_name(one.status, words), one.status.last_seen
    if last_seen is None:
        return words.say("closing.missing_unheard", name=name)
    people = locale(words.language).toString(one.people)
    at = moment(last_seen, now, laptops.event.zone, words.language)
    return words.say("closing.missing", name=name, people=people, at=at)


def _todo(one: Laptop, now: int, words: Texts) -> str:
    if one.status.revoked:
        return words.say("laptops.todo.revoked")
    if one.status.copy:
        return words.say("laptops.todo.copy")
    if one.status.replaced_by:
        return _replaced(one, words)
    if abs(one.clock_off_ms) > WRONG_MS and not one.handed_in:
        return words.say("laptops.todo.clock", wrong=clock_offset_text(one.clock_off_ms, words))
    return words.say("laptops.todo.bring") if _is_old(one, now) else ""


def _replaced(one: Laptop, words: Texts) -> str:
    """Return which laptop replaced it, and whether its data is still needed."""
    by = words.say("station.replaced_by", name=one.status.replaced_by)
    if one.status.finished or one.handed_in:
        return by
    todo = words.say("laptops.todo.here" if one.status.this else "laptops.todo.rest")
    return f"{by}: {todo}"


def _waited_for(laptops: Laptops) -> list[Laptop]:
    """Return the laptops that take part in handing in."""
    return [one for one in laptops.laptops if not one.status.revoked and not one.status.finished]


def _is_old(one: Laptop, now: int) -> bool:
    status = one.status
    if (
        status.this
        or one.handed_in
        or status.revoked
        or status.finished
        or now < status.spare_until
    ):
        return False
    return status.last_seen is None or now - status.last_seen > OLD_MS


def _urgency(one: Laptop) -> tuple[bool, bool, bool, int, str]:
    status = one.status
    since = _NEVER if status.last_seen is None else status.last_seen
    done = one.handed_in or status.finished
    return not status.this, status.revoked, done, since, status.name


def _handed_in(laptops: Laptops, words: Texts) -> str:
    taking_part = _waited_for(laptops)
    closed = sum(one.handed_in for one in taking_part)
    if not closed:
        return ""
    total = len(taking_part) + laptops.missing
    key = "laptops.all_handed_in" if closed == total else "laptops.handed_in"
    sentences = words.say(key, n=closed, total=total)
    gone = sum(one.status.finished and not one.status.revoked for one in laptops.laptops)
    return f"{sentences} {words.say('laptops.gone', n=gone)}" if gone else sentences
