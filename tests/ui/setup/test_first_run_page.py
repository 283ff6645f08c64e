from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kiosk.admin.requests import NewEvent
from kiosk.checkin.station_context import StationContext
from kiosk.errors import UnusableInput
from kiosk.guestlist.import_report import ImportOptions
from kiosk.guestlist.sources.file_kind import LIST_SUFFIXES
from kiosk.texts import LANGUAGES, Texts
from kiosk.ui.setup.first_run_controller import FirstRunController
from kiosk.ui.setup.first_run_page import FirstRunPage
from kiosk.ui.shell.main_window import SMALLEST, Window
from kiosk.ui.style.language import Language
from tests.ui.fake_files import ASKS, CALM, FakeFiles
from tests.ui.fake_setup import FakeSetup
from tests.ui.fakes import ui_of
from tests.ui.fits import clipped
from tests.ui.guests import POST, part

LIST = Path("webwinkel.csv")


class FirstDay:
    """A window on its first day, with the wizard in it."""

    def __init__(self, qtbot: QtBot, labels: Language, words: dict[str, Texts], lang: str) -> None:
        self.setup = FakeSetup()
        self.stood: list[StationContext] = []
        self.window = Window(labels, words, language=lang)
        qtbot.addWidget(self.window)
        self.wizard = FirstRunPage("2026-04-13")
        self.files = FakeFiles()
        FirstRunController(
            ui_of(self.window, self.setup),
            ui_of(self.window, self.files),
            self.wizard,
            self.stood.append,
        )
        self.window.show_setup_page(self.wizard)
        self.window.resize(SMALLEST)
        self.window.show()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)

    def type(self, keys: str) -> None:
        QTest.keyClicks(_focused(), keys)

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(_focused(), key)

    def told(self) -> str:
        return part(self.wizard, QLabel, "wizardTold").text()


def _focused() -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


@pytest.fixture
def day(qtbot: QtBot, labels: Language, words: dict[str, Texts]) -> FirstDay:
    return FirstDay(qtbot, labels, words, "nl")


def test_an_event_is_made_with_the_keyboard_alone(day: FirstDay) -> None:
    day.type("Zomerfeest")
    day.press(Qt.Key.Key_Return)
    day.press(Qt.Key.Key_Tab)
    day.press(Qt.Key.Key_Return)

    assert day.setup.made == [NewEvent("Zomerfeest", "2026-04-13", "Hoofdingang", "Hoofdingang 1")]
    assert day.stood == [POST]


def test_the_laptop_is_called_by_the_first_entrance_until_a_person_names_it(day: FirstDay) -> None:
    entrances, station = day.wizard.findChildren(QLineEdit)[2:4]
    entrances.setText("Zuid; Noord")
    assert station.text() == "Zuid 1"
    entrances.clear()
    assert station.text() == "Laptop 1"
    station.setText("Kantoor")
    entrances.setText("Noord")
    assert station.text() == "Kantoor"


def test_what_cannot_be_used_is_said_and_what_was_typed_stays(day: FirstDay) -> None:
    day.press(Qt.Key.Key_Return)

    assert day.stood == []
    assert day.told() == "Vul in hoe het evenement heet."
    assert day.wizard.isEnabled()


def test_a_guest_list_is_checked_before_it_comes_in(day: FirstDay) -> None:
    day.type("Zomerfeest")
    day.press(Qt.Key.Key_Return)
    day.wizard.lists_chosen.emit([LIST])
    looked = day.files.asked[-1][2]
    day.files.report = replace(CALM, added=312, applied=True)
    day.press(Qt.Key.Key_Return)
    taken = day.files.asked[-1][2]
    day.press(Qt.Key.Key_Return)

    assert (looked, taken) == (ImportOptions(dry_run=True), ImportOptions())
    assert day.told().startswith("312 tickets erbij. Andere laptops zet je")
    assert day.stood == [POST]


def test_a_question_of_the_first_list_is_answered_by_the_keys(day: FirstDay) -> None:
    day.files.report = ASKS
    day.type("Zomerfeest")
    day.press(Qt.Key.Key_Return)
    day.wizard.lists_chosen.emit([LIST])
    day.files.report = CALM
    day.press(Qt.Key.Key_Return)
    asked = day.files.asked[-1][2]
    day.press(Qt.Key.Key_Return)

    assert asked == ImportOptions(dry_run=True, statuses=("Wacht op antwoord=valid",))
    assert day.files.asked[-1][2] == ImportOptions(statuses=("Wacht op antwoord=valid",))


def test_escape_leaves_the_first_list_out(day: FirstDay) -> None:
    day.type("Zomerfeest")
    day.press(Qt.Key.Key_Return)
    day.wizard.lists_chosen.emit([LIST])
    day.press(Qt.Key.Key_Escape)
    day.press(Qt.Key.Key_Tab)

    assert day.wizard.isVisible()
    assert [one[2] for one in day.files.asked] == [ImportOptions(dry_run=True)]


def test_a_first_list_that_cannot_be_read_is_said_and_another_is_chosen(day: FirstDay) -> None:
    day.files.fails = UnusableInput("error.list_empty", file=LIST.name)
    day.type("Zomerfeest")
    day.press(Qt.Key.Key_Return)
    day.wizard.lists_chosen.emit([LIST])

    assert day.told() == "Het bestand 'webwinkel.csv' is leeg. Kies een ander bestand."
    assert day.wizard.isVisible()
    assert day.wizard.isEnabled()


def test_all_kinds_of_guest_lists_are_offered(day: FirstDay) -> None:
    day.type("Zomerfeest")
    day.press(Qt.Key.Key_Return)
    day.press(Qt.Key.Key_Return)
    dialog = part(day.wizard, QFileDialog)
    assert all(f"*{suffix}" in dialog.nameFilters()[0] for suffix in LIST_SUFFIXES)
    dialog.reject()


def test_a_demo_can_be_opened_at_once(day: FirstDay) -> None:
    part(day.wizard, QPushButton, "demo").click()

    assert day.stood == [POST]
    assert day.setup.made == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_the_first_questions_is_clipped(
    qtbot: QtBot, labels: Language, words: dict[str, Texts], language: str
) -> None:
    day = FirstDay(qtbot, labels, words, language)
    asked = clipped(day.wizard)
    day.wizard.ask_for_list()

    assert asked == []
    assert clipped(day.wizard) == []
    day.wizard.show_trouble("x " * 150)
    QApplication.processEvents()
    assert clipped(day.wizard) == []
