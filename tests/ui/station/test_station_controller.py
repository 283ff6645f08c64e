from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from kiosk.domain.roles import Role
from kiosk.domain.verdict import Colour
from kiosk.texts import LANGUAGES, Texts
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.scan.sounds import Device, Speaker
from kiosk.ui.shell.main_window import SMALLEST, Window
from kiosk.ui.shell.pin_prompt import PinPrompt
from kiosk.ui.station.health_monitor import HealthMonitor
from kiosk.ui.station.station_controller import StationController, summary_lines
from kiosk.ui.style.language import Language
from kiosk.ui.style.theme import LIGHT
from kiosk.ui.widgets.dialog import Dialog
from kiosk.ui.widgets.digits_dialog import DigitsDialog
from kiosk.ui.widgets.figures_dialog import FiguresDialog
from tests.ui.fake_pins import FakePins
from tests.ui.fake_station import CARD, FakeStation
from tests.ui.fakes import ui_of
from tests.ui.fits import clipped, too_low, without_focus_shown, without_name
from tests.ui.guests import EVENT, NOW, POST, part


def no_loudspeaker() -> Device:
    raise OSError


class Post:
    """A station in its window."""

    def __init__(
        self,
        qtbot: QtBot,
        labels: Language,
        words: dict[str, Texts],
        *,
        role: Role = Role.DOOR,
        language: str = "nl",
    ) -> None:
        self.station = FakeStation()
        self.pins = FakePins()
        self.window = Window(labels, words, language=language)
        qtbot.addWidget(self.window)
        self.page = ScanPage(replace(POST, role=role), words[language], lambda: NOW, LIGHT)
        ui = ui_of(self.window, self.station)
        self.speaker = Speaker(no_loudspeaker)
        self.watchful = watchful = HealthMonitor(self.page, ui.client, lambda: NOW)
        proving = PinPrompt(ui_of(self.window, self.pins))
        self.duty = StationController(ui, self.page, watchful, proving, self.speaker)
        self.window.add_scan(self.page)
        self.window.resize(SMALLEST)
        self.window.show()
        qtbot.waitUntil(self.page.footer.field.hasFocus)
        watchful.poll()

    def type(self, text: str) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, text)
        QTest.keyClick(focused, Qt.Key.Key_Return)

    def sheet(self) -> Dialog | None:
        sheets = self.window.findChildren(Dialog)
        return next((one for one in sheets if one.is_open), None)


@pytest.fixture
def post(qtbot: QtBot, labels: Language, words: dict[str, Texts]) -> Post:
    return Post(qtbot, labels, words)


def test_a_name_is_tapped_to_begin_a_shift(post: Post) -> None:
    post.duty.ask_operator()
    sheet = post.sheet()
    assert sheet is not None
    next(one for one in sheet.findChildren(QPushButton) if one.text() == "Fatima").click()

    assert post.page.strip.status.startswith("Fatima. ")


def test_a_new_name_is_typed(post: Post) -> None:
    post.duty.ask_operator()
    post.type("Zita")

    assert post.page.strip.status.startswith("Zita. ")


def test_another_name_shows_what_was_done_until_now(post: Post) -> None:
    post.duty.ask_operator()
    post.type("Fatima")
    first = post.sheet()
    post.duty.ask_operator()
    post.type("Zita")
    card = post.sheet()
    assert first is None
    assert card is not None
    texts = [label.text() for label in card.findChildren(QLabel)]

    assert texts == [
        "Overdracht: Fatima",
        *("Dienst", "09:42 tot 10:42", "Scans", "1.214", "Mensen erin", "1.180"),
        *("Mensen eruit", "12", "Geweigerd", "22", "Twee keer gebruikt, nog niet beslist", "3"),
        *("Nog niet uitgewisseld", "214 (laatst om 09:42)"),
        *("Accu", "15 %, niet aan de lader"),
    ]


def test_enter_leaves_the_hand_over_and_the_keys_are_the_doors_again(post: Post) -> None:
    post.station.healthy = replace(post.station.healthy, operator="Fatima")
    post.watchful.poll()
    post.duty.ask_operator()
    post.type("Zita")
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Return)

    assert post.sheet() is None
    assert post.page.footer.field.hasFocus()


def test_a_shift_that_ends_without_another_leaves_no_operator(post: Post) -> None:
    post.station.healthy = replace(post.station.healthy, operator="Fatima")
    post.watchful.poll()
    post.duty.ask_operator()
    sheet = post.sheet()
    assert sheet is not None
    part(sheet, QPushButton, "unnamed").click()

    assert post.station.healthy.operator == ""
    assert isinstance(post.sheet(), FiguresDialog)


def test_what_never_left_the_laptop_is_said_so(words: dict[str, Texts]) -> None:
    card = replace(CARD, sent_at=None)
    summary = dict(summary_lines(card, EVENT.zone, words["en"], None))

    assert summary["Not exchanged yet"] == "everything, never exchanged"
    assert "Battery" not in summary


def test_no_question_is_left_in_the_language_of_before(post: Post) -> None:
    post.duty.ask_operator()
    post.window.switch_language()

    assert post.sheet() is None


def test_all_that_is_known_of_the_laptop_is_a_key_away(post: Post) -> None:
    post.duty.show_status()
    sheet = post.sheet()
    assert sheet is not None
    texts = [label.text() for label in sheet.findChildren(QLabel)]

    assert texts[:3] == ["Hoe gaat het met deze laptop?", "Plek", "IN, Hoofdingang"]
    assert texts[-2:] == ["Geluid", "werkt niet"]


def test_the_doors_are_opened_by_who_has_the_pin(post: Post) -> None:
    post.duty.toggle_doors()
    asked = post.sheet()
    post.type("246810")

    assert isinstance(asked, DigitsDialog)
    assert post.station.healthy.doors_open
    assert "deuren" not in post.page.strip.status.casefold()  # the header says it, once


def test_on_the_admins_laptop_the_doors_need_no_pin(
    qtbot: QtBot, labels: Language, words: dict[str, Texts]
) -> None:
    post = Post(qtbot, labels, words, role=Role.ADMIN)
    post.duty.toggle_doors()
    opened = post.station.healthy.doors_open
    post.duty.toggle_doors()

    assert opened
    assert not post.station.healthy.doors_open


def test_open_doors_are_a_badge_in_the_header(post: Post) -> None:
    badge = part(post.page.header, QLabel, "doorsOpen")
    before = badge.isVisible()
    post.duty.toggle_doors()
    post.type("246810")

    assert not before
    assert (badge.isVisible(), badge.text()) == (True, "Deuren nu open")


def test_sound_is_on_only_where_the_loudspeaker_works(post: Post) -> None:
    before = ("Geluid", "werkt niet") in post.watchful.rows()
    post.speaker.works = True

    assert before
    assert ("Geluid", "aan") in post.watchful.rows()


def test_muted_sounds_are_shown(post: Post) -> None:
    post.duty.toggle_sound()
    muted = post.speaker.muted, post.page.strip.status
    post.duty.toggle_sound()

    assert muted[0]
    assert "Het geluid staat uit." in muted[1]
    assert not post.speaker.muted
    post.speaker.play(Colour.GREEN)


def test_the_organiser_gets_a_pin(post: Post) -> None:
    post.duty.ask_new_pin()
    post.type("135791")

    assert post.pins.pin == "135791"
    assert post.sheet() is None
    assert post.page.preview.hint == "De pincode is ingesteld."


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sheet_fits_the_smallest_window(
    qtbot: QtBot, labels: Language, words: dict[str, Texts], language: str
) -> None:
    post = Post(qtbot, labels, words, language=language)
    post.station.healthy = replace(post.station.healthy, operator="Anouk van den Heuvel-Özdemir")
    post.watchful.poll()
    hand_over = partial(post.duty.take_over, "Zita")
    for ask in (
        post.duty.ask_operator,
        post.duty.ask_new_pin,
        post.window.show_keys,
        hand_over,
        post.duty.show_status,
    ):
        ask()
        QApplication.processEvents()
        sheet = post.sheet()
        assert sheet is not None
        assert clipped(sheet) == []
        assert too_low(sheet) == without_name(sheet) == without_focus_shown(sheet) == []
        assert sheet.rect().contains(sheet.frame.geometry())
