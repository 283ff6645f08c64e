"""A desk's laptop by keys alone: after each action the next name can be typed at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

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


def presses(desk: DeskLaptop, text: str) -> None:
    """Walk to a button by Tab, and press it."""
    button = next(
        one
        for one in desk.window.findChildren(QPushButton)
        if one.isVisible() and one.text() == text
    )
    button.setFocus()
    desk.press("Space")
    desk.wait(lambda: not button.isDown())
    desk.settle()


def types_next(desk: DeskLaptop) -> bool:
    """Return whether the cursor is in the search, so that what is typed replaces what is there."""
    field = desk.field
    return QApplication.focusWidget() is field and field.selectedText() == field.text()


@pytest.mark.parametrize(
    ("name", "button"),
    [("kim", "Tegenhouden"), ("sem", "Betaald"), ("bo li", "Laten vervallen")],
)
def test_after_a_ticket_is_changed_the_next_name_is_typed(
    desk: DeskLaptop, name: str, button: str
) -> None:
    desk.choose(name)
    presses(desk, button)
    if button == "Laten vervallen":
        presses(desk, "Ja, doe het")

    assert types_next(desk)
    assert desk.journal()[-1].detail["action"] in ("block", "pay", "cancel")


def test_after_a_ticket_is_allowed_again_the_next_name_is_typed(desk: DeskLaptop) -> None:
    desk.choose("kim")
    presses(desk, "Tegenhouden")
    presses(desk, "Vrijgeven")

    assert types_next(desk)
    assert desk.journal()[-1].detail["action"] == "lift"


@pytest.mark.parametrize("answer", ["Nee", "Escape"])
def test_after_a_question_is_taken_back_the_keys_are_where_it_was_asked(
    desk: DeskLaptop, answer: str
) -> None:
    desk.choose("bo li")
    presses(desk, "Laten vervallen")
    if answer == "Nee":
        presses(desk, answer)
    else:
        desk.press(answer)
    focused = QApplication.focusWidget()

    assert isinstance(focused, QPushButton)
    assert focused.text() == "Laten vervallen"


def test_after_a_new_name_the_next_name_is_typed(desk: DeskLaptop) -> None:
    desk.choose("kim")
    presses(desk, "Andere naam")
    desk.type("Bo Bos")
    desk.press("Return")
    desk.settle()

    assert types_next(desk)
    assert desk.desk.message == "De naam is veranderd."


def test_after_a_new_code_enter_prints_and_escape_goes_on(desk: DeskLaptop) -> None:
    desk.choose("kim")
    presses(desk, "Nieuwe code")
    presses(desk, "Ja, doe het")
    focused = QApplication.focusWidget()
    assert isinstance(focused, QPushButton)
    printing = focused.text()
    desk.press("Escape")

    assert printing == "Afdrukken"
    assert types_next(desk)


def test_after_an_undo_the_next_name_is_typed_and_nothing_old_is_shown(desk: DeskLaptop) -> None:
    desk.choose("kim")
    presses(desk, "Tegenhouden")
    desk.press("F8")
    desk.settle()
    assert desk.sheet() is not None
    desk.press("Return")
    desk.settle()

    assert types_next(desk)
    assert desk.desk.panels.current is desk.desk.panels.tasks
    assert desk.desk.message.startswith("Ongedaan gemaakt.")


def test_after_a_group_the_next_name_is_typed(desk: DeskLaptop) -> None:
    desk.choose("ria")
    presses(desk, "De hele groep")
    desk.tap("Allemaal")
    desk.tap("Inchecken: 3 (Enter)")
    desk.settle()

    assert types_next(desk)
    assert desk.desk.message == "4 naar binnen."


def test_a_paper_list_goes_from_guest_to_time_to_guest(desk: DeskLaptop) -> None:
    desk.press("Ctrl+2")
    presses(desk, "Ging weg")
    turned = types_next(desk)
    presses(desk, "Kwam binnen")
    desk.type("kim")
    desk.settle()
    desk.stand_still()
    desk.press("Return")
    desk.press("Return")
    desk.type("1130")
    desk.press("Return")
    desk.settle()

    assert turned
    assert types_next(desk)


@pytest.mark.parametrize("key", ["Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4"])
def test_each_panel_is_left_by_its_button(desk: DeskLaptop, key: str) -> None:
    desk.press(key)
    desk.settle()
    panel = desk.desk.panels.current
    desk.tap("Sluit (Esc)")

    assert panel is not desk.desk.panels.tasks
    assert desk.desk.panels.current is desk.desk.panels.tasks
    assert types_next(desk)
