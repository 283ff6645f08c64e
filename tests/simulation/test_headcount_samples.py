"""The headcounts of a simulated day: held against their columns, the file and the truth."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.domain.event_settings import FESTIVAL
from kiosk.reports.chart_data import chart_data
from kiosk.reports.day_report.inside_over_day import curve_of
from kiosk.reports.headcount_json import headcount_json
from kiosk.reports.headcount_report import headcount_report, read_headcount
from kiosk.simulation.day_plan import DayPlan, Showing, SimulatedTicket
from kiosk.simulation.headcount_samples import (
    HeadcountSamples,
    disagreements,
    offs,
    page_disagreements,
)
from kiosk.simulation.own_count import OwnCount
from kiosk.store.sqlite.database import immediate, snapshot
from kiosk.store.station_store import StationStore
from kiosk.texts import load_words
from tests.festival import NOON, HandClock, Row, festival, session_on
from tests.neighbours import admitted_unaware, another_station

ROWS = [Row("G1", places=4), Row("G2", places=2), Row("A1")]
LATER = 4_000_000_000_000
"""After the moments of all notes, which have the time of the test."""
PLAN = DayPlan(
    [SimulatedTicket("C-G1", "G1", 4), SimulatedTicket("C-G2", "G2", 2)], [Showing(0, 0, 0)], [], 1
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[StationStore]:
    with festival(tmp_path, ROWS, clock=HandClock()) as store:
        yield store


@pytest.fixture
def samples(tmp_path: Path) -> HeadcountSamples:
    return HeadcountSamples(session_on(tmp_path), OwnCount(PLAN))


def note(samples: HeadcountSamples, ticket: int, people: int) -> None:
    line = {"outcome": "admitted", "entry": f"e{ticket}", "people": people}
    samples.own.note(Showing(0, ticket, 0), line, again=False)


def test_a_headcount_that_agrees_has_no_problem(
    store: StationStore, samples: HeadcountSamples
) -> None:
    Door(store, Gate(FESTIVAL, "Noord")).scan("C-G1", people=3)
    note(samples, 0, 3)
    samples.take()
    assert (samples.taken, samples.problems, samples.likely) == (1, [], [])


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        (
            "UPDATE total_series SET people_admitted = 2, people_in = 2",
            [
                "the columns have 2 admitted, the headcount 3",
                "Noord: the columns have 2 in, not 3",
            ],
        ),
        (
            "UPDATE attendance SET inside = 1",
            ["the attendance file has 1 inside, the headcount 3"],
        ),
    ],
)
def test_a_part_that_differs_is_a_problem(
    store: StationStore, samples: HeadcountSamples, damage: str, problem: list[str]
) -> None:
    Door(store, Gate(FESTIVAL, "Noord")).scan("C-G1", people=3)
    note(samples, 0, 3)
    with immediate(store.database):
        store.database.execute(damage)
    samples.take()
    assert samples.problems == problem


def test_while_a_laptop_is_silent_both_figures_are_held_against_the_truth(
    store: StationStore, tmp_path: Path
) -> None:
    there = another_station(store, "Zuid 1")
    admitted_unaware(there, "G1", 4)
    there.journal.close()
    later = HandClock(NOON + 8 * 60_000)
    samples = HeadcountSamples(session_on(tmp_path, later), OwnCount(PLAN))
    note(samples, 0, 4)
    note(samples, 1, 2)  # by the silent laptop
    samples.take()
    assert (samples.problems, samples.known, samples.likely) == ([], [-2], [0])
    samples.take(after_closing=True)
    assert (samples.taken, samples.known) == (2, [-2])


def test_an_upper_bound_below_the_truth_is_a_problem(store: StationStore, tmp_path: Path) -> None:
    assert store.counts.inside(store.event(), FESTIVAL) == 0
    samples = HeadcountSamples(session_on(tmp_path, HandClock(LATER)), OwnCount(PLAN))
    note(samples, 0, 3)
    samples.take()
    assert samples.problems == ["the hub said 0 inside at most, and it was 3"]


def test_a_headcount_of_its_own_columns_agrees(store: StationStore) -> None:
    Door(store, Gate(FESTIVAL, "Noord")).scan("C-A1")
    report = headcount_report(store, FESTIVAL, NOON)
    right = {"inside": 1, "admitted": 1}
    assert list(disagreements(report.headcount, report.series, right)) == []
    doubled = [replace(one, start=one.start + 300_000) for one in report.series]
    both = [*report.series, *doubled]
    assert len(list(disagreements(report.headcount, both, right))) == 2


def test_the_page_is_held_against_what_the_command_says(store: StationStore) -> None:
    for door, code in (("Noord", "C-G1"), ("Zuid", "C-G2")):
        Door(store, Gate(FESTIVAL, door)).scan(code, people=2)
    with snapshot(store.database):
        report = read_headcount(store, FESTIVAL, NOON)
        page = chart_data(replace(report, curve=curve_of(store, report)))
    said = headcount_json(report, load_words("en"))
    (column,) = page.columns
    more = replace(page, columns=(replace(column, people=5),))
    assert page.inside[-1] == (NOON, 4)
    assert list(page_disagreements(page, said)) == []
    assert list(page_disagreements(replace(page, inside=((NOON, 3),)), said)) == [
        "the page ends with 3 inside, the headcount says 4"
    ]
    assert list(page_disagreements(more, said)) == [
        "the columns of the page have 5 admitted, --json 4",
        "the entrances of the page have 4 admitted, their sum is 5",
    ]


def test_deviations_have_a_mean_and_a_worst_in_either_direction() -> None:
    assert offs([-4, 1, 1]) == (offs([4, -1, -1]))
    assert (offs([-4, 1, 1]).mean, offs([-4, 1, 1]).worst) == (2.0, 4)
    assert offs([]).mean is None
