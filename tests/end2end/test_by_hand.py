"""Everything a volunteer does, on the real program and a real screen, by keys alone."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.verdict import Colour
from kiosk.store.lists.name_index import NameIndex
from tests.end2end.screen import Screen, window
from tests.festival import Row, festival

pytestmark = pytest.mark.xvfb
NOW = datetime.now(ZoneInfo("Europe/Amsterdam"))
LATER = round((NOW + timedelta(hours=20)).timestamp() * 1000)
ROWS = [
    Row("WDHS-0001", code="704120001", places=4, name="Anouk van den Heuvel-Özdemir"),
    Row("WDHS-0002", code="704120002", name="Zoë 't Hart"),
    Row("WDHS-0003", code="704120003", name="IJsbrand de Vries", entrances=["Zuid"]),
    Row("WDHS-0004", code="704120004", name="Jan de Vries"),
    Row("WDHS-0005", code="704120005", name="Sem Visser", status="unpaid"),
    Row("WDHS-0006", code="704120006", name="Roos Bakker", status="cancelled"),
    Row("WDHS-0007", code="704120007", name="Bo Li", status="blocked"),
    Row("WDHS-0008", code="704120008", name="Kim de Boer", valid_from=LATER),
]


def command_json(folder: Path, *arguments: str) -> Any:
    """The answer of a command about the folder."""
    command = [sys.executable, "-m", "kiosk", "--data", str(folder), *arguments, "--json"]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)


def inside(folder: Path) -> dict[str, int]:
    """How many people are inside on each ticket, by the command line."""
    return {one["ticket"]: one["inside"] for one in command_json(folder, "tickets", "list")}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    station = tmp_path / "station"
    station.mkdir()
    today = NOW.date().isoformat()
    with festival(
        station, ROWS, date=today, companions=True, mercy_s=0, help_point="de balie"
    ) as store:
        NameIndex(store.database, store.keys.event, pause=lambda: None).update()
    return station


@pytest.fixture
def screen(folder: Path, tmp_path: Path) -> Iterator[Screen]:
    with window(folder, tmp_path) as shown:
        yield shown


def keep(picture: Any, folder: Path, name: str) -> None:
    """Keep a picture beside the test's files."""
    assert picture.save(str(folder.parent / f"{name}.png"))


def test_a_volunteer_does_everything_with_the_keyboard_alone(screen: Screen, folder: Path) -> None:
    ready = screen.ready()
    screen.type("wdhs-0001")
    screen.press("Return")
    screen.card(Colour.GREEN)
    screen.press("2")
    screen.card(Colour.GREEN)
    screen.press("plus")
    screen.card(Colour.GREEN)
    assert inside(folder)["WDHS-0001"] == 3
    screen.press("F8", "Return")
    screen.card(Colour.GREY)
    assert inside(folder)["WDHS-0001"] == 0
    screen.type("wdhs-0003")
    screen.press("Return")
    refused = screen.card(Colour.ORANGE)
    screen.press("F7")
    screen.another(refused)
    screen.press("1")
    screen.card(Colour.GREEN)
    let_in = screen.still()
    keep(let_in, folder, "let in after all")
    screen.press("F2")
    desk = screen.another(let_in)
    screen.type("hart zoe")
    found = screen.another(desk)
    screen.press("Down")
    chosen = screen.another(found)
    screen.press("Return")
    checked_in = screen.another(chosen)
    keep(checked_in, folder, "checked in at the desk")
    screen.press("ctrl+1")
    form = screen.another(checked_in)
    screen.type("Ria Bos")
    screen.press("Return")
    walked_in = screen.another(form)
    screen.press("F3")
    headcount = screen.another(walked_in)
    keep(headcount, folder, "headcount")
    screen.press("F9")
    screen.another(headcount)
    english = screen.title()
    screen.press("Escape", "ctrl+q", "2")

    assert screen.process.wait(60) == 0
    assert (ready.width(), english) == (1366, "Check-in")
    assert inside(folder) | {"WDHS-0002": 1, "WDHS-0003": 1} == inside(folder)
    counted = command_json(folder, "headcount")
    assert (counted["inside"], counted["refused"]) == (3, {"wrong_entrance": 1})
    assert command_json(folder, "verify")["ok"]


GUESTS = [
    ("704120002", "Return", Colour.GREEN, "good"),
    ("704120001", "Tab", Colour.GREEN, "a group of four"),
    ("704120002", "", Colour.ORANGE, "already inside"),
    ("704129999", "Return", Colour.RED, "unknown"),
    ("704120003", "Tab", Colour.ORANGE, "wrong entrance"),
    ("704120005", "Return", Colour.ORANGE, "unpaid"),
    ("704120006", "", Colour.RED, "cancelled"),
    ("704120008", "Return", Colour.ORANGE, "too early"),
    ("www.wedoenhetsamen.nl", "Return", None, "not a ticket"),
    ("704120007", "Tab", Colour.RED, "blocked"),
]


def test_ten_guests_come_by_with_a_hand_scanner_alone(screen: Screen, folder: Path) -> None:
    screen.ready()
    for code, end, colour, name in GUESTS:
        screen.scan(code, end)
        if colour is None:
            keep(screen.still(), folder, name)
        else:
            screen.card(colour)
            keep(screen.still(), folder, name)

    counted = command_json(folder, "headcount")
    refused = {"already_inside", "unknown", "wrong_entrance", "unpaid", "cancelled", "too_early"}
    assert counted["inside"] == 5
    assert counted["refused"] == dict.fromkeys([*refused, "blocked"], 1)
    assert command_json(folder, "verify")["ok"]
