"""`kiosk close`: who handed in, with an exit code for who is missing; everybody outside."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.admin.closing import hand_in_day
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.cli.main import main
from kiosk.sync.targets import file_or_folder
from tests.festival import Row, festival, session_on
from tests.neighbours import admitted_unaware, another_station

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    with festival(tmp_path, [Row("A1", places=3)], crew=2) as store:
        Door(store, Gate("festival", "Noord")).scan("C-A1")
        hand_in_day(store, file_or_folder(tmp_path / "stick.kiosk"))

    def kiosk(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(["--data", str(tmp_path), "--lang", "en", *arguments])
        return code, *capsys.readouterr()

    return kiosk


def test_all_handed_in_is_0_and_named(run: Run) -> None:
    code, out, stderr = run("close")
    assert (code, stderr) == (0, "")
    assert out.splitlines() == [
        "Laptops that handed in: 1 of 1.",
        "Laptop 'Noord 1': handed in. Let in: 3.",
    ]


def test_who_is_missing_makes_it_1(run: Run, tmp_path: Path) -> None:
    with session_on(tmp_path).open_store() as store:
        admitted_unaware(another_station(store, "Zuid 1"), "A1", 2)
    code, out, _ = run("close", "--json")
    report = json.loads(out)
    assert (code, report["handed_in"], report["expected"]) == (1, 1, 2)
    south = report["stations"][1]
    assert (south["name"], south["people"], south["handed_in"]) == ("Zuid 1", 2, False)
    assert "Let in by then: 2" in run("close")[1] or "nothing heard" in run("close")[1]


def test_everybody_is_set_outside_at_a_time(run: Run) -> None:
    code, out, stderr = run("close", "--everyone-out", "2026-05-30T12:01", "--json")
    report = json.loads(out)
    assert (code, report["everyone_out"]) == (0, {"festival": 3})
    assert "3 guests were checked out" in stderr
    assert json.loads(run("headcount", "--json")[1])["inside"] == 2
    assert run("verify")[0] == 0


def test_while_a_laptop_is_missing_everybody_out_is_to_be_done_again(
    run: Run, tmp_path: Path
) -> None:
    assert "do this again" not in run("close", "--everyone-out", "2026-05-30T12:01")[2]
    with session_on(tmp_path).open_store() as store:
        admitted_unaware(another_station(store, "Zuid 1"), "A1", 2)
    assert (
        "do this again with the same time" in run("close", "--everyone-out", "2026-05-30T12:01")[2]
    )


def test_an_impossible_time_is_refused(run: Run) -> None:
    assert run("close", "--everyone-out", "eight")[0] == 2


def test_a_file_hands_the_day_in_and_is_reported(run: Run, tmp_path: Path) -> None:
    with session_on(tmp_path).open_store() as store:
        Door(store, Gate("festival", "Noord")).scan("stranger")
    assert run("close")[0] == 1
    code, out, stderr = run("close", str(tmp_path / "again.kiosk"), "--json")
    report = json.loads(out)
    assert (code, report["handed_in"], "handed in" in stderr) == (0, 1, True)
    assert report["written"]["entries"] == report["stations"][0]["entries"]
    assert (tmp_path / "again.kiosk").stat().st_size == report["written"]["bytes"]


def test_a_missing_stick_is_reported_and_closing_can_be_repeated(run: Run, tmp_path: Path) -> None:
    with session_on(tmp_path).open_store() as store:
        Door(store, Gate("festival", "Noord")).scan("stranger")
    code, out, stderr = run("close", str(tmp_path / "gone" / "again.kiosk"))
    assert (code, out, len(stderr.splitlines())) == (3, "", 1)
    assert run("close")[0] == 1
    assert run("close", str(tmp_path / "again.kiosk"))[0] == 0
    assert run("close")[0] == 0
