"""Every kind of guest list comes in by the keys alone, as by the command.

The guests of each file are seen before anything is written. `test_shop_lists` says what is right.
"""

import shlex
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from kiosk.guestlist.list_draft import HoldUp
from kiosk.ui.files.import_texts import answer_texts
from tests.guestlist.test_shop_lists import NAMES, expected, file_of
from tests.ui.list_desk import ListDesk

FEW = ("eventbrite_rounded", "google_forms_nl", "handmade_nl")
MOST_STEPS = 30
MOST_KEYS = 60
RETURN, SPACE, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Down


def options_of(name: str) -> list[str]:
    """Return the options that answer a file's questions, as the window writes them."""
    words = expected(name).get("options", [])
    pairs = zip(words[::2], words[1::2], strict=True)
    return [f"{option} {shlex.quote(value)}" for option, value in pairs]


def step(desk: ListDesk, answers: list[str]) -> None:
    """Do the next step that the doctor asks for."""
    doctor = desk.page.doctor
    report, draft = doctor._report, doctor._draft  # what the page shows
    assert report is not None
    assert draft is not None
    match draft.hold_up(report):
        case HoldUp.QUESTIONS:
            question = report.questions[0]
            words = desk.page._words
            texts = answer_texts(question, words)
            answer = next((one for one in answers if one in texts), question.answers[0])
            desk.press_button(texts[answer])
        case HoldUp.NO_GROUP:
            assert isinstance(desk.focused, QComboBox)
            desk.press(DOWN, RETURN)
        case HoldUp.REJECTED_ROWS:
            desk.press(SPACE)
        case _:
            assert doctor.next_stop is desk.focused
            desk.press(RETURN)


def outcome(desk: ListDesk) -> dict[str, int]:
    with desk.session.open_store() as store:
        tickets = list(store.tickets.all())
    statuses = [ticket.status.value for ticket in tickets]
    return {
        "rows": len(tickets),
        "places": sum(ticket.places for ticket in tickets),
        **{one: statuses.count(one) for one in ("unpaid", "cancelled", "blocked")},
        "notes": sum(bool(ticket.note) for ticket in tickets),
    }


def take_in(desk: ListDesk, file: Path, answers: list[str]) -> None:
    desk.open(file)
    for _ in range(MOST_STEPS):
        if not desk.page.doctor.isVisible():
            return
        assert desk.statuses() == {}
        step(desk, answers)
    raise AssertionError(desk.said)


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=() if name in FEW else pytest.mark.slow)
        for name in NAMES
        if "refused" not in expected(name)
    ],
)
def test_a_list_comes_in_by_the_keys_alone(desk: ListDesk, name: str) -> None:
    right = expected(name)
    take_in(desk, file_of(name), options_of(name))

    assert desk.page.said.startswith("Ingelezen: ")
    found = outcome(desk)
    assert found == {one: right.get(one, found[one]) for one in found}
    assert desk.keys <= MOST_KEYS
