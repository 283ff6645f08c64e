"""A number that is typed for one guest while the next comes: it never counts for another."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.domain.entry import Kind
from kiosk.texts import Texts
from kiosk.ui.scan.number_keys import NumberKeys
from kiosk.ui.scan.scan_controller import ScanController
from kiosk.ui.style.language import Language
from tests.end2end.desk_laptop import DeskLaptop, desk_laptop
from tests.ui.conftest import app, labels, words

__all__ = ["app", "labels", "words"]

GROUP, OTHER_GROUP, GUEST = "704120001", "704120013", "704120002"


@pytest.fixture
def desk(
    tmp_path: Path, app: QApplication, words: dict[str, Texts], labels: Language
) -> Iterator[DeskLaptop]:
    with desk_laptop(tmp_path, app, words, labels) as hands:
        hands.press("Escape")
        hands.scan(GROUP)
        hands.settle()
        yield hands


def camera(desk: DeskLaptop, code: str) -> None:
    desk.window.findChildren(ScanController)[0].on_glimpse(code)


def wait_over(desk: DeskLaptop) -> None:
    """Let the number that waits count."""
    desk.part(NumberKeys).settle()
    desk.settle()


def inside(desk: DeskLaptop) -> dict[str, int]:
    desk.settle()
    with desk.laptop.session.database() as database:
        rows = database.execute(
            "SELECT ticket, people_inside FROM attendance_list WHERE people_inside > 0"
        ).fetchall()
    return dict(rows)


def card(desk: DeskLaptop) -> str:
    shown = desk.scan_page.panel.card
    return shown.name if shown is not None else ""


@pytest.mark.parametrize("key", ["2", "+"])
@pytest.mark.parametrize("after", [GUEST, OTHER_GROUP, "a stranger's"])
def test_a_key_before_the_next_answer_counts_for_the_guest_in_sight(
    desk: DeskLaptop, key: str, after: str
) -> None:
    desk.store.hold()
    camera(desk, after)
    desk.type(key)
    desk.store.go_on()
    desk.settle()
    in_sight = card(desk)
    wait_over(desk)

    assert inside(desk)["WDHS-0001"] == (2 if key == "2" else 5)
    assert inside(desk).get("WDHS-0013", 2) == 2
    assert card(desk) == in_sight != "Anouk van den Heuvel"


def test_a_key_after_the_next_answer_counts_for_that_guest_alone(desk: DeskLaptop) -> None:
    camera(desk, OTHER_GROUP)
    desk.settle()
    desk.type("1")
    wait_over(desk)

    assert inside(desk) == {"WDHS-0001": 4, "WDHS-0013": 1}
    assert card(desk) == "Els Mol"


def test_a_number_that_waits_leaves_a_person_at_the_desk(desk: DeskLaptop) -> None:
    desk.type("2")
    desk.press("F2")
    desk.type("vr")
    wait_over(desk)

    assert inside(desk) == {"WDHS-0001": 2}
    assert desk.desk.isVisible()
    assert desk.field.text() == "vr"


def test_after_a_guest_at_the_desk_no_key_counts_for_the_scan_before(desk: DeskLaptop) -> None:
    desk.choose("els mol")
    desk.press("Return")
    desk.settle()
    desk.press("Escape", "Escape", "Escape")
    for key in ("3", "+"):
        desk.type(key)
        wait_over(desk)
        desk.press("BackSpace")

    assert inside(desk) == {"WDHS-0001": 4, "WDHS-0013": 2}


def test_a_question_about_a_group_goes_once_another_guest_is_helped_at_the_desk(
    desk: DeskLaptop,
) -> None:
    desk.scan("704120030")
    desk.settle()
    asked = card(desk)
    desk.choose("els mol")
    desk.press("Return")
    desk.settle()
    desk.press("Escape", "Escape", "Escape")
    desk.type("3")
    desk.press("Return")

    assert asked == "Harmonie Hoogland"
    assert desk.scan_page.panel.card is None
    assert "WDHS-0030" not in inside(desk)


def test_a_number_for_a_scan_that_another_program_undid_counts_no_guest(
    desk: DeskLaptop,
) -> None:
    scanned = next(one for one in desk.journal() if one.kind is Kind.IN)
    command = [sys.executable, "-m", "kiosk", "--data", str(desk.laptop.session.folder)]
    subprocess.run([*command, "undo", scanned.hash], check=True, capture_output=True)
    desk.clock.advance(5)
    desk.type("2")
    wait_over(desk)

    assert inside(desk) == {}
    assert desk.scan_page.preview.hint == (
        "Deze scan is al ongedaan gemaakt. Scan het ticket opnieuw."
    )


def test_two_numbers_in_haste_leave_the_one_that_the_card_names(desk: DeskLaptop) -> None:
    desk.store.hold()
    for number in "23":
        desk.type(number)
        desk.press("Return")
    desk.go_on_slowly()
    desk.settle()
    shown = desk.scan_page.answer

    assert shown is not None
    assert inside(desk) == {"WDHS-0001": shown.verdict.people}
