from dataclasses import replace

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from kiosk.camera.camera_state import CameraState
from kiosk.checkin.gate import Gate
from kiosk.checkin.station_context import GateKind, StationContext
from kiosk.domain.event_settings import FESTIVAL, Area
from kiosk.domain.verdict import Direction, Outcome
from kiosk.texts import LANGUAGES, Texts
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.shell.main_window import SMALLEST, Window
from kiosk.ui.station.gate_controller import GateController
from kiosk.ui.style.language import Language
from kiosk.ui.style.theme import LIGHT
from kiosk.ui.widgets.dialog import Dialog
from tests.ui.fake_station import FakeStation
from tests.ui.fakes import ui_of
from tests.ui.fits import clipped, too_low, without_focus_shown
from tests.ui.guests import EVENT, NOW, answer, part

ROOM = "Theaterzaal De Prodent"
AREAS = (
    Area(FESTIVAL, ("Hoofdingang", "Tuinzijde")),
    Area("Zaal 2", ("Zaal 2",)),
    Area(ROOM, ("Voordeur", "Zijdeur achter het podium")),
)
POST = StationContext(replace(EVENT, areas=AREAS), "Hoofdingang")


class Laptop:
    """A station whose entrance a test can set."""

    def __init__(
        self, qtbot: QtBot, labels: Language, words: dict[str, Texts], language: str = "nl"
    ) -> None:
        self.station = FakeStation(standing=POST)
        self.window = Window(labels, words, language=language)
        qtbot.addWidget(self.window)
        self.page = ScanPage(POST, words[language], lambda: NOW, LIGHT)
        self.placing = GateController(ui_of(self.window, self.station), self.page)
        self.window.add_scan(self.page)
        self.window.resize(SMALLEST)
        self.window.show()
        qtbot.waitUntil(self.page.footer.field.hasFocus)

    def tap(self, name: str) -> None:
        sheet = part(self.window, Dialog)
        buttons = sheet.findChildren(QPushButton)
        next(one for one in buttons if name in (one.text(), one.accessibleName())).click()

    def stand(self, way: str, place: str) -> None:
        self.placing.ask()
        self.tap(way)
        self.tap(place)
        QApplication.processEvents()  # the sheet goes


@pytest.fixture
def laptop(qtbot: QtBot, labels: Language, words: dict[str, Texts]) -> Laptop:
    return Laptop(qtbot, labels, words)


def test_two_taps_make_an_entrance_an_exit(laptop: Laptop, qtbot: QtBot) -> None:
    with qtbot.waitSignal(laptop.placing.moved):
        laptop.stand("UIT · gasten gaan weg", "Tuinzijde")

    assert laptop.station.standing is not None
    assert laptop.station.standing.gate == Gate(FESTIVAL, "Tuinzijde", Direction.OUT)
    assert laptop.page.property("gateKind") == GateKind.LEAVING
    assert part(laptop.page, QLabel, "direction").text() == "UIT · naar buiten"
    assert part(laptop.page, QLabel, "entrance").text() == "Tuinzijde"
    assert not part(laptop.page, QLabel, "count").isVisible()


def test_a_room_is_named_in_large_words(laptop: Laptop) -> None:
    laptop.stand("IN · gasten komen binnen", "Zaal 2")

    assert laptop.page.property("gateKind") == GateKind.ROOM
    assert part(laptop.page, QLabel, "direction").text() == "IN · ruimte"
    assert laptop.page.panel.idle.headline == "Zaal 2: houd een ticket voor de camera"


def test_the_exit_of_a_room_names_the_room(laptop: Laptop) -> None:
    laptop.stand("UIT · gasten gaan weg", f"{ROOM} · Voordeur")

    headline = laptop.page.panel.idle.headline
    assert headline == f"Vertrek uit {ROOM}: houd een ticket voor de camera"


def test_without_a_camera_the_exit_is_an_exit_all_the_same(laptop: Laptop) -> None:
    laptop.page.show_camera(CameraState.MISSING, "")
    laptop.stand("UIT · gasten gaan weg", "Zaal 2")

    headline = laptop.page.panel.idle.headline
    assert headline == "Vertrek uit Zaal 2: scan of typ een ticketnummer"


def test_the_colours_of_an_exit_reach_the_line_below_the_camera(laptop: Laptop) -> None:
    laptop.page.show_status("Fatima.", [])
    laptop.stand("UIT · gasten gaan weg", "Tuinzijde")
    corner = laptop.page.strip.geometry().topLeft()
    seen = laptop.page.grab().toImage()

    assert seen.pixelColor(corner.x() + 3, corner.y() + 3).name() == LIGHT.leaving


def test_three_stances_have_three_looks(laptop: Laptop) -> None:
    edges = set()
    for way, place in (
        ("IN · gasten komen binnen", "Hoofdingang"),
        ("IN · gasten komen binnen", "Zaal 2"),
        ("UIT · gasten gaan weg", "Hoofdingang"),
    ):
        laptop.stand(way, place)
        edges.add(laptop.page.grab().toImage().pixelColor(4, laptop.page.height() // 2).name())

    assert edges == {LIGHT.window, LIGHT.room, LIGHT.leaving}


def test_a_verdict_of_the_entrance_before_admits_no_guest(laptop: Laptop) -> None:
    laptop.page.show_answer(answer(Outcome.ADMITTED))
    laptop.stand("UIT · gasten gaan weg", "Hoofdingang")

    assert laptop.page.panel.card is None
    assert laptop.page.answer is None
    assert laptop.page.panel.idle.last == ""


def test_a_place_is_chosen_by_the_keyboard_alone(laptop: Laptop) -> None:
    laptop.placing.ask()
    tab, enter = Qt.Key.Key_Tab, Qt.Key.Key_Return
    for key in (tab, enter, tab, tab, enter):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)

    assert laptop.station.standing is not None
    assert laptop.station.standing.gate == Gate(FESTIVAL, "Tuinzijde", Direction.OUT)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_place_fits_the_smallest_window_and_a_cold_finger(
    qtbot: QtBot, labels: Language, words: dict[str, Texts], language: str
) -> None:
    laptop = Laptop(qtbot, labels, words, language)
    laptop.placing.ask()
    QApplication.processEvents()
    sheet = part(laptop.window, Dialog)

    assert laptop.window.size() == QSize(SMALLEST)
    assert clipped(sheet) == []
    assert sheet.rect().contains(sheet.frame.geometry())
    assert too_low(sheet) == []
    assert without_focus_shown(sheet) == []


def test_without_scanning_out_only_the_entrance_is_chosen(laptop: Laptop) -> None:
    rules = replace(POST.event.rules, exits=False)
    laptop.station.standing = replace(POST, event=replace(POST.event, rules=rules))
    laptop.placing.ask()
    sheet = part(laptop.window, Dialog)
    shown = [one.text() for one in sheet.findChildren(QPushButton) if one.isVisible()]

    assert not [one for one in shown if one.startswith(("IN", "UIT"))]
    laptop.tap("Zaal 2")
    assert laptop.station.standing.gate == Gate("Zaal 2", "Zaal 2", Direction.IN)
