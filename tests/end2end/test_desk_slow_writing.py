"""A desk's laptop whose store is busy: a second Enter or tap writes nothing twice."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.domain.entry import Entry, Kind
from kiosk.texts import Texts
from kiosk.ui.style.language import Language
from tests.end2end.desk_laptop import DeskLaptop, desk_laptop
from tests.ui.conftest import app, labels, words

__all__ = ["app", "labels", "words"]


@pytest.fixture
def desk(
    tmp_path: Path, app: QApplication, words: dict[str, Texts], labels: Language
) -> Iterator[DeskLaptop]:
    with desk_laptop(tmp_path, app, words, labels) as hands:
        yield hands


def written(desk: DeskLaptop, *hasty: Callable[[], None]) -> list[Entry]:
    """Return what is written of keys that are pressed while the store is busy."""
    before = len(desk.journal())
    desk.store.hold()
    for act in hasty:
        act()
    desk.go_on_slowly()
    return [one for one in desk.journal()[before:] if one.kind is not Kind.OPEN]


def test_a_line_of_the_paper_list_is_written_once(desk: DeskLaptop) -> None:
    desk.press("Ctrl+2")
    desk.choose("vries")
    desk.press("Return")
    desk.type("1105")
    entries = written(desk, lambda: desk.press("Return", "Return", "Return"))
    assert [one.kind for one in entries] == [Kind.IN]


def test_a_line_about_a_part_of_a_group_is_written_once(desk: DeskLaptop) -> None:
    desk.press("Ctrl+2")
    desk.choose("anouk")
    desk.press("Return")
    desk.type("1105")
    desk.press("Tab")
    desk.type("2")
    entries = written(desk, lambda: desk.press("Return", "Return"))
    assert [one.people for one in entries] == [2]


def test_the_next_line_of_the_paper_list_does_not_wait_for_the_one_before(
    desk: DeskLaptop,
) -> None:
    desk.press("Ctrl+2")
    desk.choose("kim de boer")
    desk.press("Return")
    desk.type("1105")

    def hasty() -> None:
        desk.press("Return")
        edit = QApplication.focusWidget()
        assert edit is not None
        desk.press("BackSpace")
        desk.type("6")
        desk.press("Return", "Return")

    entries = written(desk, hasty)
    assert [one.kind for one in entries] == [Kind.IN, Kind.IN]


def test_a_guest_without_a_ticket_is_written_once(desk: DeskLaptop) -> None:
    desk.press("Ctrl+1")
    desk.type("Cor")
    entries = written(desk, lambda: desk.press("Return", "Return"))
    assert [one.kind for one in entries].count(Kind.WALK_IN) == 1
    assert [one.kind for one in entries].count(Kind.IN) <= 1


def test_people_without_a_scan_are_counted_once_and_the_second_key_is_answered(
    desk: DeskLaptop,
) -> None:
    desk.press("Ctrl+3")

    def hasty() -> None:
        desk.press("Return", "Return")
        assert "wordt nog opgeschreven" in desk.desk.message

    assert len(written(desk, hasty)) == 1
    assert len(written(desk, lambda: desk.press("Return"))) == 1


def test_people_counted_inside_are_written_once(desk: DeskLaptop) -> None:
    desk.press("Ctrl+3", "Tab", "Tab", "Tab")
    desk.type("40")
    desk.press("Return")
    desk.settle()
    entries = written(desk, lambda: desk.tap("Ja, dat klopt"), lambda: desk.press("Return"))
    assert [one.kind for one in entries].count(Kind.RECOUNT) == 1


def test_a_number_of_a_group_is_let_in_once(desk: DeskLaptop) -> None:
    desk.choose("anouk")
    entries = written(desk, *[lambda: desk.tap("people2")] * 2)
    assert [one.people for one in entries] == [2]


def test_a_guest_is_let_in_once(desk: DeskLaptop) -> None:
    desk.choose("bo li")
    entries = written(desk, lambda: desk.press("Return", "Return"))
    assert [one.kind for one in entries] == [Kind.IN]


def test_a_whole_group_is_let_in_once(desk: DeskLaptop) -> None:
    desk.choose("ria")
    desk.tap("De hele groep")
    desk.settle()
    desk.tap("Allemaal")
    entries = written(desk, lambda: desk.press("Return", "Return"))
    assert [one.kind for one in entries] == [Kind.IN] * 3


def test_a_ticket_is_held_back_and_gets_its_new_code_once(desk: DeskLaptop) -> None:
    desk.choose("gast een")
    entries = written(desk, *[lambda: desk.tap("Tegenhouden")] * 2)
    assert [one.kind for one in entries] == [Kind.STATUS]


def test_a_group_question_is_answered_once(desk: DeskLaptop) -> None:
    desk.press("Escape")
    desk.scan("704120030")
    desk.settle()

    def hasty() -> None:
        desk.type("5")
        desk.press("Return", "Return")

    entries = written(desk, hasty)
    assert [one.people for one in entries if one.kind is Kind.IN] == [5]
