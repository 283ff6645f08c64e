from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kiosk.admin.requests import EnrolmentRequest
from kiosk.domain.roles import Role
from kiosk.errors import WorldFailed
from kiosk.texts import LANGUAGES, Texts
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.shell.main_window import SMALLEST, Window
from kiosk.ui.station.event_file_controller import EventFileController
from kiosk.ui.station.event_file_dialog import EventFileDialog
from kiosk.ui.station.name_copy_controller import NameCopyController
from kiosk.ui.style.language import Language
from kiosk.ui.style.theme import LIGHT
from kiosk.ui.widgets.combo_box import ComboBox
from kiosk.ui.widgets.name_dialog import NameDialog
from kiosk.ui.widgets.status_label import StatusLabel
from tests.ui.fake_setup import PASSPHRASE
from tests.ui.fake_station import FakeStation
from tests.ui.fakes import ui_of
from tests.ui.fits import clipped
from tests.ui.guests import EVENT, NOW, POST, part

FILE = Path("/media/stick/feest.kiosk-event")


class AdminsDay:
    """A window on the laptop that made the event."""

    def __init__(
        self,
        qtbot: QtBot,
        labels: Language,
        words: dict[str, Texts],
        lang: str,
        station: FakeStation,
    ) -> None:
        self.station = station
        self.offered = 0
        self.window = Window(labels, words, language=lang)
        qtbot.addWidget(self.window)
        event = replace(EVENT, name="We Doen: Het Samen")
        self.page = ScanPage(replace(POST, event=event), words[lang], lambda: NOW, LIGHT)
        self.window.add_scan(self.page)
        self.window.resize(SMALLEST)
        with qtbot.waitActive(self.window):
            self.window.show()
        self.ui = ui_of(self.window, self.station)
        self.setting_up = EventFileController(self.ui, self.page, self.offer)

    def offer(self, _: object) -> None:
        self.offered += 1

    def open(self) -> EventFileDialog:
        QTest.keyClick(self.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        return self.window.findChildren(EventFileDialog)[0]


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def type_passphrases(sheet: EventFileDialog, first: str, second: str) -> None:
    fields = [
        one
        for one in sheet.findChildren(QLineEdit)
        if one.echoMode() is QLineEdit.EchoMode.Password
    ]
    for field, text in zip(fields, (first, second), strict=True):
        field.setText(text)
    QTest.keyClick(fields[1], Qt.Key.Key_Return)


def save_again(sheet: EventFileDialog) -> None:
    type_passphrases(sheet, PASSPHRASE, PASSPHRASE)
    (*_, dialog) = sheet.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(FILE))
    dialog.close()


def save_as(sheet: EventFileDialog, path: Path) -> str:
    (dialog,) = sheet.findChildren(QFileDialog)
    proposed = Path(dialog.selectedFiles()[0]).name
    dialog.fileSelected.emit(str(path))
    dialog.close()
    return proposed


@pytest.fixture
def packs() -> FakeStation:
    return FakeStation(enrols=True)


@pytest.fixture
def day(qtbot: QtBot, labels: Language, words: dict[str, Texts], packs: FakeStation) -> AdminsDay:
    return AdminsDay(qtbot, labels, words, "nl", packs)


def test_laptops_are_set_up_for_a_role(day: AdminsDay, packs: FakeStation) -> None:
    sheet = day.open()
    QTest.keyClicks(focused(), "\b9")
    sheet.findChildren(ComboBox)[0].setCurrentIndex(1)
    type_passphrases(sheet, PASSPHRASE, f" {PASSPHRASE}")
    assert save_as(sheet, FILE) == "We Doen  Het Samen 2026-04-13.kiosk-event"
    assert packs.packed == [(FILE, EnrolmentRequest(PASSPHRASE, 9, Role.DESK))]
    assert "Klaar voor 9 laptops: feest.kiosk-event." in sheet.message
    assert not [one for one in sheet.findChildren(QLineEdit) if PASSPHRASE in one.text()]


def test_after_a_file_was_made_the_button_closes_and_typing_makes_another(day: AdminsDay) -> None:
    sheet = day.open()
    type_passphrases(sheet, PASSPHRASE, PASSPHRASE)
    save_as(sheet, FILE)
    button = part(sheet, QPushButton, "primary")
    done = button.text()
    QTest.keyClicks(sheet.findChildren(QLineEdit)[0], "2")
    again = button.text()
    save_again(sheet)
    button.click()

    assert (done, again) == ("Klaar", "Maak het bestand …")
    assert not sheet.is_open


def test_the_recovery_file_is_for_nobody_else(day: AdminsDay, packs: FakeStation) -> None:
    sheet = day.open()
    sheet.findChildren(ComboBox)[0].setCurrentIndex(3)
    type_passphrases(sheet, PASSPHRASE, PASSPHRASE)
    assert "herstel" in save_as(sheet, FILE)
    assert packs.packed == [(FILE, EnrolmentRequest(PASSPHRASE, 1, Role.ADMIN, recovery=True))]
    assert "apart" in sheet.message


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [("kort", "kort", "te makkelijk"), (PASSPHRASE, f"{PASSPHRASE}!", "verschillend")],
)
def test_a_passphrase_that_is_weak_or_mistyped_is_told_before_a_file_is_chosen(
    day: AdminsDay, packs: FakeStation, first: str, second: str, told: str
) -> None:
    sheet = day.open()
    type_passphrases(sheet, first, second)
    assert told in sheet.message
    assert sheet.findChildren(QFileDialog) == []
    assert packs.packed == []


def test_a_file_that_cannot_be_written_is_told_and_can_be_tried_again(
    day: AdminsDay, packs: FakeStation
) -> None:
    packs.fails = WorldFailed("error.file_not_written", file=FILE)
    sheet = day.open()
    type_passphrases(sheet, PASSPHRASE, PASSPHRASE)
    save_as(sheet, FILE)
    assert "kan niet geschreven worden" in sheet.message
    packs.fails = None
    type_passphrases(sheet, PASSPHRASE, PASSPHRASE)
    (*_, dialog) = sheet.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(FILE))
    assert len(packs.packed) == 2


def test_who_went_on_meanwhile_is_told_at_the_door(day: AdminsDay, packs: FakeStation) -> None:
    sheet = day.open()
    type_passphrases(sheet, PASSPHRASE, PASSPHRASE)
    (dialog,) = sheet.findChildren(QFileDialog)
    sheet.dismiss()
    dialog.fileSelected.emit(str(FILE))
    assert len(packs.packed) == 1


def test_without_the_organisers_key_nothing_is_offered(
    qtbot: QtBot, labels: Language, words: dict[str, Texts], day: AdminsDay
) -> None:
    assert day.offered == 1
    other = AdminsDay(qtbot, labels, words, "nl", FakeStation())
    assert other.offered == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_setting_up_is_clipped(
    qtbot: QtBot, labels: Language, words: dict[str, Texts], packs: FakeStation, language: str
) -> None:
    day = AdminsDay(qtbot, labels, words, language, packs)
    sheet = day.open()
    assert clipped(sheet) == []
    sheet.show_written(
        words[language].say("pack.made", file="We Doen Het Samen 2026.kiosk-event", count=12)
    )
    qtbot.waitUntil(lambda: clipped(sheet) == [])
    room: QSize = day.window.size()
    assert sheet.frame.height() <= room.height()


def test_a_laptop_with_a_copied_folder_is_asked_for_a_name_of_its_own(day: AdminsDay) -> None:
    day.station.copied = "Noord 1"
    NameCopyController(day.ui, day.page)
    (sheet,) = day.window.findChildren(NameDialog)
    assert "Noord 1" in sheet.accessibleName()
    QTest.keyClicks(focused(), "Noord 1")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    (*_, again) = day.window.findChildren(NameDialog)
    (status,) = again.findChildren(StatusLabel)
    assert "Kies een andere naam." in status.text()
    QTest.keyClicks(focused(), "Noord 3")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert day.station.asked == ["name Noord 3"]


def test_a_laptop_with_a_folder_of_its_own_is_asked_nothing(day: AdminsDay) -> None:
    NameCopyController(day.ui, day.page)
    assert day.window.findChildren(NameDialog) == []
