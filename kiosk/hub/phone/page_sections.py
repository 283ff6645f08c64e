"""The sections of the organiser's page below the number, the most important first."""

from collections.abc import Iterator

from kiosk.domain.counting.station_status import StationStatus
from kiosk.domain.headcount import GROUP_NAMES, MANY_UNKNOWN, RATE_MIN
from kiosk.domain.roles import Role
from kiosk.domain.verdict import Outcome
from kiosk.hub.phone.page_words import PageRow, PageSection, share, time_of_day
from kiosk.reports.first_glance import (
    largest_first,
    rate_text,
    refusal_text,
    spare_sentences,
)
from kiosk.reports.headcount_report import HeadcountReport
from kiosk.reports.station_names import station_name
from kiosk.reports.visitor_groups import (
    counts_arrivals,
    leaves_unseen,
    people_of_groups,
    staff_twice,
)
from kiosk.texts import Texts

_MAX_NAMED = 3


def _unsure(report: HeadcountReport, words: Texts) -> PageSection:
    sentences = tuple(_unsure_sentences(report, words))
    if not sentences:
        sentences = (words.say("first_glance.all_counted"),)
    return PageSection("unsure", words.say("phone.unsure"), sentences)


def _unsure_sentences(report: HeadcountReport, words: Texts) -> Iterator[str]:
    count = report.headcount
    silent = [station_name(one, words) for one in count.silent_stations]
    if silent:
        more = len(silent[_MAX_NAMED:])
        named = silent[:_MAX_NAMED]
        named += [words.say("first_glance.and_more", count=more)] if more else []
        yield words.say("first_glance.silent", stations=", ".join(named))
    if count.never_seen:
        yield words.say("first_glance.not_met", count=count.never_seen)
    yield from spare_sentences(count, words, _MAX_NAMED)
    for station, last in count.replaced_stations:
        name, by, at = station_name(station, words), station.replaced_by, time_of_day(last, report)
        yield words.say("first_glance.gone", station=name, by=by, at=at)
    if leaves_unseen(report):
        yield words.say("first_glance.leave_unseen")
    yield from staff_twice(count, words)
    if count.unexpected:
        yield words.say("first_glance.unexpected", count=count.unexpected)
    if count.totals.doubles_open:
        yield words.say("first_glance.doubles", count=count.totals.doubles_open)
    if not count.is_certain:
        yield words.say("first_glance.no_copies")


def _people(report: HeadcountReport, words: Texts) -> PageSection:
    count = report.headcount
    rows = [
        PageRow(words.say("phone.came"), words.number(count.totals.arrived)),
        PageRow(words.say("phone.expected"), words.number(count.expected)),
        PageRow(words.say("phone.to_come"), words.number(count.still_to_come)),
    ]
    return PageSection("people", words.say("phone.people"), rows=tuple(rows))


def _pace(report: HeadcountReport, words: Texts) -> PageSection:
    pace = {entrance: people for entrance, people in report.pace.items() if people}
    quiet = words.say("first_glance.quiet", minutes=RATE_MIN)
    most = max(pace.values(), default=0)
    rows = tuple(
        PageRow(
            entrance or words.say("first_glance.no_entrance"),
            rate_text(people, words),
            share(people, most),
        )
        for entrance, people in largest_first(pace)
    )
    return PageSection("pace", words.say("phone.pace"), () if rows else (quiet,), rows)


def _groups(report: HeadcountReport, words: Texts) -> PageSection:
    arrivals, people = counts_arrivals(report), people_of_groups(report)
    total = sum(people.values())
    rows = tuple(
        PageRow(words.say(GROUP_NAMES[group]), words.number(some), share(some, total))
        for group, some in largest_first(people)
        if some
    )
    heading = words.say("phone.groups_arrived" if arrivals else "phone.groups")
    return PageSection("groups", heading, rows=rows)


def _refused(report: HeadcountReport, words: Texts) -> PageSection:
    refused = report.refused
    rows = tuple(
        PageRow(
            refusal_text(outcome, words),
            words.number(entries),
            odd=outcome == Outcome.UNKNOWN and entries >= MANY_UNKNOWN,
        )
        for outcome, entries in largest_first(refused)
    )
    many = refused.get(Outcome.UNKNOWN, 0) >= MANY_UNKNOWN
    sentences = (words.say("first_glance.old_list"),) if many else ()
    if not rows:
        sentences = (words.say("first_glance.nothing_odd"),)
    return PageSection("refused", words.say("phone.refused"), sentences, rows)


def _categories(report: HeadcountReport, words: Texts) -> PageSection:
    counted = report.headcount.totals.by_category
    ordered = sorted(counted.items(), key=lambda one: (-one[1].expected, one[0]))
    rows = tuple(
        PageRow(
            name or words.say("first_glance.no_category"),
            _of(one.admitted, one.expected, words),
            share(one.admitted, one.expected),
        )
        for name, one in ordered
    )
    return PageSection("categories", words.say("phone.categories"), rows=rows)


def _entrances(report: HeadcountReport, words: Texts) -> PageSection:
    doors = report.headcount.totals.by_entrance
    most = max((one.people_in for one in doors.values()), default=0)
    rows = tuple(
        PageRow(
            name or words.say("first_glance.no_entrance"),
            words.say(
                "first_glance.in_out",
                n=words.number(one.people_in),
                out=words.number(one.people_out),
            ),
            share(one.people_in, most),
        )
        for name, one in doors.items()
    )
    return PageSection("entrances", words.say("phone.entrances"), rows=rows)


def _rooms(report: HeadcountReport, words: Texts) -> PageSection:
    rows = tuple(
        PageRow(room.name, words.number(room.inside))
        if room.capacity is None
        else PageRow(
            room.name, _of(room.inside, room.capacity, words), share(room.inside, room.capacity)
        )
        for room in report.rooms
    )
    return PageSection("rooms", words.say("phone.rooms"), rows=rows)


def _laptops(report: HeadcountReport, words: Texts) -> PageSection:
    now = report.headcount.as_of
    rows = tuple(
        PageRow(station_name(one, words), _heard(one, report, words), odd=one.is_silent(now))
        for one in sorted(report.headcount.stations, key=lambda one: not one.is_silent(now))
        if not one.finished and one.role != Role.HUB.value
    )
    return PageSection("laptops", words.say("phone.laptops"), rows=rows)


def _heard(station: StationStatus, report: HeadcountReport, words: Texts) -> str:
    if station.last_seen is None:
        key = "phone.laptop_spare" if station.spare_until else "phone.laptop_never"
        return words.say(key)
    at = time_of_day(station.last_seen, report)
    if station.closed:
        return words.say("phone.laptop_closed", at=at)
    silent = station.is_silent(report.headcount.as_of)
    return words.say("phone.laptop_silent" if silent else "phone.laptop_heard", at=at)


def _of(people: int, most: int, words: Texts) -> str:
    return words.say("first_glance.of", n=words.number(people), most=words.number(most))


FIRST_SECTIONS = (_unsure, _people, _pace, _groups, _refused)
"""Make the sections that are visible without scrolling; one without content is empty."""

SECTIONS_BELOW = (_categories, _entrances, _rooms, _laptops)
"""Make the sections with details; one without content is empty."""
