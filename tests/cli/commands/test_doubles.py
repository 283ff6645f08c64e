"""`kiosk doubles`: both sides of every double entry, and what a person decides."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.checkin.shifts import Shifts
from kiosk.cli.main import main
from kiosk.domain.double_entries import Cause
from kiosk.reports.double_report import double_entries
from kiosk.runtime.data_folder import DataFolder
from kiosk.settings import Settings
from kiosk.texts import load_words
from tests.festival import HandClock, Row, festival
from tests.neighbours import admitted_unaware, another_station
from tests.opened import opened_headcount

NORTH = Gate("festival", "Noord")

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def doubles(*arguments: str) -> tuple[int, str]:
        capsys.readouterr()
        code = main(["--data", str(tmp_path), "doubles", *arguments])
        return code, capsys.readouterr().out

    return doubles


@pytest.fixture
def shared(tmp_path: Path) -> dict[str, str]:
    """A ticket of two that three people came in on at two doors; the ids of both entries."""
    clock = HandClock()
    with festival(tmp_path, [Row("A1", places=2, name="Zoë")], clock=clock) as store:
        first = Door(store, NORTH).scan("C-A1").entry
        clock.advance(90)
        other = another_station(store, "Zuid 1", clock)
        second = admitted_unaware(other, "A1", 1)
        other.journal.close()
    assert first is not None
    return {"first": first, "second": second.hash}


def items(run: Run) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("--json")[1])
    return found


def test_without_doubles_all_is_well(tmp_path: Path, run: Run) -> None:
    with festival(tmp_path, [Row("A1")]):
        pass
    assert run("--json") == (0, "[]\n")


def test_an_undecided_double_shows_both_sides_and_asks_for_a_person(
    run: Run, shared: dict[str, str]
) -> None:
    code, out = run("--json")
    assert code == 1
    assert json.loads(out) == [
        {
            "ticket": "A1",
            "name": "Zoë",
            "area": "festival",
            "people": 1,
            "cause": "shared",
            "decided": False,
            "gap_s": 90.0,
            "sides": [
                {
                    "entry": shared["first"],
                    "at": "2026-05-30T12:00:00.000+02:00",
                    "entrance": "Noord",
                    "station": "Noord 1",
                    "operator": None,
                },
                {
                    "entry": shared["second"],
                    "at": "2026-05-30T12:01:30.000+02:00",
                    "entrance": "Zuid",
                    "station": "Zuid 1",
                    "operator": None,
                },
            ],
        }
    ]


def test_a_decision_is_kept_and_settles_it(run: Run, shared: dict[str, str]) -> None:
    code, decision = run("decide", shared["second"][:12], "same-person")
    assert (code, len(decision.strip())) == (0, 64)
    assert run("--json")[0] == 0
    assert [(one["cause"], one["decided"]) for one in items(run)] == [("same-person", True)]


def test_the_side_that_filled_the_places_is_no_double(run: Run, shared: dict[str, str]) -> None:
    assert run("decide", shared["first"], "shared")[0] == 2
    assert run("decide", "ffffffff", "shared")[0] == 2
    assert run("decide", shared["second"], "bad-luck")[0] == 2
    assert [one["decided"] for one in items(run)] == [False]


def test_words_name_the_ticket_and_the_places(run: Run, shared: dict[str, str]) -> None:
    code, out = run()
    assert code == 1
    assert out.startswith(
        "A1 Zoë: 1 persoon te veel binnengelaten. Misschien: ticket gedeeld (shared)."
    )
    assert f"2026-05-30T12:01:30+02:00  Zuid  Zuid 1  {shared['second'][:12]}" in out


def test_a_double_of_a_room_is_among_them(tmp_path: Path, run: Run) -> None:
    with festival(tmp_path, [Row("A1")], areas=["festival", "Zaal"]) as store:
        other = another_station(store, "Zuid 1")
        for _ in range(2):
            admitted_unaware(other, "A1", area="Zaal")
    assert [one["area"] for one in items(run)] == ["Zaal"]


def test_the_window_finds_doubles_once_for_each_change(
    tmp_path: Path, run: Run, shared: dict[str, str]
) -> None:
    session = DataFolder(tmp_path, load_words("nl"), Settings(), HandClock())
    with session.open_store() as store:
        event = store.keys.event
    finder = opened_headcount(session, event)
    found = finder.poll_doubles() or ()
    again = finder.poll_doubles()
    code, _ = run("decide", shared["second"], "clock")
    decided = finder.poll_doubles() or ()
    finder.close()

    assert [one.entry for one in found] == [shared["second"]]
    assert [(side.entrance, side.station, side.operator) for side in found[0].sides] == [
        ("Noord", "Noord 1", ""),
        ("Zuid", "Zuid 1", ""),
    ]
    assert (again, code) == (None, 0)
    assert [one.finding.cause for one in decided] == [Cause.CLOCK]


def test_a_side_names_its_operator(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, [Row("A1")], clock=clock) as store:
        Shifts(store).start("Fatima")
        Door(store, NORTH).scan("C-A1")
        clock.advance(90)
        admitted_unaware(another_station(store, "Zuid 1", clock), "A1")
        (double,) = double_entries(store)

    assert [side.operator for side in double.sides] == ["Fatima", ""]
