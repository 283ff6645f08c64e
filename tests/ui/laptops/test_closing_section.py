"""The end of the day in the window: hand in, everybody outside, and then empty this laptop."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from kiosk.domain.roles import Role
from kiosk.errors import UnusableInput
from kiosk.texts import Texts
from kiosk.ui.laptops.closing_controller import ClosingController
from kiosk.ui.laptops.exchange_controller import ExchangeController
from kiosk.ui.laptops.laptops_page import LaptopsPage
from kiosk.ui.laptops.laptops_texts import not_handed_in
from kiosk.ui.laptops.stick_bar import StickBar, StickBars
from kiosk.ui.laptops.stick_watcher import StickWatch
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.shell.main_window import Window
from kiosk.ui.station.farewell_window import FarewellWindow
from kiosk.ui.style.icons import Icon
from kiosk.ui.style.language import Language
from kiosk.ui.style.theme import LIGHT
from kiosk.ui.widgets.choice_dialog import ChoiceDialog
from kiosk.ui.widgets.digits_dialog import DigitsDialog
from tests.ui.fake_desk import DESK_POST
from tests.ui.fake_laptops import (
    DONE,
    HERE,
    NEAR,
    NEVER,
    STICK,
    FakeLaptops,
    laptop,
    laptops,
)
from tests.ui.fakes import Inline, ui_of
from tests.ui.fits import clipped
from tests.ui.guests import EVENT, NOW, POST, part

HANDED_IN = replace(HERE, handed_in=True)


@dataclass
class Evening:
    """The window at the end of the day."""

    window: Window
    page: LaptopsPage
    exchanges: FakeLaptops
    asked: list[bool]

    def press(self, name: str) -> None:
        part(self.page, QPushButton, name).click()

    def choose(self, key: str) -> None:
        sheets = [one for one in self.window.findChildren(ChoiceDialog) if one.is_open]
        assert len(sheets) == 1
        part(sheets[0], QPushButton, f"choice-{key}").click()


@pytest.fixture
def evening(
    qtbot: QtBot, app: QApplication, words: dict[str, Texts], labels: Language
) -> Callable[..., Evening]:
    def make(*, guarded: bool = False) -> Evening:
        assert app is not None
        window = Window(labels, words, language="nl", theme=LIGHT)
        qtbot.addWidget(window)
        window.add_scan(ScanPage(POST, words["nl"], lambda: NOW, LIGHT))
        page = LaptopsPage(DESK_POST, words["nl"], lambda: NOW, LIGHT)
        window.add_page("laptops", page, "F5", Icon.LAPTOPS)
        exchanges = FakeLaptops(put_in=[STICK])
        watch = StickWatch(exchanges, Inline(), parent=page)
        exchanging = ExchangeController(page, StickBars(StickBar(page)), watch, exchanges)
        asked: list[bool] = []

        def guard(go: Callable[[], None]) -> None:
            asked.append(True)
            go()

        ClosingController(
            ui_of(window, exchanges),
            page,
            exchanging,
            EVENT,
            guard if guarded else None,
        )
        watch.poller.poll()
        window.show()
        window.show_page("laptops")
        page.show_laptops(laptops(HANDED_IN, NEAR))
        return Evening(window, page, exchanges, asked)

    return make


def test_this_laptop_is_handed_in_to_the_stick_after_confirmation(
    evening: Callable[..., Evening],
) -> None:
    one = evening()
    one.press("handIn")
    one.choose("no")
    before = list(one.exchanges.handed_in)
    one.press("handIn")
    one.choose("yes")

    assert before == []
    assert one.exchanges.handed_in == [STICK.path]
    assert one.page.message == (
        "De dag is gesloten, ingeleverd en nagelezen."
        " Haal de stick eruit en breng hem naar de organisator."
    )


def test_handing_in_on_the_own_disk_says_that_all_of_it_is_here_alone(
    evening: Callable[..., Evening],
) -> None:
    one = evening()
    one.exchanges.other_disk = False
    one.press("handIn")
    one.choose("yes")

    assert one.page.message.startswith("De dag is gesloten, maar alles staat nog alleen op deze")


def test_who_is_waited_for_is_said_with_its_last_known_count(words: dict[str, Texts]) -> None:
    seen = laptops(HERE, laptop("Laptop 3", 32, 321), NEVER, DONE)

    assert not_handed_in(laptops(HERE, NEAR), NOW, words["nl"]) == []
    assert not_handed_in(seen, NOW, words["nl"]) == [
        "Nog niet ingeleverd:",
        "Laptop 1: 541 binnengelaten tot 10:42",
        "Laptop 3: 214 binnengelaten tot 10:10",
        "Laptop 4: nog niets gehoord",
    ]
    many = laptops(DONE, *(laptop(f"Laptop {number}", number, 3) for number in range(10, 16)))
    assert not_handed_in(many, NOW, words["nl"])[-1] == "en nog 2"


def test_everybody_is_set_outside_at_a_time_that_an_organiser_types(
    evening: Callable[..., Evening],
) -> None:
    one = evening(guarded=True)
    one.press("checkEveryoneOut")
    pad = part(one.window, DigitsDialog)
    field_of = part(pad, QLineEdit)
    QTest.keyClicks(field_of, "2561")
    QTest.keyClick(field_of, Qt.Key.Key_Return)
    refused = pad.is_open
    QTest.keyClicks(field_of, "0130")
    parted = field_of.text()
    QTest.keyClick(field_of, Qt.Key.Key_Return)
    night = datetime.combine(
        EVENT.date + timedelta(days=1), datetime.min.time(), EVENT.zone
    ) + timedelta(hours=1, minutes=30)

    assert refused
    assert parted == "01:30"
    assert one.asked == [True]
    assert one.exchanges.out == [round(night.timestamp() * 1000)]
    assert (
        one.page.message == "De teller staat op 0: 812 gasten zijn om 01:30 naar buiten geteld."
        " Medewerkers tellen nog mee."
    )


def test_the_time_everybody_left_is_typed_with_its_colon_as_the_example_shows(
    evening: Callable[..., Evening],
) -> None:
    one = evening(guarded=True)
    one.press("checkEveryoneOut")
    field_of = part(part(one.window, DigitsDialog), QLineEdit)
    QTest.keyClicks(field_of, "23:30")
    shown = field_of.text()
    QTest.keyClick(field_of, Qt.Key.Key_Return)
    evening_start = datetime.combine(EVENT.date, datetime.min.time(), EVENT.zone)

    assert shown == "23:30"
    assert one.exchanges.out == [
        round((evening_start + timedelta(hours=23, minutes=30)).timestamp() * 1000)
    ]


def test_a_door_checks_out_no_guest(
    qtbot: QtBot, words: dict[str, Texts], labels: Language
) -> None:
    labels.use("nl")
    page = LaptopsPage(POST, words["nl"], lambda: NOW, LIGHT)
    qtbot.addWidget(page)
    page.show_laptops(laptops(HERE))

    assert POST.role is Role.DOOR
    assert not part(page, QPushButton, "checkEveryoneOut").isVisibleTo(page)


def test_emptying_is_offered_only_after_handing_in(evening: Callable[..., Evening]) -> None:
    one = evening()
    one.page.show_more(True)
    button = part(one.page, QPushButton, "emptyLaptop")
    after = button.isVisible()
    one.page.show_laptops(laptops(HERE, NEAR))

    assert after
    assert not button.isVisible()


def test_the_admin_asks_all_laptops_to_hand_in_and_stops_asking(
    evening: Callable[..., Evening],
) -> None:
    one = evening(guarded=True)
    one.press("handInAll")
    one.choose("no")
    one.press("handInAll")
    one.choose("yes")
    said = one.page.message
    seen = laptops(HERE, NEAR)
    rules = replace(seen.event.rules, hand_in=True)
    one.page.show_laptops(replace(seen, event=replace(seen.event, rules=rules)))
    label = part(one.page, QPushButton, "handInAll").text()
    step = part(one.page, QPushButton, "primary").text()
    one.press("handInAll")

    assert said.startswith("Gevraagd. Verbonden laptops leveren vanzelf in.")
    assert (label, step) == ("Vraag niet meer in te leveren", "Lever in")
    assert "De organisator vraagt om in te leveren." in one.page.overview.sentence.text()
    assert one.exchanges.asked_to_hand_in == [True, False]
    assert one.asked == [True] * 3


def test_only_an_admin_asks_all_laptops_to_hand_in(
    qtbot: QtBot, words: dict[str, Texts], labels: Language
) -> None:
    labels.use("nl")
    for role in Role.DESK, Role.ADMIN:
        page = LaptopsPage(replace(DESK_POST, role=role), words["nl"], lambda: NOW, LIGHT)
        qtbot.addWidget(page)
        shown = part(page, QPushButton, "handInAll").isVisibleTo(page.closing)

        assert shown is (role is Role.ADMIN)


def test_emptying_is_asked_twice(evening: Callable[..., Evening]) -> None:
    one = evening()
    for answers in (("no",), ("yes", "no")):
        one.press("emptyLaptop")
        for answer in answers:
            one.choose(answer)
    before = list(one.exchanges.wiped)
    one.press("emptyLaptop")
    one.choose("yes")
    one.choose("yes")

    assert before == []
    assert one.exchanges.wiped == [True]
    assert not one.window.isVisible()


def test_a_laptop_that_knows_more_by_now_is_not_emptied(evening: Callable[..., Evening]) -> None:
    one = evening()
    one.exchanges.refuses = UnusableInput("error.hand_in_first")
    one.press("emptyLaptop")
    one.choose("yes")
    one.choose("yes")

    assert one.window.isVisible()
    assert one.page.message.startswith("Nog niet alles van deze laptop staat ergens anders.")
    one.window.close_for_good()


def test_the_last_words_are_read_and_closed(qtbot: QtBot, app: QApplication) -> None:
    last = FarewellWindow(
        "Deze laptop is leeg", ["Leeg sinds 23:40."], "Sluit af", LIGHT, well=True
    )
    qtbot.addWidget(last)
    last.show()
    app.processEvents()
    fits = clipped(last)
    part(last, QPushButton).click()

    assert fits == []
    assert not last.isVisible()
