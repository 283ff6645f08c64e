from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from kiosk.reports.laptops import Laptops
from kiosk.texts import Texts
from kiosk.ui.headcount.doubles_page import DoublesPage
from kiosk.ui.laptops.laptops_controller import LaptopsController
from kiosk.ui.laptops.laptops_page import LaptopsPage
from kiosk.ui.laptops.silence_texts import blind_spots, copies_line
from kiosk.ui.laptops.stick_bar import StickBar
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.shell.main_window import Window
from kiosk.ui.shell.page_bar import PageBar
from kiosk.ui.station.health_monitor import HealthMonitor
from kiosk.ui.style.icons import Icon
from kiosk.ui.style.language import Language
from kiosk.ui.style.theme import LIGHT
from tests.ui.fake_laptops import (
    DONE,
    FAR,
    HERE,
    MANY,
    NEAR,
    NEVER,
    STICK,
    FakeLaptops,
    laptops,
)
from tests.ui.fake_station import HEALTHY, FakeStation
from tests.ui.fakes import client_of, ui_of
from tests.ui.guests import NOW, POST, part


@pytest.mark.parametrize(
    ("seen", "said"),
    [
        (None, ""),
        (laptops(HERE), ""),
        (laptops(HERE, DONE), ""),
        (laptops(HERE, NEAR), "Laptop 2 gehoord tot 10:30."),
        (laptops(HERE, NEAR, FAR), "2 laptops stil, de langste sinds 09:55."),
        (laptops(HERE, NEVER, missing=3), "4 laptops hebben zich nog niet gemeld."),
        (MANY, "3 laptops stil, de langste sinds 09:55. 4 laptops hebben zich nog niet gemeld."),
    ],
)
def test_the_status_line_says_who_may_know_more(
    words: dict[str, Texts], seen: Laptops | None, said: str
) -> None:
    line = blind_spots(seen, NOW, words["nl"])

    assert line.quiet == said
    assert line.warning == ""


def test_a_second_copy_is_said(words: dict[str, Texts]) -> None:
    assert copies_line(None, MANY, words["nl"]).quiet == ""
    assert copies_line(NOW, MANY, words["nl"]).quiet == "2\xa0kopieën."
    assert copies_line(NOW, MANY, words["nl"]).row == ("Kopieën", "2\xa0kopieën. 10:42")


@pytest.fixture
def station() -> FakeLaptops:
    return FakeLaptops(MANY, put_in=[STICK])


@pytest.fixture
def window(
    qtbot: QtBot,
    app: QApplication,
    words: dict[str, Texts],
    labels: Language,
    station: FakeLaptops,
) -> Iterator[Window]:
    assert app is not None
    made = Window(labels, words, language="nl", theme=LIGHT)
    qtbot.addWidget(made)
    made.close_for_good()
    scan = ScanPage(POST, words["nl"], lambda: NOW, LIGHT)
    made.add_scan(scan)
    beside = LaptopsController(
        ui_of(made, station, now=lambda: NOW),
        scan,
        guard=None,
        often_ms=20,
    )
    made.show()
    yield made
    beside.stop()


def beside_of(window: Window) -> LaptopsController:
    found = window.findChild(LaptopsController)
    assert found is not None
    return found


@pytest.fixture
def f5(window: Window) -> Callable[[], None]:
    keys = [one for one in window.findChildren(QShortcut) if one.key() == QKeySequence("F5")]
    assert len(keys) == 1
    return keys[0].activated.emit


def test_f5_exchanges_where_a_stick_is_offered_and_the_verdict_stays(
    qtbot: QtBot, window: Window, f5: Callable[[], None], station: FakeLaptops
) -> None:
    scan, page = part(window, ScanPage), part(window, LaptopsPage)
    bar = part(scan, StickBar)
    qtbot.waitUntil(lambda: bar.isVisible() and bar.offers)
    f5()
    qtbot.waitUntil(lambda: "eruit halen" in bar.text)
    stayed = scan.isVisible()
    f5()

    assert station.asked == [STICK.path]
    assert stayed
    assert page.isVisible()


def test_a_stick_is_offered_on_other_pages_too_and_said_once_on_the_laptops_page(
    qtbot: QtBot, window: Window, f5: Callable[[], None], station: FakeLaptops
) -> None:
    window.add_page("doubles", DoublesPage(POST, window.words, lambda: NOW, LIGHT), "F9", Icon.MORE)
    window.show_page("doubles")
    above = part(part(window, PageBar), StickBar)
    qtbot.waitUntil(lambda: above.offers)
    f5()
    qtbot.waitUntil(lambda: "eruit halen" in above.text)
    stayed = part(window, DoublesPage).isVisible()
    f5()
    on_its_page = above.isVisible()
    window.show_page("doubles")

    assert stayed
    assert station.asked == [STICK.path]
    assert not on_its_page
    assert above.isVisible()


def test_what_is_said_of_a_stick_is_said_in_the_other_language_too(
    qtbot: QtBot, window: Window, words: dict[str, Texts], labels: Language
) -> None:
    scan = part(window, ScanPage)
    bar = part(scan, StickBar)
    qtbot.waitUntil(lambda: bar.offers)
    labels.use("en")
    window.use_language("en")
    offered = part(bar, QPushButton, "stickGo").text()
    part(bar, QPushButton, "stickGo").click()
    qtbot.waitUntil(lambda: "take the stick out" in bar.text)
    window.use_language("nl")

    assert offered == "Stick: exchange (F5)"
    assert bar.text.endswith("Je mag de stick eruit halen.")
    assert words["nl"].language == "nl"


def test_a_wrong_clock_is_a_warning_over_the_whole_width_until_it_is_right(
    qtbot: QtBot, window: Window, f5: Callable[[], None], station: FakeLaptops
) -> None:
    qtbot.waitUntil(lambda: beside_of(window)._laptops is not None)
    for bar in window.findChildren(StickBar):
        bar.clear()
    before = window.notice.isVisible()
    f5()
    station.seen = replace(MANY, clock_wrong_ms=7 * 60_000)
    qtbot.waitUntil(window.notice.isVisible)
    wide, said = window.notice.width(), window.notice.text()
    station.seen = MANY
    qtbot.waitUntil(lambda: not window.notice.isVisible())

    assert not before
    assert wide == window.width()
    assert said.startswith("De klok van deze laptop loopt 7 minuten achter: het is 10:49.")


def test_a_clock_that_the_door_itself_finds_wrong_is_said_as_wide(
    qtbot: QtBot, window: Window
) -> None:
    door = FakeStation(healthy=replace(HEALTHY, clock_off_ms=-7 * 60_000))
    scan, beside = part(window, ScanPage), beside_of(window)
    watchful = HealthMonitor(scan, client_of(door), lambda: NOW, scan)
    watchful.poll()
    beside.report_to(watchful)
    beside._update_ages()

    assert window.notice.text().startswith("De klok van deze laptop loopt 7 minuten achter")
    assert not any("klok" in warning for warning in [scan.preview.alert])
    assert qtbot is not None


def test_without_a_stick_f5_shows_the_laptops(
    qtbot: QtBot, window: Window, f5: Callable[[], None], station: FakeLaptops
) -> None:
    station.put_in.clear()
    page = part(window, LaptopsPage)
    for bar in window.findChildren(StickBar):
        bar.clear()
    f5()

    assert page.isVisible()
    assert station.asked == []
    assert qtbot is not None
