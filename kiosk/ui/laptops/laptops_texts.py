"""Sentences about all laptops together: how many are known, handed in, and missing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.reports.exchange_result import ExchangeSummary
from kiosk.reports.station_names import station_name
from kiosk.texts import Texts
from kiosk.ui.laptops.laptop_row import Urgency
from kiosk.ui.laptops.laptop_rows import name_order, urgency
from kiosk.ui.style.time_format import moment

if TYPE_CHECKING:  # it imports SQLite: imported after the first window
    from kiosk.reports.laptops import Laptop, Laptops

MAX_NAMED = 4
"""The most laptops not handed in that are named with their count; the others are counted."""

_MAX_IN_A_SENTENCE = 8


def summary(seen: Laptops, now: int, words: Texts, *, live: bool = False) -> list[str]:
    """Return the sentence about all laptops together; without a network, the route for a stick."""
    sentences = [_handed_in(seen, words)] if _is_evening(seen) else _heard(seen, now, words, live)
    if seen.missing:
        sentences.append(words.say("laptops.missing", n=seen.missing))
    if seen.event.rules.hand_in and any(one.status.this for one in _waited_for(seen)):
        sentences.append(words.say("laptops.asked_live" if live else "laptops.asked_apart"))
    sentences += list_lines(seen, words)
    return sentences


def not_handed_in(seen: Laptops, now: int, words: Texts) -> list[str]:
    """Return the laptops that are not handed in, once one laptop is."""
    waited_for = _waited_for(seen)
    if not waited_for or not _is_evening(seen):
        return []
    named = sorted(waited_for, key=name_order)[:MAX_NAMED]
    rest = len(waited_for) - len(named)
    return [
        words.say("closing.waiting"),
        *(_missing(one, seen, now, words) for one in named),
        *([words.say("closing.others", n=rest)] if rest else []),
    ]


def list_lines(seen: Laptops, words: Texts) -> Iterator[str]:
    """Yield a sentence for each list that this laptop knows of but does not have."""
    here = {one.source: one for one in seen.lists}
    for source, known in sorted(seen.known_lists.items()):
        one = here.get(source)
        if one is None:
            yield words.say("laptops.list.none", source=source, known=known)
        elif known > one.version:
            yield words.say("laptops.list.behind", source=source, known=known, here=one.version)


def taking_part(seen: Laptops) -> list[Laptop]:
    """Return the laptops that take part in handing in."""
    known = [one for one in seen.laptops if one.status.is_laptop]
    return [one for one in known if not one.status.revoked and not one.status.finished]


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
    elsewhere = "exchange.take_out" if stick else "exchange.left"
    safe = words.say(elsewhere if swap.other_disk else "exchange.own_disk")
    return " ".join(filter(None, (got, damaged, refused, safe)))


def _waited_for(seen: Laptops) -> list[Laptop]:
    return [one for one in taking_part(seen) if not one.handed_in]


def _is_evening(seen: Laptops) -> bool:
    return seen.event.rules.hand_in or any(one.handed_in for one in taking_part(seen))


def _handed_in(seen: Laptops, words: Texts) -> str:
    known = taking_part(seen)
    waited_for = [one for one in known if not one.handed_in]
    total = len(known) + seen.missing
    closed = len(known) - len(waited_for)
    gone = sum(one.status.finished and not one.status.revoked for one in seen.laptops)
    sentences = [
        words.say("laptops.handed_in", n=closed, total=total)
        if closed < total
        else words.say("laptops.all_handed_in", n=closed, total=total)
    ]
    if waited_for:
        names = _names(sorted(waited_for, key=name_order), words)
        sentences.append(words.say("laptops.still", names=names))
    if gone:
        sentences.append(words.say("laptops.gone", n=gone))
    return " ".join(sentences)


def _heard(seen: Laptops, now: int, words: Texts, live: bool) -> list[str]:
    """Return how many laptops have recent news, and the names of the others."""
    states = [(one, urgency(one, now, live=live)) for one in taking_part(seen)]
    known = [one for one, state in states if state is not Urgency.SPARE]
    late = sorted((one for one, state in states if state is Urgency.OLD), key=name_order)
    total = len(known) + seen.missing
    if total == 1:
        return [words.say("laptops.alone")]
    if not late and not seen.missing:
        return [_all_heard(known, seen, now, words, live=live)]
    counted = words.say("laptops.heard", n=len(known) - len(late), total=total)
    if not late:
        return [counted]
    names = _names(late, words)
    if live:
        return [counted, words.say("laptops.silent", names=names)]
    visited = [one for one in known if one not in late and not one.status.this]
    ticked = _names(sorted(visited, key=name_order), words)
    done = [words.say("laptops.round_heard", names=ticked)] if visited else []
    return [counted, words.say("laptops.round", names=names), *done]


def _all_heard(known: list[Laptop], seen: Laptops, now: int, words: Texts, *, live: bool) -> str:
    """Return that all laptops have recent news; without a connection also since when."""
    times = [one.status.last_seen for one in known if one.status.is_silent(now)]
    oldest = min((at for at in times if at is not None), default=None)
    if live or oldest is None:
        return words.say("laptops.all_heard", n=len(known))
    at = moment(oldest, now, seen.event.zone, words.language)
    return words.say("laptops.all_heard_since", n=len(known), at=at)


def _names(laptops: list[Laptop], words: Texts) -> str:
    """Return the names in a sentence; many are counted."""
    names = [station_name(one.status, words) for one in laptops[:_MAX_IN_A_SENTENCE]]
    rest = len(laptops) - len(names)
    return ", ".join(names) + (words.say("laptops.and_more", n=rest) if rest else "")


def _missing(one: Laptop, laptops: Laptops, now: int, words: Texts) -> str:
    name, last_seen = station_name(one.status, words), one.status.last_seen
    if last_seen is None:
        return words.say("closing.missing_unheard", name=name)
    at = moment(last_seen, now, laptops.event.zone, words.language)
    return words.say("closing.missing", name=name, people=words.number(one.people), at=at)
