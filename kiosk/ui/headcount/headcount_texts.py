"""The texts of the headcount page, in the order in which an organiser needs them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.domain.headcount import GROUP_NAMES, MANY_UNKNOWN, RATE_MIN, CategoryCounts, Headcount
from kiosk.domain.verdict import Outcome
from kiosk.reports.outcome_texts import outcome_key
from kiosk.reports.station_names import station_name
from kiosk.texts import Texts
from kiosk.ui.style.time_format import ago, locale, moment
from kiosk.ui.widgets.bar_chart import Bar

if TYPE_CHECKING:  # SQLite comes with it: imported after the first window
    from kiosk.reports.headcount_report import HeadcountReport

MAX_NAMED = 3
"""The number of silent laptops that are named; the rest is counted."""

_TWICE = 2


@dataclass(frozen=True, slots=True)
class HeadcountTexts:
    """The number, its word, and all other texts, the most important first.

    `filled` is the share of the capacity that is taken, 0 to 1, None without a limit.
    """

    number: str
    word: str
    at_most: str
    crew: str
    room: str
    filled: float | None
    unsure: tuple[str, ...]
    admitted: str
    expected: str
    to_come: str
    pace: tuple[Bar, ...]
    busiest: str
    groups: tuple[Bar, ...]
    balance: str
    refused: tuple[Bar, ...]
    advice: str
    doors: tuple[str, ...]


def texts_of_headcount(seen: HeadcountReport, words: Texts) -> HeadcountTexts:
    """Return the texts of a headcount; all numbers are whole."""
    count, tally = seen.headcount, seen.headcount.totals
    written = _numbers(words)
    anyone_left = tally.clicked_out or any(one.people_out for one in tally.by_entrance.values())
    known = not count.never_seen and not any(one.is_silent(count.as_of) for one in count.stations)
    counted_here = seen.event.rules.exits and (anyone_left or tally.recount is not None)
    return HeadcountTexts(
        number=written(count.inside),
        word=words.say("first_glance.inside" if counted_here else "first_glance.arrived_only"),
        at_most=words.say("first_glance.at_most", at_most=written(count.inside_at_most)),
        crew=words.say("first_glance.crew", crew=written(tally.crew)) if tally.crew else "",
        room=_room(count, words),
        filled=min(1.0, count.inside / count.capacity) if count.capacity else None,
        unsure=tuple(_unsure(seen, words)) or (words.say("first_glance.all_counted"),),
        admitted=written(tally.arrived),
        expected=written(count.expected),
        to_come=written(count.still_to_come),
        pace=_pace(seen.pace, words),
        busiest=_busiest(seen.pace, words, known=known),
        groups=_groups(count.visitor_groups, words),
        balance=_balance(count.visitor_groups, words, known=known),
        refused=_refused(seen.refused, words),
        advice=_advice(seen.refused, words, known=known),
        doors=tuple(_doors(seen, words)),
    )


def age_text(seen: HeadcountReport, now: int, words: Texts, *, failed: bool) -> str:
    """Return the age of the figure at `now` (ms UTC); `failed`: the last count failed."""
    as_of = seen.headcount.as_of
    key = "first_glance.not_counted" if failed else "first_glance.as_of"
    at = moment(as_of, now, seen.event.zone, words.language)
    return words.say(key, at=at, ago=ago(as_of, now, words))


def _numbers(words: Texts) -> Callable[[int], str]:
    """Return the function that formats whole numbers in the language: 1.214."""
    return locale(words.language).toString


def _room(count: Headcount, words: Texts) -> str:
    written = _numbers(words)
    if count.capacity is None:
        return words.say("first_glance.no_limit")
    room, capacity = count.capacity - count.inside, written(count.capacity)
    if room > 0:
        return words.say("first_glance.room", room=written(room), capacity=capacity)
    if room == 0:
        return words.say("first_glance.full", capacity=capacity)
    return words.say("first_glance.over", over=written(-room), capacity=capacity)


def _unsure(seen: HeadcountReport, words: Texts) -> Iterator[str]:
    count = seen.headcount
    silent = count.silent_stations
    for station in silent[:MAX_NAMED]:
        heard = station.last_seen
        if heard is None:
            yield words.say("first_glance.one_not_heard", station=station_name(station, words))
        else:
            at = moment(heard, count.as_of, seen.event.zone, words.language)
            yield words.say("first_glance.one_silent", station=station_name(station, words), at=at)
    if unnamed := len(silent[MAX_NAMED:]):
        yield words.say("first_glance.more_silent", count=unnamed)
    for station, last in count.replaced_stations:
        at = moment(last, count.as_of, seen.event.zone, words.language)
        name, by = station_name(station, words), station.replaced_by
        yield words.say("first_glance.gone", station=name, by=by, at=at)
    if missing := count.never_seen:
        yield words.say("first_glance.not_met", count=missing)
    if silent or missing:
        likely = _numbers(words)(count.inside_likely)
        yield words.say("first_glance.likely", likely=likely)
        yield words.say("first_glance.no_copies")
    if count.unexpected:
        unexpected = _numbers(words)(count.unexpected)
        yield words.say("first_glance.unexpected", count=unexpected)
    if count.totals.doubles_open:
        doubles = _numbers(words)(count.totals.doubles_open)
        yield words.say("first_glance.doubles", count=doubles)


def _doors(seen: HeadcountReport, words: Texts) -> Iterator[str]:
    """Yield what was said to all doors, then the laptops that cannot have heard it."""
    rules, count = seen.event.rules, seen.headcount
    if rules.hold:
        yield words.say("first_glance.on_hold")
    elif rules.all_doors_open:
        yield words.say("first_glance.doors_open")
    else:
        return
    for station in count.silent_stations:
        yield words.say("first_glance.unaware", station=station_name(station, words))
    if count.never_seen:
        yield words.say("first_glance.unaware_more", count=count.never_seen)


def _pace(pace: Mapping[str, int], words: Texts) -> tuple[Bar, ...]:
    most = max(pace.values(), default=0) or 1
    return tuple(
        Bar(entrance, _rate(people, words), people / most)
        for entrance, people in _largest_first(pace)
        if people
    )


def _rate(people: int, words: Texts) -> str:
    if people < RATE_MIN:
        return words.say("first_glance.under_one")
    return words.say("first_glance.per_minute", rate=_numbers(words)(round(people / RATE_MIN)))


def _busiest(pace: Mapping[str, int], words: Texts, *, known: bool) -> str:
    """Name an entrance that is at least twice as busy as the next one."""
    if not any(pace.values()):
        key = "first_glance.quiet" if known else "first_glance.quiet_here"
        return words.say(key, minutes=RATE_MIN)
    (entrance, most), *others = _largest_first(pace)
    if not others or most < _TWICE * max(RATE_MIN, others[0][1]):
        return ""
    return words.say("first_glance.busiest", entrance=entrance)


def _groups(by_group: Mapping[str, CategoryCounts], words: Texts) -> tuple[Bar, ...]:
    inside = {group: counted.inside for group, counted in by_group.items()}
    most = max(inside.values(), default=0) or 1
    written = _numbers(words)
    return tuple(
        Bar(words.say(GROUP_NAMES[group]), written(people), people / most)
        for group, people in _largest_first(inside)
    )


def _balance(by_group: Mapping[str, CategoryCounts], words: Texts, *, known: bool) -> str:
    residents, policy = (
        by_group[group].inside if group in by_group else 0 for group in ("bewoner", "beleid")
    )
    if not any(counted.inside for counted in by_group.values()):
        return words.say("first_glance.nobody_yet" if known else "first_glance.nobody_known")
    if not residents or not policy:
        return ""
    if round(residents / policy) >= _TWICE:
        return words.say("first_glance.residents", n=round(residents / policy))
    if round(policy / residents) >= _TWICE:
        return words.say("first_glance.policy", n=round(policy / residents))
    return words.say("first_glance.even")


def _refused(refused: Mapping[str, int], words: Texts) -> tuple[Bar, ...]:
    most = max(refused.values(), default=0) or 1
    written = _numbers(words)
    return tuple(
        Bar(_outcome(outcome, words), written(entries), entries / most)
        for outcome, entries in _largest_first(refused)
    )


def _outcome(outcome: str, words: Texts) -> str:
    known = outcome in set(Outcome)
    key = outcome_key(outcome, "headline") if known else "first_glance.other_refusal"
    return words.say(key).rstrip(".")


def _advice(refused: Mapping[str, int], words: Texts, *, known: bool) -> str:
    if not refused:
        return words.say("first_glance.nothing_odd" if known else "first_glance.nothing_odd_here")
    if refused.get("unknown", 0) >= MANY_UNKNOWN:
        return words.say("first_glance.old_list")
    return ""


def _largest_first(numbers: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(numbers.items(), key=lambda one: (-one[1], one[0]))
