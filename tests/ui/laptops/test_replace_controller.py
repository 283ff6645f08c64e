"""The laptop that this one replaces: asked, explained, recorded, and undone."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from kiosk.checkin.station_context import StationContext
from kiosk.errors import UnusableInput
from kiosk.reports.laptops import Laptops
from kiosk.texts import Texts
from kiosk.ui.laptops.exchange_controller import ExchangeController
from kiosk.ui.laptops.laptops_page import LaptopsPage
from kiosk.ui.laptops.replace_controller import ReplaceController
from kiosk.ui.laptops.replace_texts import replaceable, replacement
from kiosk.ui.laptops.stick_bar import StickBar, StickBars
from kiosk.ui.laptops.stick_watcher import StickWatch
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.shell.main_window import Window
from kiosk.ui.style.icons import Icon
from kiosk.ui.style.language import Language
from kiosk.ui.style.theme import LIGHT
from kiosk.ui.widgets.choice_dialog import ChoiceDialog
from tests.ui.fake_laptops import (
    COPY,
    DONE,
    FAR,
    GONE,
    NEAR,
    NEVER,
    POST_OF_REPLACED,
    STICK,
    FakeLaptops,
    laptop,
    laptops,
)
from tests.ui.fakes import Inline, ui_of
from tests.ui.guests import NOW, POST, part

HERE = laptop("Reserve", 0, 1, this=True)
SPARE = replace(laptops(HERE, NEAR, FAR), spare=True)


@dataclass
class Reserve:
    """A window on a laptop that may be a spare one."""

    window: Window
    page: LaptopsPage
    scan: ScanPage
    exchanging: ExchangeController
    exchanges: FakeLaptops
    moves: list[StationContext]

    def sheet(self) -> ChoiceDialog | None:
        found = [one for one in self.window.findChildren(ChoiceDialog) if one.is_open]
        assert len(found) <= 1
        return found[0] if found else None

    def texts(self) -> list[str]:
        sheet = self.sheet()
        found = [] if sheet is None else sheet.findChildren(QPushButton)
        return [one.text() for one in found if one.objectName().startswith("choice-")]

    def press(self, key: Qt.Key) -> None:
        sheet = self.sheet()
        assert sheet is not None
        QTest.keyClick(sheet.focusWidget() or sheet, key)

    def ask(self) -> None:
        part(self.page, QPushButton, "replaceLaptop").click()


@pytest.fixture
def reserve(
    qtbot: QtBot, app: QApplication, words: dict[str, Texts], labels: Language
) -> Callable[[Laptops], Reserve]:
    def make(seen: Laptops) -> Reserve:
        assert app is not None
        window = Window(labels, words, language="nl", theme=LIGHT)
        qtbot.addWidget(window)
        scan = ScanPage(POST, words["nl"], lambda: NOW, LIGHT)
        window.add_scan(scan)
        page = LaptopsPage(POST, words["nl"], lambda: NOW, LIGHT)
        window.add_page("laptops", page, "F5", Icon.LAPTOPS)
        exchanges = FakeLaptops(seen=seen, put_in=[STICK])
        watch = StickWatch(exchanges, Inline(), parent=page)
        exchanging = ExchangeController(page, StickBars(StickBar(page)), watch, exchanges)
        replacing = ReplaceController(ui_of(window, exchanges), page, scan, exchanging)
        moves: list[StationContext] = []
        replacing.moved.connect(moves.append)
        watch.poller.poll()
        with qtbot.waitActive(window):
            window.show()
        return Reserve(window, page, scan, exchanging, exchanges, moves)

    return make


def test_a_spare_laptop_asks_once_after_the_exchange_with_a_stick(
    reserve: Callable[[Laptops], Reserve],
) -> None:
    one = reserve(SPARE)
    one.exchanging.exchange_with_stick()
    asked = one.texts()
    one.press(Qt.Key.Key_1)
    one.exchanging.exchange_with_stick()

    assert asked == [
        "1   Geen",
        "2   Laptop 2: 426 binnengelaten tot 10:30",
        "3   Geleende laptop van de …: 8.204 binnengelaten tot 09:55",
    ]
    assert one.sheet() is None
    assert one.exchanges.replaced == []


def test_the_button_in_the_row_says_how_another_laptop_takes_over(
    reserve: Callable[[Laptops], Reserve],
) -> None:
    one = reserve(laptops(HERE, NEAR, FAR))
    one.page.put_another_asked.emit(FAR.status.id)
    asked = one.texts()
    one.press(Qt.Key.Key_2)
    then = one.texts()

    assert asked == ["1   Nee, terug", "2   Deze laptop neemt het over"]
    assert then[0] == "1   Nee, terug"
    assert one.exchanges.replaced == []
    one.press(Qt.Key.Key_3)
    assert one.exchanges.replaced == [(FAR.status.id, False)]


def test_the_button_in_the_row_makes_a_spare_take_over_at_once(
    reserve: Callable[[Laptops], Reserve],
) -> None:
    one = reserve(SPARE)
    one.page.put_another_asked.emit(FAR.status.id)
    one.press(Qt.Key.Key_2)

    assert one.exchanges.replaced == [(FAR.status.id, True)]


@pytest.mark.parametrize(
    "seen",
    [
        laptops(HERE, NEAR, FAR),
        replace(laptops(HERE, laptop("Laptop 2", 5, 1), NEVER, DONE), spare=True),
    ],
)
def test_a_laptop_at_work_or_a_day_that_has_to_begin_is_not_asked(
    reserve: Callable[[Laptops], Reserve], seen: Laptops
) -> None:
    one = reserve(seen)
    one.exchanging.exchange_with_stick()
    assert one.sheet() is None


def test_with_the_keyboard_alone_it_takes_the_post_of_the_other(
    reserve: Callable[[Laptops], Reserve],
) -> None:
    one = reserve(SPARE)
    one.ask()
    one.press(Qt.Key.Key_Down)
    one.press(Qt.Key.Key_Return)
    sheet = one.sheet()
    assert sheet is not None
    texts = [label.text() for label in sheet.findChildren(QLabel)]
    one.press(Qt.Key.Key_2)

    assert texts == [
        "Deze laptop in plaats van Laptop 2?",
        "Deze laptop staat dan bij Tuinzijde. Wat Laptop 2 deed, is bekend tot 10:30."
        " Gaat hij weer aan? Na een uitwisseling telt hij vanzelf weer mee.",
    ]
    assert one.exchanges.replaced == [("Laptop 2", True)]
    assert one.moves == [POST_OF_REPLACED]
    assert one.page.message == (
        "Deze laptop vervangt nu Laptop 2. Daar hoeft niemand meer op te wachten."
    )
    assert one.scan.preview.hint == one.page.message
    assert one.scan.header.gate_text == "IN, Tuinzijde"


def test_without_its_stick_scans_may_be_missing(reserve: Callable[[Laptops], Reserve]) -> None:
    one = reserve(SPARE)
    one.ask()
    one.press(Qt.Key.Key_2)
    one.press(Qt.Key.Key_3)

    assert one.exchanges.replaced == [("Laptop 2", False)]
    assert "Vind je die stick nog?" in one.page.message


def test_a_laptop_that_was_never_heard_is_never_shown_as_complete(
    reserve: Callable[[Laptops], Reserve],
) -> None:
    one = reserve(laptops(HERE, NEVER))
    one.ask()
    one.press(Qt.Key.Key_2)
    assert one.texts() == ["1   Nee, terug", "2   Ja, maar er kunnen scans ontbreken"]


def test_no_leads_back_to_the_question_and_escape_out_of_it(
    reserve: Callable[[Laptops], Reserve],
) -> None:
    one = reserve(SPARE)
    one.ask()
    one.press(Qt.Key.Key_2)
    one.press(Qt.Key.Key_1)
    back = one.texts()
    one.press(Qt.Key.Key_Escape)

    assert back[0] == "1   Geen"
    assert one.sheet() is None
    assert one.exchanges.replaced == []


def test_a_mistake_is_taken_back(reserve: Callable[[Laptops], Reserve]) -> None:
    lost = replace(NEAR, status=replace(NEAR.status, replaced_by="Reserve", finished=True))
    one = reserve(laptops(replace(HERE, status=replace(HERE.status, replaces="Laptop 2")), lost))
    one.ask()
    sheet = one.sheet()
    assert sheet is not None
    asked = sheet.accessibleName(), one.texts()[0]
    one.press(Qt.Key.Key_1)

    assert asked == ("Deze laptop vervangt: Laptop 2", "1   Geen meer, Laptop 2 doet weer mee")
    assert one.exchanges.replaced == [("", False)]
    assert one.page.message.startswith("Deze laptop vervangt geen andere laptop meer.")


def test_what_cannot_be_is_said(reserve: Callable[[Laptops], Reserve]) -> None:
    alone = reserve(laptops(HERE))
    alone.ask()
    one = reserve(SPARE)
    one.exchanges.refuses = UnusableInput("error.unknown_station", name="Laptop 2")
    one.ask()
    one.press(Qt.Key.Key_2)
    one.press(Qt.Key.Key_2)

    assert alone.page.message.startswith("Er is nog geen andere laptop bekend.")
    assert one.page.message.startswith("Er is geen laptop 'Laptop 2'.")
    assert one.moves == []


def test_only_laptops_that_may_have_died_are_offered_the_last_heard_first() -> None:
    other = replace(NEAR.status, name="Laptop 9", replaced_by="Laptop 5", finished=True)
    seen = laptops(HERE, NEVER, FAR, NEAR, DONE, GONE, COPY, replace(NEAR, status=other))
    assert replaceable(seen) == [NEAR, FAR, NEVER]


def test_twelve_laptops_are_reached_by_the_arrows(reserve: Callable[[Laptops], Reserve]) -> None:
    one = reserve(laptops(HERE, *(laptop(f"Laptop {n}", n) for n in range(2, 14))))
    one.window.resize(910, 512)
    one.ask()
    for _ in range(12):
        one.press(Qt.Key.Key_Down)
    sheet = one.sheet()
    assert sheet is not None
    last = sheet.focusWidget()
    assert isinstance(last, QPushButton)
    seen = last.visibleRegion().boundingRect().height()
    one.press(Qt.Key.Key_Return)

    assert (last.text()[:9], seen) == ("Laptop 13", last.height())
    assert sheet.frame.height() <= one.window.height()
    assert one.texts()[0] == "1   Nee, terug"


def test_the_scan_page_says_which_laptop_is_replaced(words: dict[str, Texts]) -> None:
    spare = laptop("Reserve", 0, this=True, replaces="Zuid")
    back = laptop("Zuid", 0, this=True, replaced_by="Reserve")
    seen = (laptops(spare), laptops(back), laptops(HERE), None)
    lines = [replacement(one, words["nl"]) for one in seen]

    assert [(line.quiet, line.row) for line in lines] == [
        ("Vervangt: Zuid.", ("Vervangt", "Zuid")),
        ("Vervangen door Reserve, scannen telt gewoon mee.", ("Vervangen door", "Reserve")),
        ("", None),
        ("", None),
    ]
