"""The texts of the headcount page, in the order in which an organiser needs them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.domain.headcount import GROUP_NAMES, MANY_UNKNOWN, RATE_MIN, Headcount
from kiosk.domain.verdict import Outcome
from kiosk.reports.door_orders import door_orders
from kiosk.reports.first_glance import (
    largest_first,
    rate_text,
    refusal_text,
    spare_sentences,
)
from kiosk.reports.station_names import station_name
from kiosk.reports.visitor_groups import leaves_unseen, people_of_groups, staff_twice
from kiosk.texts import Texts
from kiosk.ui.headcount.band_texts import MAX_NAMED, BandTexts, band_texts, numbers
from kiosk.ui.headcount.chips import Chip
from kiosk.ui.headcount.doors_section import door_texts
from kiosk.ui.headcount.stacked_bar import StackedPart, shade_of
from kiosk.ui.style.time_format import moment
from kiosk.ui.widgets.bar_chart import Bar

if TYPE_CHECKING:  # it imports SQLite: imported after the first window
    from kiosk.reports.headcount_report import HeadcountReport, RoomCount

MAX_ORGANISATIONS = 10
"""Most organisations that are named."""
_TWICE = 2


@dataclass(frozen=True, slots=True)
class HeadcountTexts:
    """The texts of the band, and all others, the most important first."""

    band: BandTexts
    unsure: tuple[str, ...]
    admitted: str
    expected: str
    to_come: str
    pace: tuple[Bar, ...]
    busiest: str
    groups: tuple[StackedPart, ...]
    balance: str
    refused: tuple[Chip, ...]
    advice: str
    doors: tuple[str, ...]
    categories: tuple[Bar, ...]
    entrances: tuple[Bar, ...]
    rooms: tuple[Bar, ...]


def texts_of_headcount(report: HeadcountReport, words: Texts) -> HeadcountTexts:
    """Return the texts of a headcount; all numbers are whole."""
    count, tally = report.headcount, report.headcount.totals
    written = numbers(words)
    groups = people_of_groups(report)
    return HeadcountTexts(
        band=band_texts(report, words),
        unsure=tuple(_unsure(report, words)) or (words.say("first_glance.all_counted"),),
        admitted=written(tally.arrived),
        expected=written(count.expected),
        to_come=written(count.still_to_come),
        pace=_pace(report.pace, words),
        busiest=_busiest(report, words),
        groups=_groups(groups, words),
        balance=_balance(groups, words, known=count.is_certain),
        refused=_refused(report.refused, words),
        advice=_advice(report, words),
        doors=door_texts(door_orders(report.event.rules, count), words),
        categories=category_bars(count, words),
        entrances=entrance_bars(count, words),
        rooms=room_bars(report.rooms, words),
    )


def _unsure(report: HeadcountReport, words: Texts) -> Iterator[str]:
    count, tally = report.headcount, report.headcount.totals
    if silent := len(count.silent_stations) + count.never_seen:
        yield words.say("first_glance.silent_help", n=silent)
    yield from spare_sentences(count, words, MAX_NAMED)
    for station, last in count.replaced_stations:
        at = moment(last, count.as_of, report.event.zone, words.language)
        name, by = station_name(station, words), station.replaced_by
        yield words.say("first_glance.gone", station=name, by=by, at=at)
    if leaves_unseen(report):
        yield words.say("first_glance.leave_unseen")
    yield from staff_twice(count, words)
    if count.unexpected:
        yield words.say("first_glance.unexpected", count=numbers(words)(count.unexpected))
    if tally.doubles_open:
        yield words.say("first_glance.doubles", count=numbers(words)(tally.doubles_open))


def _pace(pace: Mapping[str, int], words: Texts) -> tuple[Bar, ...]:
    most = max(pace.values(), default=0)
    return tuple(
        Bar(entrance, rate_text(people, words), _share(people, most))
        for entrance, people in largest_first(pace)
        if people
    )


def _busiest(report: HeadcountReport, words: Texts) -> str:
    """Name an entrance that is at least twice as busy as the next one."""
    if not any(report.pace.values()):
        if unknown := _unknown(report.headcount, words):
            return f"{words.say('first_glance.quiet_here', minutes=RATE_MIN)} {unknown}"
        return words.say("first_glance.quiet", minutes=RATE_MIN)
    (entrance, most), *others = largest_first(report.pace)
    if not others or most < _TWICE * max(RATE_MIN, others[0][1]):
        return ""
    return words.say("first_glance.busiest", entrance=entrance)


def _unknown(count: Headcount, words: Texts) -> str:
    """Return that the figures of the silent laptops are unknown; empty if there are none."""
    silent = len(count.silent_stations) + count.never_seen
    return words.say("first_glance.unknown", n=silent) if silent else ""


def _groups(inside: Mapping[str, int], words: Texts) -> tuple[StackedPart, ...]:
    written = numbers(words)
    return tuple(
        StackedPart(words.say(GROUP_NAMES[group]), written(people), people, shade_of(group))
        for group, people in largest_first(inside)
        if people
    )


def _balance(inside: Mapping[str, int], words: Texts, *, known: bool) -> str:
    residents, policy = inside.get("bewoner", 0), inside.get("beleid", 0)
    if not any(inside.values()):
        return words.say("first_glance.none_yet" if known else "first_glance.none_known")
    if not residents or not policy:
        return ""
    if round(residents / policy) >= _TWICE:
        return words.say("first_glance.residents", n=round(residents / policy))
    if round(policy / residents) >= _TWICE:
        return words.say("first_glance.policy", n=round(policy / residents))
    return words.say("first_glance.even")


def _refused(refused: Mapping[str, int], words: Texts) -> tuple[Chip, ...]:
    written = numbers(words)
    return tuple(
        Chip(
            refusal_text(outcome, words),
            written(entries),
            odd=outcome == Outcome.UNKNOWN and entries >= MANY_UNKNOWN,
        )
        for outcome, entries in largest_first(refused)
    )


def _advice(report: HeadcountReport, words: Texts) -> str:
    unknown = _unknown(report.headcount, words)
    if not report.refused:
        if unknown:
            return f"{words.say('first_glance.nothing_odd_here')} {unknown}"
        return words.say("first_glance.nothing_odd")
    if report.refused.get("unknown", 0) >= MANY_UNKNOWN:
        return words.say("first_glance.old_list")
    return unknown


def category_bars(count: Headcount, words: Texts) -> tuple[Bar, ...]:
    """Return the people of each category who came in, and the expected number; largest first."""
    written = numbers(words)
    categories = sorted(
        count.totals.by_category.items(), key=lambda one: (-one[1].expected, one[0])
    )
    return tuple(
        Bar(
            name or words.say("first_glance.no_category"),
            words.say("first_glance.of", n=written(one.admitted), most=written(one.expected)),
            _share(one.admitted, one.expected),
        )
        for name, one in categories
    )


def entrance_bars(count: Headcount, words: Texts) -> tuple[Bar, ...]:
    """Return how many people came in and left through each entrance over the day."""
    written = numbers(words)
    doors = count.totals.by_entrance
    most = max((one.people_in for one in doors.values()), default=0)
    return tuple(
        Bar(
            name or words.say("first_glance.no_entrance"),
            words.say("first_glance.in_out", n=written(one.people_in), out=written(one.people_out)),
            _share(one.people_in, most),
        )
        for name, one in doors.items()
    )


def organisation_bars(people: Mapping[str, int], words: Texts) -> tuple[tuple[Bar, ...], str]:
    """Return the organisations with most people, and the number of people of the others."""
    written = numbers(words)
    ordered = largest_first(people)
    most = max(people.values(), default=0)
    bars = tuple(
        Bar(name or words.say("first_glance.no_organisation"), written(came), _share(came, most))
        for name, came in ordered[:MAX_ORGANISATIONS]
    )
    others = [came for _, came in ordered[MAX_ORGANISATIONS:]]
    text = words.say("first_glance.other_organisations", n=len(others), people=written(sum(others)))
    return bars, text if others else ""


def room_bars(rooms: Sequence[RoomCount], words: Texts) -> tuple[Bar, ...]:
    """Return the people inside each room, of its capacity if it has one."""
    written = numbers(words)
    return tuple(
        Bar(
            room.name,
            written(room.inside)
            if room.capacity is None
            else words.say("first_glance.of", n=written(room.inside), most=written(room.capacity)),
            _share(room.inside, room.capacity or 0),
        )
        for room in rooms
    )


def _share(people: int, most: int) -> float:
    return min(1.0, people / most) if most and people > 1 else 0.0
