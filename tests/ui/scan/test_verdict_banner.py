from dataclasses import replace

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kiosk.domain.event_settings import Rules
from kiosk.domain.verdict import Colour, Outcome, Policy
from kiosk.texts import LANGUAGES, Texts
from kiosk.ui.scan.banner_controller import BannerController, banner_card
from kiosk.ui.scan.possible_actions import PossibleActions, actions_after
from kiosk.ui.scan.scan_controller import ScanController
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.scan.verdict_banner import VerdictBanner
from kiosk.ui.scan.verdict_panel import Timing
from kiosk.ui.shell.main_window import SMALLEST, Window
from kiosk.ui.shell.page import Page
from kiosk.ui.style.icons import Icon
from kiosk.ui.style.language import Language
from kiosk.ui.style.symbols import Shape
from kiosk.ui.style.theme import LIGHT
from kiosk.ui.widgets.choice_dialog import ChoiceDialog
from kiosk.ui.widgets.verdict_card import Card
from tests.ui.fake_scan import FakeScan
from tests.ui.fakes import client_of
from tests.ui.guests import CARDS, LONG_NAME, NOW, POST, SHORT_NAME, answer

STILL = Timing(wipe=0, calm=60, talk=60_000)


class Notes(Page):
    """A page with a field to type in."""

    def __init__(self) -> None:
        super().__init__()
        self.field = QLineEdit(self)
        QVBoxLayout(self).addWidget(self.field)

    def title(self) -> str:
        return "Notes"

    def use_words(self, words: Texts) -> None:
        pass

    def on_shown(self) -> None:
        self.field.setFocus()


class Place:
    """A door whose camera and hand scanner report to the same window."""

    def __init__(self, qtbot: QtBot, labels: Language, words: dict[str, Texts]) -> None:
        self.window = Window(labels, words, language="nl")
        qtbot.addWidget(self.window)
        self.scan = ScanPage(POST, words["nl"], lambda: NOW, LIGHT, timing=Timing(animated=False))
        self.door = FakeScan()
        self.scanning = ScanController(self.scan, client_of(self.door), self.window)
        self.scanning.answered.connect(self.window.show_scan)
        self.elsewhere = BannerController(
            self.window, self.scan, self.scanning, LIGHT, Timing(animated=False)
        )
        self.notes = Notes()
        self.window.add_scan(self.scan)
        self.window.add_page("notes", self.notes, "F2", Icon.SEARCH)
        self.window.resize(1366, 768)
        self.window.show()
        qtbot.waitExposed(self.window)

    @property
    def banner(self) -> VerdictBanner | None:
        shown = self.elsewhere.banner
        return shown if shown.card is not None else None


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


@pytest.fixture
def place(qtbot: QtBot, labels: Language, words: dict[str, Texts]) -> Place:
    return Place(qtbot, labels, words)


def test_the_camera_leaves_a_person_on_their_page_in_the_middle_of_a_name(place: Place) -> None:
    place.window.show_page("notes")
    QTest.keyClicks(place.notes.field, "van den H")
    before = place.notes.field.geometry()

    place.scanning.on_glimpse("C-1")
    QTest.keyClicks(focused(), "euvel")

    assert place.notes.field.text() == "van den Heuvel"
    assert place.notes.isVisible()
    assert place.notes.field.geometry() == before
    assert place.banner is not None
    assert place.banner.card is not None
    assert place.banner.card.headline == "Welkom!"


def test_the_camera_leaves_a_dialog_open_and_shows_above_it(place: Place) -> None:
    sheet = ChoiceDialog("Which?", [("a", "One"), ("b", "Two")])
    chosen: list[str] = []
    sheet.chosen.connect(chosen.append)
    place.window.show_overlay(sheet)

    place.scanning.on_glimpse("C-1")

    assert place.banner is not None
    assert sheet.is_open
    above = place.window.content.childAt(place.banner.geometry().topLeft())
    assert above is not place.banner  # clicks go through to what lies below
    QTest.keyClick(focused(), Qt.Key.Key_2)
    assert chosen == ["b"]


def test_a_hand_scanner_still_moves_the_page(place: Place) -> None:
    place.window.show_page("notes")
    place.scanning.on_code("C-1")

    assert place.scan.isVisible()
    assert place.banner is None


def test_on_the_scan_page_the_card_itself_is_enough(place: Place) -> None:
    place.scanning.on_glimpse("C-1")

    assert place.scan.panel.card is not None
    assert place.banner is None


def test_two_of_the_same_verdict_do_not_look_the_same(qtbot: QtBot, place: Place) -> None:
    banner = VerdictBanner(LIGHT, place.window.content, STILL)
    qtbot.addWidget(banner)
    place.scan.show_answer(answer(Outcome.ADMITTED, SHORT_NAME))
    green = place.scan.panel.card
    assert green is not None
    banner.show_new(green, 1)
    first = banner.grab().toImage()
    banner.show_new(green, 2)

    assert banner.grab().toImage() != first


def test_a_new_verdict_takes_the_place_of_the_one_before(place: Place) -> None:
    place.door.answers = [answer(Outcome.ADMITTED, SHORT_NAME), answer(Outcome.UNKNOWN)]
    place.window.show_page("notes")
    place.scanning.on_glimpse("C-1")
    place.scanning.on_glimpse("C-2")

    assert place.banner is not None
    assert place.banner.card is not None
    assert place.banner.card.colour is Colour.RED


def test_what_is_no_ticket_shows_nothing_over_another_page(place: Place) -> None:
    place.door.answers = [answer(Outcome.NOT_A_TICKET)]
    place.window.show_page("notes")
    place.scanning.on_glimpse("C-1")

    assert place.banner is None


def test_a_scan_that_could_not_be_recorded_is_seen_over_another_page(place: Place) -> None:
    place.door.answers = [OSError("disk")]
    place.window.show_page("notes")
    place.scanning.on_glimpse("C-1")

    assert place.banner is not None
    assert place.banner.card is not None
    assert place.banner.card.headline == "Storing in deze laptop."


def test_the_scan_page_takes_the_place_of_the_banner(place: Place) -> None:
    place.window.show_page("notes")
    place.scanning.on_glimpse("C-1")
    place.window.show_scan()

    assert place.banner is None
    assert place.scan.panel.card is not None


def test_a_green_goes_after_a_while_and_a_refusal_stays(qtbot: QtBot, place: Place) -> None:
    banner = VerdictBanner(LIGHT, place.window.content, STILL)
    place.scan.show_answer(answer(Outcome.ADMITTED))
    green = place.scan.panel.card
    assert green is not None
    banner.show_new(green, 1)
    qtbot.waitUntil(lambda: banner.card is None)
    banner.show_new(replace(green, colour=Colour.ORANGE), 2)
    QTest.qWait(2 * STILL.calm)

    assert banner.card is not None


def test_it_says_which_key_lets_the_guest_in(words: dict[str, Texts], place: Place) -> None:
    refused = answer(Outcome.UNPAID)
    refused = replace(refused, verdict=replace(refused.verdict, policy=Policy.PIN))
    place.scan.show_answer(refused)
    card = place.scan.panel.card
    assert card is not None

    shown = banner_card(card, actions_after(refused, Rules()), words["nl"])

    assert shown.step.endswith("Toch binnenlaten: F7.")
    assert LONG_NAME.name not in shown.spoken


def test_a_group_is_asked_for_on_the_scan_page(words: dict[str, Texts]) -> None:
    asked = Card(Colour.GREY, Shape.PEOPLE, "Hoeveel mensen zijn er nu?", "Typ.", "hoogstens 12")
    shown = banner_card(asked, PossibleActions(people=12, places=12, asks=True), words["nl"])

    assert shown.headline == "Groep van 12: kies hoeveel mensen."
    assert shown.step.startswith("Ga naar scannen (Esc)")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("outcome", CARDS)
def test_every_verdict_fits_the_banner_in_the_smallest_window(
    place: Place, words: dict[str, Texts], outcome: Outcome, language: str
) -> None:
    place.window.resize(QSize(SMALLEST))
    place.scan.use_words(words[language])
    place.scan.show_answer(answer(outcome))
    card = place.scan.panel.card
    assert card is not None
    place.window.show_page("notes")
    place.elsewhere.show()
    assert place.banner is not None

    assert place.banner.fits()
