"""The headcount in sentences, most important first."""

import re
from collections.abc import Callable, Iterator

from kiosk.domain.headcount import GROUP_NAMES, MANY_UNKNOWN, RATE_MIN, Headcount
from kiosk.reports.headcount_report import REFUSALS_MIN, HeadcountReport
from kiosk.reports.outcome_texts import verdict_word
from kiosk.reports.station_names import station_name
from kiosk.reports.visitor_groups import (
    counts_arrivals,
    knows_inside,
    leaves_unseen,
    people_of_groups,
    staff_twice,
)
from kiosk.texts import Texts

_MOST_LINES = 2
"""From more silent laptops on, one line names them all."""

_NUMBERS = re.compile("([0-9]+)")


def headcount_lines(
    report: HeadcountReport, words: Texts, clock: Callable[[int], str]
) -> list[str]:
    """Return the sentences, most important first; `clock` formats a time (ms UTC) as hh:mm."""
    people = _people(report, words, clock)
    hold = words.say("headcount.on_hold") if report.event.rules.hold else ""
    minutes = report.headcount.full_soon_min
    full_in = words.say("headcount.full_in", n=minutes) if minutes else ""
    first = (people, hold, _room(report.headcount, words), full_in)
    return [
        *(line for line in first if line),
        *_unsure(report.headcount, words, clock),
        *([words.say("first_glance.leave_unseen")] if leaves_unseen(report) else ()),
        *staff_twice(report.headcount, words),
        _arrived(report.headcount, words),
        _pace(report, words),
        *_groups(report, words),
        *_odd(report, words),
    ]


def _people(report: HeadcountReport, words: Texts, clock: Callable[[int], str]) -> str:
    count = report.headcount
    key = "headcount.inside" if knows_inside(report) else "headcount.arrived_only"
    staff = count.staff_inside if count.can_divide else count.totals.crew
    crew = words.say("headcount.crew", crew=staff) if staff else ""
    return words.say(
        key,
        inside=words.number(count.inside),
        at_most=words.number(count.inside_at_most),
        crew=crew,
        at=clock(count.as_of),
    )


def _room(count: Headcount, words: Texts) -> str:
    if count.capacity is None:
        return ""
    room = count.capacity - count.inside
    if room <= 0:
        return words.say("headcount.full", capacity=count.capacity)
    return words.say(
        "headcount.room", room=words.number(room), capacity=words.number(count.capacity)
    )


def _unsure(count: Headcount, words: Texts, clock: Callable[[int], str]) -> Iterator[str]:
    for station in count.unheard_spares:
        key = "headcount.spare_counted" if station.is_silent(count.as_of) else "headcount.spare"
        yield words.say(key, station=station_name(station, words))
    if count.spares_apart:
        yield words.say("headcount.spares", count=count.spares_apart)
    yield from _silent(count, words, clock)
    for station, last in count.replaced_stations:
        name, by = station_name(station, words), station.replaced_by
        yield words.say("headcount.gone", station=name, by=by, at=clock(last))
    if missing := count.never_seen:
        yield words.say("headcount.not_met", count=missing)
    if count.silent_stations or missing:
        yield words.say("headcount.conditions", likely=words.number(count.inside_likely))
    if count.totals.doubles_open:
        yield words.say("headcount.doubles", count=count.totals.doubles_open)


def _silent(count: Headcount, words: Texts, clock: Callable[[int], str]) -> Iterator[str]:
    """Yield a line for each silent laptop, or one for all where they are many."""
    silent = [one for one in count.silent_stations if not one.spare_until]
    named = sorted(
        ((station_name(one, words), one.last_seen) for one in silent),
        key=lambda one: _by_number(one[0]),
    )
    heard = [(name, clock(at)) for name, at in named if at is not None]
    if len(heard) > _MOST_LINES:
        listed = ", ".join(f"{name} ({at})" for name, at in heard)
        yield words.say("headcount.silent", n=len(heard), stations=listed)
    else:
        for name, at in heard:
            yield words.say("headcount.heard", station=name, at=at)
    for name, last_seen in named:
        if last_seen is None:
            yield words.say("headcount.never_heard", station=name)


def _by_number(name: str) -> list[tuple[int, int, str]]:
    """Return a key by which Deur 2 comes before Deur 10."""
    parts = _NUMBERS.split(name)
    return [(0, int(one), "") if one.isdecimal() else (1, 0, one) for one in parts]


def _arrived(count: Headcount, words: Texts) -> str:
    unexpected = count.unexpected
    return words.say(
        "headcount.arrived",
        arrived=words.number(count.totals.arrived),
        expected=words.number(count.expected),
        others=words.say("headcount.unexpected", count=unexpected) if unexpected else "",
        to_come=words.number(count.still_to_come),
    )


def _pace(report: HeadcountReport, words: Texts) -> str:
    doors = ", ".join(
        f"{entrance} {_rate(people, words)}"
        for entrance, people in sorted(report.pace.items(), key=lambda one: -one[1])
        if people
    )
    rate = _rate(report.headcount.totals.recent, words)
    return words.say("headcount.pace", rate=rate, doors=f" ({doors})" if doors else "")


def _rate(people: int, words: Texts) -> str:
    return f"{people / RATE_MIN:.1f}".replace(".", words.say("headcount.point"))


def _groups(report: HeadcountReport, words: Texts) -> Iterator[str]:
    """Yield the groups of visitors inside, or of those who came in; staff is in no group."""
    people = people_of_groups(report)
    present = [
        f"{words.say(GROUP_NAMES[group])} {words.number(number)}"
        for group, number in sorted(people.items(), key=lambda one: -one[1])
        if number
    ]
    if present:
        key = "headcount.groups_arrived" if counts_arrivals(report) else "headcount.groups"
        yield words.say(key, groups=", ".join(present))


def _odd(report: HeadcountReport, words: Texts) -> Iterator[str]:
    outcomes = [
        f"{verdict_word(outcome, words)} {entries}"
        for outcome, entries in sorted(report.refused.items(), key=lambda one: (-one[1], one[0]))
    ]
    if outcomes:
        yield words.say("headcount.refused", minutes=REFUSALS_MIN, outcomes=", ".join(outcomes))
    if report.refused.get("unknown", 0) >= MANY_UNKNOWN:
        yield words.say("headcount.old_list")
