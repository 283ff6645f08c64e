from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kiosk.admin.requests import LostEntries
from kiosk.checkin.station_context import StationContext
from kiosk.domain.roles import Role
from kiosk.texts import LANGUAGES, Texts
from kiosk.ui.setup.first_run_controller import FirstRunController
from kiosk.ui.setup.join_page import JoinPage
from kiosk.ui.setup.tiles_page import TilesPage
from kiosk.ui.shell.main_window import SMALLEST, Window
from kiosk.ui.style.language import Language
from kiosk.ui.widgets.choice_dialog import ChoiceDialog
from kiosk.ui.widgets.combo_box import ComboBox
from tests.ui.fake_network import INVITE
from tests.ui.fake_setup import OFFER, PASSPHRASE, FakeSetup
from tests.ui.fakes import ui_of
from tests.ui.fits import clipped
from tests.ui.guests import POST

ZONE = ZoneInfo("Europe/Amsterdam")
FILE = Path("/media/stick/We Doen Het Samen! 2026-05-30.kiosk-event")


class JoiningDay:
    """A window on a borrowed laptop, with the page of joining in it."""

    def __init__(
        self,
        qtbot: QtBot,
        labels: Language,
        words: dict[str, Texts],
        lang: str,
        on_sticks: Sequence[Path] = (),
    ) -> None:
        self.setup = FakeSetup(on_sticks=list(on_sticks))
        self.started: list[StationContext] = []
        self.words = words[lang]
        self.window = Window(labels, words, language=lang)
        qtbot.addWidget(self.window)
        FirstRunController(ui_of(self.window, self.setup), self.started.append).begin()
        self.window.resize(SMALLEST)
        with qtbot.waitActive(self.window):
            self.window.show()
        self.window.findChildren(TilesPage)[0].join_asked.emit()
        self.page = self.window.findChildren(JoinPage)[0]

    def type(self, keys: str) -> None:
        QTest.keyClicks(focused(), keys)

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(focused(), key)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


@pytest.fixture
def day(qtbot: QtBot, labels: Language, words: dict[str, Texts]) -> JoiningDay:
    return JoiningDay(qtbot, labels, words, "nl")


def test_a_laptop_joins_with_the_keyboard_alone(day: JoiningDay) -> None:
    day.page.choose(FILE)
    day.type(PASSPHRASE)
    day.press(Qt.Key.Key_Return)
    assert day.page.message == "Deze laptop krijgt de rol: deur."
    day.press(Qt.Key.Key_Tab)
    day.press(Qt.Key.Key_Down)
    day.press(Qt.Key.Key_Return)

    assert (day.setup.opened, day.setup.joined) == ([FILE], [("Zuid 1", "Zuid")])
    assert day.started == [POST]


def test_the_one_event_file_on_a_stick_is_found(
    qtbot: QtBot, labels: Language, words: dict[str, Texts]
) -> None:
    day = JoiningDay(qtbot, labels, words, "nl", [FILE])
    day.type(PASSPHRASE)
    day.press(Qt.Key.Key_Return)
    assert day.setup.opened == [FILE]


def test_of_several_event_files_a_person_chooses(
    qtbot: QtBot, labels: Language, words: dict[str, Texts]
) -> None:
    other = FILE.with_name("ander.kiosk-event")
    day = JoiningDay(qtbot, labels, words, "nl", [FILE, other])
    assert day.page.source.path is None
    qtbot.waitUntil(lambda: bool(day.window.findChildren(ChoiceDialog)))
    (dialog,) = day.window.findChildren(ChoiceDialog)
    assert dialog.accessibleName() == "Welk bestand is voor deze laptop?"
    day.type("2")
    assert day.page.source.path == other
    day.type(PASSPHRASE)
    day.press(Qt.Key.Key_Return)
    assert day.setup.opened == [other]


def test_another_passphrase_is_said_and_can_be_typed_again_at_once(day: JoiningDay) -> None:
    day.page.choose(FILE)
    day.type("iets anders")
    day.press(Qt.Key.Key_Return)
    assert "gaat niet open" in day.page.message
    day.type(PASSPHRASE)
    day.press(Qt.Key.Key_Return)
    assert day.page.message == "Deze laptop krijgt de rol: deur."


def test_a_passphrase_is_not_shown_unless_asked(day: JoiningDay) -> None:
    day.page.choose(FILE)
    field = focused()
    assert isinstance(field, QLineEdit)
    assert field.echoMode() is QLineEdit.EchoMode.Password
    day.press(Qt.Key.Key_Tab)
    day.press(Qt.Key.Key_Space)
    assert field.echoMode() is QLineEdit.EchoMode.Normal


def test_a_laptop_joins_by_an_invite(day: JoiningDay) -> None:
    (field,) = day.page.findChildren(QLineEdit, "joinInvite")
    field.setText("geen uitnodiging")
    field.returnPressed.emit()
    assert "uitnodiging" in day.page.message
    assert focused() is field
    day.type(INVITE.text)
    day.press(Qt.Key.Key_Return)
    day.press(Qt.Key.Key_Return)

    assert day.setup.invites == [INVITE.text]
    assert day.setup.joined == [("Noord 2", "Noord")]


def test_what_cannot_be_is_said_and_joining_goes_on(day: JoiningDay) -> None:
    day.page.choose(FILE)
    day.page.show_offer(replace(OFFER, name=""))
    day.press(Qt.Key.Key_Return)
    assert "name" in day.page.message
    assert day.page.isEnabled()
    assert day.started == []


@pytest.mark.parametrize(
    ("keys", "joined"),
    [((), ("Zuid 1", "Zuid")), ((Qt.Key.Key_Tab, Qt.Key.Key_Up), ("Noord 2", "Noord"))],
)
def test_the_name_and_the_entrance_are_those_of_the_next_sticker(
    day: JoiningDay, keys: Sequence[Qt.Key], joined: tuple[str, str]
) -> None:
    planned = ("Noord 1", "Zuid 1", "Noord 2")
    day.page.choose(FILE)
    offer = replace(OFFER, entrance="Zuid", name="Zuid 1", planned=planned, taken=("Noord 1",))
    day.page.show_offer(offer)
    for key in (*keys, Qt.Key.Key_Return):
        day.press(key)

    assert day.setup.joined == [joined]


def test_a_laptop_of_the_desk_keeps_its_planned_name_at_any_entrance(day: JoiningDay) -> None:
    day.page.choose(FILE)
    day.page.show_offer(replace(OFFER, name="Balie 1", planned=("Balie 1",), role=Role.DESK))
    day.press(Qt.Key.Key_Tab)
    day.press(Qt.Key.Key_Down)
    day.press(Qt.Key.Key_Return)

    assert day.setup.joined == [("Balie 1", "Zuid")]


def test_a_clock_that_is_behind_is_said_before_joining(day: JoiningDay) -> None:
    day.page.show_offer(replace(OFFER, clock_behind=True))
    assert "loopt achter" in day.page.message


@pytest.mark.parametrize(
    ("known_until", "expected"),
    [
        (datetime(2026, 5, 30, 13, 2, tzinfo=ZONE), "na 13:02 is gescand"),
        (datetime(2026, 5, 29, 20, 5, tzinfo=ZONE), "na vrijdag 29 mei 20:05 is gescand"),
        (None, "Wat hier is gescand"),
    ],
)
def test_a_laptop_that_lost_its_data_reads_which_scans_are_gone(
    day: JoiningDay, known_until: datetime | None, expected: str
) -> None:
    at = round(known_until.timestamp() * 1000) if known_until else None
    day.page.show_offer(replace(OFFER, lost=LostEntries(at, ZONE)))
    QApplication.processEvents()
    assert expected in day.page.message
    assert clipped(day.page) == []


def test_who_rather_makes_an_event_goes_back(day: JoiningDay) -> None:
    day.page.back_asked.emit()
    (tiles,) = day.window.findChildren(TilesPage)
    assert tiles.isVisible()
    assert not day.page.isVisible()


def test_a_long_name_of_an_event_leaves_its_fields_their_room(day: JoiningDay) -> None:
    name = "We Doen Het Samen! Landelijk Festival voor Bewoners en Beleid in Amersfoort"
    day.page.show_offer(replace(OFFER, event=name, clock_behind=True))
    QApplication.processEvents()
    (entrance,) = day.page.findChildren(ComboBox)
    laptop = next(one for one in day.page.findChildren(QLineEdit) if one.isVisible())
    assert laptop.geometry().bottom() < entrance.geometry().top()
    assert clipped(day.page) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_joining_is_clipped(
    qtbot: QtBot, labels: Language, words: dict[str, Texts], language: str
) -> None:
    day = JoiningDay(qtbot, labels, words, language)
    wrong = clipped(day.page)
    day.page.choose(FILE)
    wrong += clipped(day.page)
    day.page.show_trouble(
        day.words.say("error.event_file_closed", file=FILE.name),
    )
    QApplication.processEvents()
    wrong += clipped(day.page)
    day.page.show_offer(replace(OFFER, clock_behind=True))
    QApplication.processEvents()
    wrong += clipped(day.page)
    assert [text for text in wrong if text != FILE.name] == []
    assert day.page.findChildren(ComboBox)[0].count() == 3
    assert not [one for one in day.page.findChildren(QPushButton) if not one.text()]
