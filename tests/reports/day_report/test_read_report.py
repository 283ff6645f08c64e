"""The figures of the report agree with the headcount and with a count of their own."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.admin.closing import close_day
from kiosk.checkin.desk import Desk, UndoReason
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.checkin.manual_counting import ManualCounting
from kiosk.domain.counting.series import span_start
from kiosk.domain.entry import Draft, Entry, Kind, read_entry
from kiosk.domain.roles import Role
from kiosk.domain.setting_values import Value
from kiosk.domain.verdict import Direction
from kiosk.reports.chart_data import chart_data
from kiosk.reports.day_report.day_report import DayReport
from kiosk.reports.day_report.inside_over_day import CurveReader
from kiosk.reports.day_report.read_report import day_report
from kiosk.reports.day_report.report_file import log_header, log_rows
from kiosk.reports.headcount_lines import headcount_lines
from kiosk.reports.headcount_report import headcount_report
from kiosk.store.integrity.purge_event import finish_purges
from kiosk.store.sqlite.database import immediate
from kiosk.store.station_store import StationStore, record
from kiosk.texts import load_words
from tests.festival import NOON, HandClock, Row, festival
from tests.neighbours import admitted_unaware, announce, another_station

MINUTE_S = 60
MINUTES = 60_000
FIRST = NOON + 2 * MINUTES + 1_000  # no entry is at the end of a span
IN = Gate("festival", "Noord")
OUT = Gate("festival", "Noord", Direction.OUT)
ROWS = [
    Row("A1", places=4),
    Row("A2"),
    Row("A3", "Pers", places=2),
    Row("V1", "Vrijwilliger"),
    Row("V2", "Vrijwilliger"),
    Row("X1", "Pers", status="cancelled"),
]
ORGANISATIONS = {"A1": "Wijkraad", "A2": "Wijkraad", "A3": "Krant", "V1": ""}


@pytest.fixture
def clock() -> HandClock:
    return HandClock(FIRST)


@pytest.fixture
def store(tmp_path: Path, clock: HandClock) -> Iterator[StationStore]:
    settings: dict[str, Value] = {
        "areas": ["festival", "Zaal"],
        "crew": 2,
        "group.Vrijwilliger": "medewerker",
    }
    with festival(tmp_path, ROWS, clock=clock, **settings) as store:
        with immediate(store.database):
            for ref, name in ORGANISATIONS.items():
                store.database.execute(
                    "UPDATE personal SET organisation = ? WHERE ref = ?", (name, ref)
                )
        yield store


def a_day(store: StationStore, other: StationStore, clock: HandClock) -> None:
    """Scan, undo, click and count again, half hours apart; the other laptop knows of nothing."""
    first = Door(store, IN).scan("C-A1", people=3)
    Door(store, IN).scan("C-A2")
    Door(store, IN).scan("C-V1")
    Door(store, IN).scan("unknown")
    clock.advance(33 * MINUTE_S)
    admitted_unaware(other, "A2")
    admitted_unaware(other, "A3", 2)
    ManualCounting(store).click("festival", "Noord", Direction.IN, 3)
    Door(store, OUT).scan("C-A1", people=2)
    clock.advance(33 * MINUTE_S)
    Door(store, IN).scan("C-A1", people=2)
    undone = Door(store, IN).scan("C-V2")
    Desk(store).undo(undone.entry or "", UndoReason.MISTAKE)
    assert first.entry


def journal(store: StationStore) -> list[Entry]:
    rows = store.database.execute("SELECT body FROM entry ORDER BY at, n").fetchall()
    return [read_entry(body) for (body,) in rows]


def counted_by_hand(entries: list[Entry], until: int) -> int:
    """Count the people inside at a time, with two of the crew, from the bare entries."""
    gone = {entry.target for entry in entries if entry.kind is Kind.UNDO}
    inside, clicked = Counter[str](), 0
    for entry in entries:
        if entry.hash in gone or entry.at > until:
            continue
        if entry.kind is Kind.CLICKER:
            clicked += entry.people
        elif entry.kind is Kind.IN and entry.ticket:
            free = entry.places - inside[entry.ticket]
            inside[entry.ticket] += max(0, min(entry.people, free))
        elif entry.kind is Kind.OUT and entry.ticket:
            inside[entry.ticket] -= min(entry.people, inside[entry.ticket])
    return inside.total() + clicked + 2


def test_the_figures_agree_with_the_headcount_and_a_count_by_hand(
    store: StationStore, clock: HandClock
) -> None:
    other = another_station(store, "Zuid 1", clock)
    a_day(store, other, clock)
    report = day_report(store)
    count = headcount_report(store, "festival", clock.wall()).headcount
    assert report.visitors + report.staff == count.totals.admitted == 7
    assert (report.visitors, report.staff, report.totals.crew) == (6, 1, 2)
    assert (report.expected, report.missed) == (count.expected, count.still_to_come) == (9, 2)
    assert sum(line.missed for line in report.categories) == report.missed
    assert (report.totals.doubles, dict(report.totals.refused)) == (1, {"unknown": 1})
    assert report.inside == count.inside == report.curve.points[-1][1]
    entries = journal(store)
    counted = {line.at: line.counts[0].inside for line in report.half_hours}
    assert counted == {at: counted_by_hand(entries, at) for at in counted}
    assert [*counted.values()] == [2, 7, 10, 12]
    assert report.curve.peak == (report.as_of, 12)
    moments = {one.at: (one.inside, one.at_most) for one in report.moments}
    assert {at: inside for at, (inside, _) in moments.items()} == {
        at: counted_by_hand(entries, at) for at in moments
    }
    assert [one.came for one in report.moments][:: len(moments) - 1] == [0, 10]
    lines = {line.at: line.counts[0] for line in report.half_hours if line.at in moments}
    assert moments.items() >= {at: (one.inside, one.at_most) for at, one in lines.items()}.items()
    assert len(lines) == 4


def test_first_and_last_and_the_organisations_are_those_of_the_day(
    store: StationStore, clock: HandClock
) -> None:
    a_day(store, another_station(store, "Zuid 1", clock), clock)
    report = day_report(store)
    assert report.times.first_in == FIRST
    assert report.times.last_in == FIRST + 66 * MINUTES
    assert report.times.last_out == FIRST + 33 * MINUTES
    found = report.organisations
    assert (found.number, found.named, found.few, found.without) == (2, (), 6, 1)


def test_after_a_purge_no_number_of_organisations_is_claimed(store: StationStore) -> None:
    Door(store, IN).scan("C-A1", people=4)
    assert day_report(store).organisations.known
    with immediate(store.database):
        record(store, Draft(Kind.PURGE))
    finish_purges(store.database, pause=lambda: None)
    found = day_report(store).organisations
    assert (found.known, found.without) == (False, 4)


def test_recounts_correct_the_curve_from_then_on(store: StationStore, clock: HandClock) -> None:
    Door(store, IN).scan("C-A1", people=3)
    clock.advance(40 * MINUTE_S)
    ManualCounting(store).recount(20)
    clock.advance(10)
    Door(store, IN).scan("C-A2")
    clock.advance(40 * MINUTE_S)
    ManualCounting(store).recount(8)
    clock.advance(40 * MINUTE_S)
    Door(store, OUT).scan("C-A1", people=1)
    report = day_report(store)
    inside = [line.counts[0].inside for line in report.half_hours]
    assert [(one.people, one.before) for one in report.recounts] == [(20, 5), (8, 21)]
    assert inside == [2, 5, 21, 8, 8, 7]
    assert report.inside == 7
    assert report.curve.peak == (NOON + 45 * MINUTES, 21)


def test_the_peak_is_that_of_the_moment_also_within_five_minutes(
    store: StationStore, clock: HandClock
) -> None:
    Door(store, IN).scan("C-A2")
    clock.advance(20 * MINUTE_S)
    Door(store, IN).scan("C-A1", people=4)
    clock.advance(30)
    Door(store, IN).scan("C-A3", people=2)
    ManualCounting(store).click("festival", "Noord", Direction.IN)
    clock.advance(30)
    Door(store, OUT).scan("C-A1", people=4)
    report = day_report(store)
    assert report.curve.peak == (FIRST + 20 * MINUTES + 30_000, 10)
    assert report.inside == report.curve.points[-1][1] == 6


def test_without_exits_the_log_is_of_those_who_came(tmp_path: Path) -> None:
    clock = HandClock(FIRST)
    with festival(tmp_path, ROWS, clock=clock, exits=False) as store:
        Door(store, IN).scan("C-A1", people=4)
        clock.advance(33 * MINUTE_S)
        Door(store, IN).scan("C-A1", people=4)
        Door(store, IN).scan("C-A2")
        report = day_report(store)
    assert report.arrivals
    assert [line.counts[0].inside for line in report.half_hours] == [0, 4, 5]
    assert "came_in" in log_header(report)


def test_without_exits_a_guest_who_was_scanned_out_all_the_same_is_not_inside(
    tmp_path: Path,
) -> None:
    clock = HandClock(FIRST)
    with festival(tmp_path, ROWS, clock=clock, exits=False, crew=2) as store:
        Door(store, IN).scan("C-A1", people=4)
        Door(store, OUT).scan("C-A1", people=1)
        report = day_report(store)
        seen = headcount_report(store, "festival", clock.wall())
    words = load_words("nl")
    lines = headcount_lines(seen, words, lambda _: "12:02")
    assert not report.arrivals
    assert report.inside == seen.headcount.inside == report.half_hours[-1].counts[0].inside == 5
    assert lines[0].startswith("5 binnen")
    assert words.say("first_glance.leave_unseen") in lines


def test_the_chart_of_the_page_has_the_curve_of_the_report(
    store: StationStore, clock: HandClock
) -> None:
    a_day(store, another_station(store, "Zuid 1", clock), clock)
    clock.advance(MINUTE_S)
    ManualCounting(store).recount(30)
    clock.advance(20)
    Door(store, OUT).scan("C-A1", people=3)
    report, seen = day_report(store), headcount_report(store, "festival", clock.wall())
    curve = CurveReader(rest=0).read(store, seen, 1)
    drawn = chart_data(replace(seen, curve=curve))
    assert drawn.inside[1:] == report.curve.points
    assert max(drawn.inside, key=lambda one: (one[1], -one[0])) == report.curve.peak
    assert drawn.inside[0] == (span_start(FIRST), 2)


def missing(report: DayReport) -> list[tuple[str, int]]:
    return [(one.name, one.times.people) for one in report.missing_laptops]


def test_it_is_provisional_until_all_laptops_handed_in(
    store: StationStore, clock: HandClock
) -> None:
    key = announce(store, 2)
    other = another_station(store, "Tuin 2", clock, enrolment=key)
    Door(store, IN).scan("C-A2")
    admitted_unaware(other, "A2")
    report = day_report(store)
    assert (missing(report), report.never_heard) == ([("Noord 1", 1), ("Tuin 2", 1)], 1)
    clock.advance(1)
    for one in (store, other):
        close_day(one)
    report = day_report(store)
    assert (missing(report), report.never_heard, report.is_provisional) == ([], 1, True)
    third = another_station(store, "Tuin 3", clock, enrolment=key)
    admitted_unaware(third, "A3")
    close_day(third)
    assert not day_report(store).is_provisional


def test_until_then_the_log_says_how_many_may_be_inside(
    store: StationStore, clock: HandClock
) -> None:
    Door(store, IN).scan("C-A1", people=3)
    close_day(store)
    other = another_station(store, "Zuid 1", clock, role=Role.DESK)
    admitted_unaware(other, "A2")
    known_until = clock.wall()
    clock.advance(40 * MINUTE_S)
    Door(store, IN).scan("C-A3", people=2)
    close_day(store)
    lines = day_report(store).half_hours
    at_most = [(line.counts[0].inside, line.counts[0].at_most) for line in lines]
    assert [line.at <= known_until for line in lines] == [True, False, False]
    assert at_most == [(2, 2), (6, 11), (8, 11)]


def test_every_laptop_reads_the_same(store: StationStore, clock: HandClock) -> None:
    other = another_station(store, "Zuid 1", clock)
    a_day(store, other, clock)
    silent = another_station(store, "Zuid 1", clock)
    read = [day_report(one) for one in (store, other, silent)]
    clock.advance(86_400)
    assert read[0] == read[1] == read[2] == day_report(store)


def test_the_rows_of_the_file_have_a_line_for_each_area(store: StationStore) -> None:
    Door(store, IN).scan("C-A1", people=3)
    Door(store, Gate("Zaal", "Zaal")).scan("C-A1", people=1)
    report = day_report(store)
    rows = [dict(zip(log_header(report), row, strict=True)) for row in log_rows(report)]
    assert [(row["clock"], row["area"], row["came_in"]) for row in rows] == [
        ("12:00", "festival", 2),
        ("12:00", "Zaal", 0),
        ("12:02", "festival", 5),
        ("12:02", "Zaal", 1),
    ]
