from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kiosk.admin.requests import EnrolmentRequest
from kiosk.domain.passphrases import is_strong_passphrase
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
from tests.ui.fake_station import FakeStation
from tests.ui.fakes import ui_of
from tests.ui.fits import clipped
from tests.ui.guests import EVENT, NOW, POST, part

STICK = Path("/media/stick")
FILE = STICK / "feest.kiosk-event"
BASE = "We Doen  Het Samen 2026-04-13"
DOORS = (
    *("Hoofdingang 2", "Tuinzijde 1", "Hoofdingang 3", "Tuinzijde 2"),
    *("Hoofdingang 4", "Tuinzijde 3", "Hoofdingang 5"),
)


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


def fields(sheet: EventFileDialog) -> list[QLineEdit]:
    """Return the numbers of doors, desks and spares, and the passphrase."""
    return [one for one in sheet.findChildren(QLineEdit) if one.accessibleName()]


def make(sheet: EventFileDialog) -> QFileDialog:
    part(sheet, QPushButton, "primary").click()
    (*_, dialog) = sheet.findChildren(QFileDialog)
    return dialog


def save_as(sheet: EventFileDialog, path: Path) -> str:
    dialog = make(sheet)
    proposed = Path(dialog.selectedFiles()[0]).name if dialog.selectedFiles() else ""
    dialog.fileSelected.emit(str(path))
    dialog.close()
    return proposed


@pytest.fixture
def packs() -> FakeStation:
    return FakeStation(enrols=True)


@pytest.fixture
def day(qtbot: QtBot, labels: Language, words: dict[str, Texts], packs: FakeStation) -> AdminsDay:
    return AdminsDay(qtbot, labels, words, "nl", packs)


def test_doors_desks_and_spares_are_set_up_in_one_go_with_proposed_words(
    day: AdminsDay, packs: FakeStation
) -> None:
    sheet = day.open()
    doors, desks, spares, passphrase = fields(sheet)
    doors.setText("7")
    desks.setText("2")
    spares.setText("1")
    words = passphrase.text()
    save_as(sheet, STICK)

    assert is_strong_passphrase(words)
    assert [(path.name, one.stations, one.role, one.names) for path, one in packs.packed] == [
        (f"{BASE} deur.kiosk-event", 7, Role.DOOR, DOORS),
        (f"{BASE} balie.kiosk-event", 2, Role.DESK, ("Balie 1", "Balie 2")),
        (f"{BASE} reserve.kiosk-event", 1, Role.DOOR, ("Reserve 1",)),
    ]
    assert [one.spare for _, one in packs.packed] == [False, False, True]
    assert {one.passphrase for _, one in packs.packed} == {words}
    assert packs.written[STICK / "stickers laptops.pdf"].startswith(b"%PDF")
    assert "Klaar voor 10 laptops" in sheet.message
    assert passphrase.text() == words


def test_other_words_are_proposed(day: AdminsDay) -> None:
    sheet = day.open()
    *_, passphrase = fields(sheet)
    first = passphrase.text()
    part(sheet, QPushButton, "otherWords").click()
    assert passphrase.text() != first


def test_after_the_files_were_made_the_button_closes_and_typing_makes_others(
    day: AdminsDay, packs: FakeStation
) -> None:
    sheet = day.open()
    save_as(sheet, STICK)
    button = part(sheet, QPushButton, "primary")
    done = button.text()
    doors, *_ = fields(sheet)
    QTest.keyClicks(doors, "2")
    again = button.text()
    save_as(sheet, STICK)
    button.click()

    assert (done, again) == ("Klaar", "Maak de bestanden …")
    assert len(packs.packed) == 2
    assert not sheet.is_open


@pytest.mark.parametrize(("kind", "recovery", "mark"), [(1, False, "beheer"), (2, True, "herstel")])
def test_an_admin_and_the_recovery_file_get_one_file_without_stickers(
    day: AdminsDay, packs: FakeStation, kind: int, recovery: bool, mark: str
) -> None:
    sheet = day.open()
    sheet.findChildren(ComboBox)[0].setCurrentIndex(kind)
    *_, passphrase = fields(sheet)
    assert mark in save_as(sheet, FILE)
    request = EnrolmentRequest(passphrase.text(), 1, Role.ADMIN, recovery=recovery)
    assert packs.packed == [(FILE, request)]
    assert packs.written == {}
    assert "apart" in sheet.message


@pytest.mark.parametrize(
    ("place", "text", "expected"), [(3, "kort", "te makkelijk"), (0, "0", "hoeveel laptops")]
)
def test_unusable_input_is_reported_before_a_folder_is_chosen(
    day: AdminsDay, packs: FakeStation, place: int, text: str, expected: str
) -> None:
    sheet = day.open()
    fields(sheet)[place].setText(text)
    part(sheet, QPushButton, "primary").click()
    assert expected in sheet.message
    assert sheet.findChildren(QFileDialog) == []
    assert packs.packed == []


def test_a_file_that_cannot_be_written_is_reported_and_can_be_tried_again(
    day: AdminsDay, packs: FakeStation
) -> None:
    packs.fails = WorldFailed("error.file_not_written", file=FILE)
    sheet = day.open()
    save_as(sheet, STICK)
    assert "kan niet geschreven worden" in sheet.message
    packs.fails = None
    save_as(sheet, STICK)
    assert len(packs.packed) == 2
    assert "Klaar voor 1 laptop:" in sheet.message


def test_who_went_on_meanwhile_is_shown_at_the_door(day: AdminsDay, packs: FakeStation) -> None:
    sheet = day.open()
    dialog = make(sheet)
    sheet.dismiss()
    dialog.fileSelected.emit(str(STICK))
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
        words[language].say(
            "pack.made", files=f"{BASE} deur.kiosk-event, {BASE} balie.kiosk-event", count=12
        )
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
