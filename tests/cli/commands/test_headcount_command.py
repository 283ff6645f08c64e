"""`kiosk headcount`: people, never scans, as JSON for scripts and in words for an organiser."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kiosk.checkin.desk import Desk
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.cli.main import main
from kiosk.domain.desk_actions import TicketAction
from kiosk.domain.double_entries import Cause
from kiosk.domain.verdict import Direction
from kiosk.reports.headcount_json import headcount_json
from kiosk.reports.headcount_lines import headcount_lines
from kiosk.reports.headcount_report import RoomCount, headcount_report
from kiosk.store.sqlite.database import immediate
from kiosk.store.station_store import StationStore
from kiosk.texts import load_words
from tests.festival import NOON, HandClock, Row, festival
from tests.neighbours import admitted_unaware, announce, another_station

NORTH = Gate("festival", "Noord")
OUT = Gate("festival", "Zuid", Direction.OUT)
ROWS = [
    Row("A1", places=4),
    Row("A2"),
    Row("B1", "Beleidsmaker", status="unpaid"),
    Row("B2", "Beleidsmaker", status="cancelled"),
    Row("B3", "Beleidsmaker", status="blocked"),
    Row("B4", "Beleidsmaker", status="withdrawn"),
]


def counted(store: StationStore, now: int = NOON, area: str = "festival") -> dict[str, Any]:
    return headcount_json(headcount_report(store, area, now), load_words("nl"))


def report_text(store: StationStore, now: int = NOON, language: str = "nl") -> str:
    return "\n".join(
        headcount_lines(
            headcount_report(store, "festival", now), load_words(language), lambda _: "12:00"
        )
    )


def test_people_are_counted_and_not_scans(tmp_path: Path) -> None:
    with festival(tmp_path, ROWS, crew=12, capacity=300) as store:
        Door(store, NORTH).scan("C-A1")
        Door(store, NORTH).scan("C-A2")
        Door(store, OUT).scan("C-A1", people=1)
        seen = counted(store)
    assert (seen["inside"], seen["admitted"], seen["exited"]) == (16, 5, 1)
    assert (seen["crew"], seen["capacity"]) == (12, 300)
    assert seen["by_entrance"] == {"Noord": {"in": 5, "out": 0}, "Zuid": {"in": 0, "out": 1}}
    assert seen["per_minute"] == 1.0


def test_who_came_on_a_ticket_that_was_cancelled_since_is_not_one_of_those_expected(
    tmp_path: Path,
) -> None:
    rows = [Row(f"M{number}") for number in range(1, 10)]
    with festival(tmp_path, rows) as store:
        for number in range(1, 4):
            Door(store, NORTH).scan(f"C-M{number}")
            Desk(store).change_status(f"M{number}", TicketAction.CANCEL)
        Door(store, NORTH).scan("C-M4")
        assert "Gekomen: 1 van 6 verwacht, en 3 buiten de lijst. Nog te komen: 5." in report_text(
            store
        )
        assert (counted(store)["expected"], counted(store)["admitted"]) == (6, 4)


def test_places_made_fewer_than_came_leave_none_to_come_below_zero(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1", places=4), Row("A2")]) as store:
        Door(store, NORTH).scan("C-A1")
        with immediate(store.database):
            store.database.execute("UPDATE list_row SET places = 3 WHERE ref = 'A1'")
            store.database.execute("UPDATE list_total SET places = places - 1")
            store.attendance.refresh_listings()
        assert "Gekomen: 3 van 4 verwacht, en 1 buiten de lijst. Nog te komen: 1." in report_text(
            store
        )


def test_expected_are_the_places_that_may_come(tmp_path: Path) -> None:
    with festival(tmp_path, ROWS) as store:
        Desk(store).change_setting("group.Beleidsmaker", "beleid")
        before = counted(store)
        Desk(store).change_status("A2", TicketAction.BLOCK)
        Desk(store).change_status("B2", TicketAction.CANCEL)
        after = counted(store)
    assert (before["expected"], after["expected"]) == (6, 5)
    assert before["by_category"] == {
        "Actieve bewoner": {"expected": 5, "admitted": 0, "inside": 0},
        "Beleidsmaker": {"expected": 1, "admitted": 0, "inside": 0},
    }
    assert before["by_group"]["beleid"] == {"expected": 1, "admitted": 0, "inside": 0}


def test_refusals_are_counted_by_outcome(tmp_path: Path) -> None:
    with festival(tmp_path, ROWS) as store:
        for code in ("C-B2", "strange", "stranger"):
            Door(store, NORTH).scan(code)
        assert counted(store)["refused"] == {"cancelled": 1, "unknown": 2}


def test_a_silent_laptop_widens_the_bound_by_all_who_are_still_to_come(tmp_path: Path) -> None:
    with festival(tmp_path, ROWS) as store:
        other = another_station(store, "Zuid 1")
        admitted_unaware(other, "A1", 2)
        other.journal.close()
        heard, later = counted(store), counted(store, NOON + 8 * 60_000)
    assert (heard["inside"], heard["inside_at_most"]) == (2, 2)
    assert (later["inside"], later["inside_at_most"], later["inside_likely"]) == (2, 6, 3)
    assert [station["name"] for station in later["stations"]] == ["Noord 1", "Zuid 1"]
    assert later["stations"][1]["heard_up_to"] == "2026-05-30T12:00:00.000+02:00"


def test_the_fastest_quarter_of_a_laptop_is_that_of_the_area(tmp_path: Path) -> None:
    with festival(tmp_path, ROWS, areas=["festival", "Zaal"]) as store:
        other = another_station(store, "Zuid 1")
        admitted_unaware(other, "A1", 4)
        admitted_unaware(other, "A2", area="Zaal")
        other.journal.close()
        assert counted(store, NOON + 900_000, "Zaal")["inside_likely"] == 2


def test_a_double_widens_the_bound_until_it_is_decided_to_be_harmless(tmp_path: Path) -> None:
    with festival(tmp_path, ROWS) as store:
        Door(store, NORTH).scan("C-A2")
        double = admitted_unaware(store, "A2")
        before = counted(store)
        Desk(store).decide(double.hash, Cause.SAME_PERSON)
        after = counted(store)
    shown = ("inside", "inside_at_most", "double_entries", "double_entries_open")
    assert [before[key] for key in shown] == [1, 2, 1, 1]
    assert [after[key] for key in shown] == [1, 1, 1, 0]


def test_a_category_without_guests_inside_is_gone(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1")]) as store:
        Door(store, NORTH).scan("C-A1")
        store.database.execute("UPDATE list_row SET category = 'Pers'")
        store.database.execute("UPDATE list_total SET category = 'Pers'")
        store.attendance.refresh_listings()
        assert list(counted(store)["by_category"]) == ["Pers"]


def test_the_first_sentence_is_how_many_are_inside_and_at_most(tmp_path: Path) -> None:
    with festival(tmp_path, ROWS, crew=3, capacity=10) as store:
        Door(store, NORTH).scan("C-A1")
        all_inside = report_text(store).splitlines()
        Door(store, OUT).scan("C-A1", people=1)
        some_left = report_text(store).splitlines()
    assert all_inside[0] == "7 binnengekomen (met 3 medewerkers), hoogstens 7. Stand van 12:00."
    assert some_left[:4] == [
        "6 binnen (met 3 medewerkers), hoogstens 6. Stand van 12:00.",
        "Nog plaats voor 4 van 10.",
        "Vol over ongeveer 20 minuten.",
        "Gekomen: 4 van 6 verwacht. Nog te komen: 2.",
    ]


def test_without_scanning_out_no_guest_is_shown_as_inside(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, ROWS, clock=clock, **{"group.Actieve bewoner": "bewoner"}) as store:
        Door(store, NORTH).scan("C-A1")
        Door(store, OUT).scan("C-A1", people=1)
        scanned_out = report_text(store)
        clock.advance(1)
        Desk(store).change_setting("exits", False)
        no_more_scanned_out = report_text(store)
    with festival(tmp_path / "no exits", ROWS, clock=clock, exits=False) as store:
        Door(store, NORTH).scan("C-A1")
        not_scanned_out = report_text(store)
    assert "Nu binnen: bewoners" in scanned_out
    assert " binnen," in scanned_out
    assert no_more_scanned_out.startswith("3 binnen, hoogstens 3.")
    assert "Misschien zijn er minder mensen binnen." in no_more_scanned_out
    assert "Binnengekomen: bewoners" in no_more_scanned_out
    assert not_scanned_out.startswith("4 binnengekomen, hoogstens 4.")
    assert not re.search(r"\bbinnen\b", not_scanned_out)


def test_what_makes_the_count_unsure_is_said(tmp_path: Path) -> None:
    with festival(tmp_path, ROWS) as store:
        another_station(store, "Zuid 1")
        announce(store, 3)
        admitted_unaware(store, "A2")
        admitted_unaware(store, "A2")
        spoken = report_text(store, NOON, "en")
    assert "Laptop 'Zuid 1': nothing heard yet." in spoken
    assert "2 laptops have not been heard yet." in spoken
    assert "1 person too many on tickets that were used twice." in spoken


def test_many_codes_that_are_not_found_point_at_the_list(tmp_path: Path) -> None:
    with festival(tmp_path, ROWS) as store:
        for number in range(5):
            Door(store, NORTH).scan(f"strange {number}")
        assert "niet gevonden 5" in report_text(store)
        assert "de nieuwste" in report_text(store)
        assert "niet gevonden" not in report_text(store, NOON + 16 * 60_000)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_pace_is_shown_per_entrance_the_fastest_first(tmp_path: Path, language: str) -> None:
    with festival(tmp_path, ROWS) as store:
        Door(store, Gate("festival", "Zuid")).scan("C-A2")
        Door(store, NORTH).scan("C-A1")
        point = {"nl": ",", "en": "."}[language]
        assert f"1{point}0 (Noord 0{point}8, Zuid 0{point}2)" in report_text(store, NOON, language)


def test_the_command_prints_one_document(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with festival(tmp_path, ROWS) as store:
        Door(store, NORTH).scan("C-A1")
    assert main(["--data", str(tmp_path), "headcount", "--json"]) == 0
    seen = json.loads(capsys.readouterr().out)
    assert (seen["event"], seen["area"], seen["inside"]) == ("We Doen Het Samen!", "festival", 4)
    assert seen["recount"] is None
    (here,) = seen["stations"]
    assert here["unsent"] == here["entries"] > 0  # nothing of it is anywhere else


def test_an_unknown_area_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with festival(tmp_path):
        pass
    assert main(["--data", str(tmp_path), "headcount", "--area", "Kelder"]) == 2
    out, err = capsys.readouterr()
    assert (out, len(err.splitlines())) == ("", 1)


def inside_next(watch: "subprocess.Popen[str]") -> int:
    assert watch.stdout is not None
    return int(json.loads(watch.stdout.readline())["inside"])


def test_watch_prints_again_as_soon_as_another_program_wrote(
    tmp_path: Path, started: Callable[..., "subprocess.Popen[str]"]
) -> None:
    with festival(tmp_path, ROWS, clock=HandClock()) as store:
        watch = started("--data", str(tmp_path), "headcount", "--watch", "--json")
        assert inside_next(watch) == 0
        Door(store, NORTH).scan("C-A1")
        assert inside_next(watch) == 4


@pytest.fixture
def started(request: pytest.FixtureRequest) -> Callable[..., "subprocess.Popen[str]"]:
    def start(*arguments: str) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "kiosk", *arguments]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)

        def stop() -> None:
            process.kill()
            process.communicate()

        request.addfinalizer(stop)
        return process

    return start


def test_the_series_and_the_rates_are_in_the_json(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, [Row("A1", places=12), Row("A2", places=3)], clock=clock) as store:
        Desk(store).change_setting("capacity", 12)
        Door(store, NORTH).scan("C-A1")
        clock.advance(120)
        Door(store, OUT).scan("C-A1", people=3)
        Door(store, OUT).scan("C-A2")  # was not inside
        soon, later = counted(store, clock.now), counted(store, clock.now + 1_200_000)
    assert soon["series"] == [
        {
            "from": "2026-05-30T12:00:00.000+02:00",
            "entrance": entrance,
            "category": "Actieve bewoner",
            "admitted": admitted,
            "in": admitted,
            "out": out,
        }
        for entrance, admitted, out in (("Noord", 12, 0), ("Zuid", 0, 3))
    ]
    assert (soon["net_per_minute"], soon["full_in_min"], soon["threshold"]) == (0.6, 5, 70)
    assert (later["net_per_minute"], later["full_in_min"]) == (0.0, None)


def test_rooms_are_counted_beside_the_festival(tmp_path: Path) -> None:
    with festival(tmp_path, ROWS, areas=["festival", "Zaal", "Tuin"]) as store:
        Desk(store).change_setting("capacity.Zaal", 3)
        Door(store, NORTH).scan("C-A1")
        Door(store, Gate("Zaal", "Zaal")).scan("C-A1", people=2)
        report = headcount_report(store, "festival", NOON)
        room = headcount_report(store, "Zaal", NOON)
    assert list(report.rooms) == [RoomCount("Zaal", 2, 3), RoomCount("Tuin", 0, None)]
    assert report.headcount.inside == 4
    assert list(room.rooms) == [RoomCount("Tuin", 0, None)]


def test_the_text_says_when_it_is_full_and_that_no_guest_goes_in(tmp_path: Path) -> None:
    with festival(tmp_path, ROWS) as store:
        Desk(store).change_setting("capacity", 6)
        Door(store, NORTH).scan("C-A1")
        Desk(store).change_setting("hold", True)
        report = headcount_report(store, "festival", NOON)
    lines = headcount_lines(report, load_words("nl"), lambda _: "12:00")
    assert lines[1:4] == [
        "Er mag even niemand naar binnen.",
        "Nog plaats voor 2 van 6.",
        "Vol over ongeveer 8 minuten.",
    ]


def test_many_silent_laptops_share_a_line_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    with festival(tmp_path, ROWS) as store:
        for number in (10, 2, 1):
            other = another_station(store, f"Zuid {number}")
            admitted_unaware(other, "A1")
            other.journal.close()
        report = headcount_report(store, "festival", NOON + 8 * 60_000)
    lines = headcount_lines(report, load_words("nl"), lambda _: "12:00")
    said = "3 laptops zijn stil: Zuid 1 (12:00), Zuid 2 (12:00), Zuid 10 (12:00). Haal de stand op."
    assert said in lines


def test_large_numbers_are_written_as_in_the_window(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("G1", places=12_000)], capacity=100_000) as store:
        Door(store, NORTH).scan("C-G1", people=1214)
        report = headcount_report(store, "festival", NOON)
    said = [headcount_lines(report, load_words(one), lambda _: "12:00") for one in ("nl", "en")]
    assert [lines[0].split()[0] for lines in said] == ["1.214", "1,214"]
    assert said[0][1] == "Nog plaats voor 98.786 van 100.000."
