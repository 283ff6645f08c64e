"""A desk's laptop whose store is slow: what hasty keys do is what the person sees."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.domain.entry import Kind
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


def admitted(desk: DeskLaptop) -> list[str]:
    with desk.laptop.open_store() as store:
        tickets = [one.ticket for one in desk.journal() if one.kind is Kind.IN and one.ticket]
        return [found.ref for one in tickets if (found := store.tickets.by_id(one))]


def test_enter_before_the_search_answers_is_for_the_text_that_was_typed(desk: DeskLaptop) -> None:
    desk.choose("zoe")
    desk.store.hold()
    desk.field.selectAll()
    desk.type("vries")
    desk.press("Return", "Return")
    early = admitted_so_far(desk)
    desk.store.go_on()
    desk.settle()
    shown = desk.desk.panels.ticket.ticket
    desk.stand_still()
    desk.press("Return")

    assert early == 0
    assert shown is not None
    assert shown.name == "Jan de Vries"
    assert admitted(desk) == ["WDHS-0003"]


def admitted_so_far(desk: DeskLaptop) -> int:
    with desk.laptop.session.database() as database:
        (count,) = database.execute("SELECT count(*) FROM entry WHERE kind = 'in'").fetchone()
    return int(count)


def test_a_hand_scanner_over_a_slow_search_is_judged_and_no_other_guest(desk: DeskLaptop) -> None:
    desk.choose("zoe")
    desk.store.hold()
    desk.field.selectAll()
    desk.type("vries")
    desk.press("Return")
    desk.scan("704120005")
    desk.store.go_on()
    desk.settle()

    assert admitted(desk) == ["WDHS-0005"]
    assert desk.scan_page.isVisible()
    assert desk.desk.panels.current is desk.desk.panels.tasks
    assert desk.field.text() == "vries"
    assert [line.name for line in desk.rows.shown] == ["Jan de Vries"]


def test_a_typed_number_that_is_none_leaves_the_next_number_alone(desk: DeskLaptop) -> None:
    desk.press("Escape")
    desk.store.hold()
    desk.type("9999")
    desk.press("Return")
    desk.type("WDHS-00")
    desk.store.go_on()
    desk.settle()
    desk.type("02")
    desk.press("Return")

    assert admitted(desk) == ["WDHS-0002"]
    assert desk.scan_page.isVisible()


def test_a_late_answer_to_a_typed_number_leaves_a_person_at_the_desk(desk: DeskLaptop) -> None:
    desk.press("Escape")
    desk.store.hold()
    desk.type("WDHS-0002")
    desk.press("Return", "F2")
    desk.type("vr")
    desk.store.go_on()
    desk.settle()
    desk.type("ies")
    desk.settle()

    assert desk.desk.isVisible()
    assert desk.field.text() == "vries"
    assert admitted(desk) == ["WDHS-0002"]


def test_a_group_let_in_by_one_key_is_undone_by_one_key(desk: DeskLaptop) -> None:
    desk.choose("ria")
    desk.tap("De hele groep")
    desk.settle()
    desk.tap("Allemaal")
    desk.press("Return")
    desk.settle()
    let_in = [one for one in desk.journal() if one.kind is Kind.IN]
    desk.press("F8")
    desk.settle()
    asked = desk.sheet()
    assert asked is not None
    title = asked.accessibleName()
    desk.press("Return")
    desk.settle()
    undone = {one.target for one in desk.journal() if one.kind is Kind.UNDO}

    assert sum(one.people for one in let_in) == 4
    assert title == "4 mensen van groep Dorpsbelang Hoogland, 12:00 ongedaan maken?"
    assert undone == {one.hash for one in let_in}
    assert desk.desk.message.startswith(
        "Ongedaan gemaakt. · 4 mensen van groep Dorpsbelang Hoogland"
    )
