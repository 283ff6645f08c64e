from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from kiosk.ui.scan.number_keys import NumberKeys
from kiosk.ui.scan.possible_actions import NOTHING, PossibleActions
from tests.ui.input.test_hand_scanner import SCANNER_MS, typed

FOUR = PossibleActions(people=4, places=4, companion=True, undo=True)
ASKS = PossibleActions(people=12, places=12, undo=True, asks=True)
LONG_MS = 600_000
CODE = "2MXRQC5TPD7K2N3VW3HS2"


class Counter(QObject):
    """A field with keys for numbers, and what came of them."""

    def __init__(self, qtbot: QtBot, pause_ms: int) -> None:
        super().__init__()
        self.pages = QStackedWidget()
        self.page = QWidget()
        self.pages.addWidget(self.page)
        self.field = QLineEdit(self.page)
        self.offer = FOUR
        self.came: list[str] = []
        self.waits: list[str] = []
        self.keys = NumberKeys(self.field, lambda: self.offer, pause_ms=pause_ms)
        self.keys.chosen.connect(lambda number: self.came.append(str(number)))
        self.keys.companion.connect(lambda: self.came.append("+"))
        self.keys.waiting.connect(lambda key, _: self.waits.append(key))
        self.field.returnPressed.connect(lambda: self.came.append(f"typed {self.field.text()}"))
        qtbot.addWidget(self.pages)
        self.pages.show()
        self.field.setFocus()
        qtbot.waitUntil(self.field.hasFocus)

    def type(self, text: str) -> None:
        QTest.keyClicks(self.field, text)

    def enter(self) -> None:
        QTest.keyClick(self.field, Qt.Key.Key_Return)


@pytest.fixture
def slow(qtbot: QtBot) -> Counter:
    """Return a field that waits for longer than any test."""
    return Counter(qtbot, LONG_MS)


@pytest.fixture
def quick(qtbot: QtBot) -> Counter:
    return Counter(qtbot, 1)


@pytest.mark.parametrize("key", ["1", "4", "+"])
def test_a_key_alone_counts_after_a_pause(qtbot: QtBot, quick: Counter, key: str) -> None:
    quick.type(key)
    qtbot.waitUntil(lambda: quick.came == [key])

    assert quick.field.text() == ""


def test_a_key_that_waits_is_seen_in_the_field_and_changes_nothing_yet(slow: Counter) -> None:
    slow.type("2")

    assert (slow.came, slow.waits, slow.field.text()) == ([], ["2"], "2")


def test_a_key_that_text_follows_counts_no_guest(slow: Counter) -> None:
    slow.type("2041")
    slow.keys.settle()

    assert (slow.came, slow.waits, slow.field.text()) == ([], ["2", ""], "2041")


def test_enter_counts_a_number_at_once(slow: Counter) -> None:
    slow.type("2")
    slow.enter()

    assert (slow.came, slow.waits, slow.field.text()) == (["2"], ["2", ""], "")


@pytest.mark.parametrize("text", ["5", "0", "02", "51", "²"])
def test_a_number_that_is_not_offered_is_a_ticket_number(slow: Counter, text: str) -> None:
    slow.type(text)
    slow.enter()

    assert (slow.came, slow.waits) == ([f"typed {text}"], [])


def test_no_key_counts_while_nothing_is_offered(slow: Counter) -> None:
    slow.offer = NOTHING
    slow.type("2")
    slow.enter()

    assert slow.came == ["typed 2"]


def test_the_next_guest_comes_after_the_number_that_waited(slow: Counter) -> None:
    slow.type("3")
    slow.keys.settle()

    assert (slow.came, slow.field.text()) == (["3"], "")


def test_a_number_that_was_taken_back_counts_no_guest(slow: Counter) -> None:
    slow.type("3")
    QTest.keyClick(slow.field, Qt.Key.Key_Backspace)
    slow.keys.settle()

    assert (slow.came, slow.waits) == ([], ["3", ""])


@pytest.mark.usefixtures("scanner")
def test_a_number_that_waits_outlasts_a_code_typed_behind_it(slow: Counter) -> None:
    slow.type("3")
    typed(slow.field, "MXRQC5TPD7K2N3VW3HS2JZBYAE", SCANNER_MS, Qt.Key.Key_Return)
    slow.keys.settle()

    assert (slow.came, slow.field.text()) == (["3"], "")


@pytest.mark.usefixtures("scanner")
def test_the_first_digit_of_a_code_counts_no_guest(slow: Counter) -> None:
    typed(slow.field, CODE, SCANNER_MS, Qt.Key.Key_Return)
    slow.keys.settle()

    assert (slow.came, slow.field.text()) == ([], "")


def test_a_question_takes_a_number_and_enter(slow: Counter) -> None:
    slow.offer = ASKS
    slow.type("7")
    slow.keys.settle()
    asked = list(slow.came)
    slow.enter()

    assert (asked, slow.came, slow.waits) == ([], ["7"], [])


def test_enter_alone_answers_a_question_with_the_number_filled_in(slow: Counter) -> None:
    slow.offer = ASKS
    slow.enter()

    assert slow.came == ["12"]


def test_enter_alone_answers_nothing_where_nothing_is_asked(slow: Counter) -> None:
    slow.enter()

    assert slow.came == ["typed "]


@pytest.mark.usefixtures("scanner")
@pytest.mark.parametrize("ended", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_a_hand_scanners_own_enter_answers_no_question(slow: Counter, ended: Qt.Key) -> None:
    slow.offer = ASKS
    typed(slow.field, CODE, SCANNER_MS, ended)

    assert slow.came == []


def test_a_sheet_over_the_page_ends_a_number_that_waits(qtbot: QtBot, slow: Counter) -> None:
    slow.type("2")
    other = QLineEdit(slow.page)
    other.show()
    other.setFocus()
    qtbot.waitUntil(lambda: slow.field.text() == "")

    assert slow.came == []


def test_another_page_comes_after_the_number_that_waits(qtbot: QtBot, slow: Counter) -> None:
    slow.offer = replace(FOUR, people=3)
    slow.type("2")
    other = QLineEdit()
    slow.pages.addWidget(other)
    slow.pages.setCurrentWidget(other)
    other.setFocus()

    qtbot.waitUntil(lambda: slow.came == ["2"])
