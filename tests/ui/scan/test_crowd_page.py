"""Counting a crowd at an exit, through the window with its filter of hand scanners."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from kiosk.checkin.station_context import StationContext
from kiosk.checkin.undo_history import PastAction
from kiosk.domain.entry import Kind
from kiosk.domain.roles import Role
from kiosk.domain.verdict import Direction
from kiosk.texts import Texts
from kiosk.ui.scan.crowd.crowd_controller import CrowdController
from kiosk.ui.scan.crowd.crowd_page import CrowdPage
from kiosk.ui.scan.verdict_banner import VerdictBanner
from kiosk.ui.shell.shortcuts_dialog import DoorKeys
from kiosk.ui.style.language import Language
from kiosk.ui.style.theme import WindowOptions
from kiosk.ui.widgets.choice_dialog import ChoiceDialog
from tests.ui.gallery.stage import Stage, Station, staged
from tests.ui.guests import EVENT, NOW
from tests.ui.input.test_hand_scanner import PERSON_MS, SCANNER_MS, send, typed

EXIT = StationContext(EVENT, "Tuinzijde", direction=Direction.OUT, role=Role.ADMIN)
LATER = 1_000_000_000  # ms: after all other keys of the tests


class Exit:
    """A laptop at an exit, with the page of the crowd shown by its key."""

    def __init__(self, stage: Stage, qtbot: QtBot) -> None:
        self.stage = stage
        self.qtbot = qtbot
        self.scan = stage.station.scan
        stage.press("Shift+F2")
        self.page = stage.part(CrowdPage)
        self.scan.asked.clear()

    @property
    def figure(self) -> str:
        label = self.page.findChild(QLabel, "number")
        assert label is not None
        return label.text()

    @property
    def counted(self) -> list[str]:
        return [one for one in self.scan.asked if one.startswith(("out", "undo"))]

    def space(self, times: int = 1) -> None:
        for _ in range(times):
            QTest.keyClick(focused(), Qt.Key.Key_Space)

    def type(self, keys: str, gap_ms: int = PERSON_MS, *ends: Qt.Key) -> None:
        typed(focused(), keys, gap_ms, *ends)

    def wait_for(self, figure: str) -> None:
        self.qtbot.waitUntil(lambda: self.figure == figure)


def focused() -> CrowdPage:
    found = QApplication.focusWidget()
    assert isinstance(found, CrowdPage), found
    return found


@pytest.fixture
def at_exit(
    app: QApplication, labels: Language, words: dict[str, Texts], qtbot: QtBot
) -> Iterator[Exit]:
    yield from _opened(app, labels, words, qtbot, EXIT)


def _opened(
    app: QApplication,
    labels: Language,
    words: dict[str, Texts],
    qtbot: QtBot,
    post: StationContext,
) -> Iterator[Exit]:
    look, size = WindowOptions(animated=False), QSize(1366, 768)
    with staged(app, labels, words, look, size, post=post, station=Station()) as stage:
        yield Exit(stage, qtbot)


def test_space_counts_one_and_a_digit_that_many(at_exit: Exit) -> None:
    at_exit.space(3)
    assert (at_exit.figure, at_exit.counted) == ("3", ["out 1"] * 3)

    at_exit.type("4")
    at_exit.wait_for("7")
    at_exit.type("29")  # at the pace of a hand: two numbers
    at_exit.wait_for("18")

    assert at_exit.counted == [*["out 1"] * 3, "out 4", "out 2", "out 9"]
    assert (at_exit.page.isVisible(), at_exit.page.focusWidget()) == (True, at_exit.page)


@pytest.mark.parametrize("code", ["204155000123", "2MXRQC5TPD7K2N3VW3HS2"])
def test_a_scanned_code_is_scanned_and_counts_no_click(at_exit: Exit, code: str) -> None:
    at_exit.space()
    at_exit.type(code, SCANNER_MS, Qt.Key.Key_Return)
    at_exit.space()

    assert (at_exit.figure, at_exit.counted) == ("2", ["out 1"] * 2)
    assert f"code {code}" in at_exit.scan.asked
    assert at_exit.page.isVisible()


def test_a_burst_that_is_too_short_for_a_code_counts_no_click(at_exit: Exit) -> None:
    at_exit.type("2041", SCANNER_MS, Qt.Key.Key_Return)
    at_exit.type("3")
    at_exit.wait_for("3")

    assert at_exit.counted == ["out 3"]


@pytest.mark.parametrize(
    ("key", "character", "before"), [(Qt.Key.Key_Space, " ", "1"), (Qt.Key.Key_Backspace, "", "0")]
)
def test_a_held_key_counts_once(at_exit: Exit, key: Qt.Key, character: str, before: str) -> None:
    at_exit.space()
    QTest.keyClick(focused(), Qt.Key.Key_Backspace)
    at_exit.space()
    if key is Qt.Key.Key_Backspace:
        QTest.keyClick(focused(), key)
    for step in range(5):
        send(focused(), QEvent.Type.KeyPress, key, character, LATER + 500 + 40 * step, repeats=True)

    assert at_exit.figure == before


def test_backspace_takes_the_last_back_then_the_one_before(at_exit: Exit) -> None:
    at_exit.space()
    at_exit.type("5")
    at_exit.wait_for("6")
    for figure in ("1", "0", "0"):
        QTest.keyClick(focused(), Qt.Key.Key_Backspace)
        assert at_exit.figure == figure

    undone = ["undo click 1x5 wrong-number", "undo click 1x1 wrong-number"]
    assert at_exit.counted == ["out 1", "out 5", *undone]


def test_a_number_that_is_not_on_disk_is_not_shown(at_exit: Exit) -> None:
    at_exit.space()
    at_exit.scan.answers = [OSError("no room")]
    at_exit.space()

    notice = at_exit.page.findChild(QLabel, "notice")
    assert notice is not None
    assert (at_exit.figure, notice.isVisible()) == ("1", True)
    at_exit.space()
    assert (at_exit.figure, notice.isVisible()) == ("2", False)


def test_a_number_that_is_undone_by_its_key_leaves_the_figure_and_the_page_stays(
    at_exit: Exit,
) -> None:
    at_exit.space()
    at_exit.type("5")
    at_exit.wait_for("6")
    at_exit.scan.actions = [PastAction("click 1x5", Kind.CLICKER, NOW, 5, direction=Direction.OUT)]
    at_exit.stage.press("F8")
    QTest.keyClick(at_exit.stage.part(ChoiceDialog), Qt.Key.Key_1)

    assert (at_exit.figure, at_exit.page.isVisible()) == ("1", True)
    card = at_exit.stage.part(VerdictBanner).card
    assert card is not None
    assert card.headline == "Ongedaan gemaakt."
    at_exit.space()
    assert at_exit.figure == "2"


def test_another_exit_counts_from_zero_and_new_settings_do_not(at_exit: Exit) -> None:
    at_exit.space(2)
    controller = at_exit.stage.part(CrowdController)
    controller.move_to(replace(EXIT, event=replace(EVENT, name="We Doen Het Samen!")))
    assert at_exit.figure == "2"

    controller.move_to(replace(EXIT, entrance="Hoofdingang"))
    assert (at_exit.figure, at_exit.page.isVisible()) == ("0", True)

    controller.move_to(replace(EXIT, direction=Direction.IN))
    assert at_exit.stage.scan.isVisible()


def test_buttons_count_too_and_leave_the_keys_to_the_page(at_exit: Exit) -> None:
    button = at_exit.page.findChild(QPushButton, "out3")
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    at_exit.space()

    assert at_exit.counted == ["out 3", "out 1"]


def test_a_door_takes_only_the_last_minute_back(
    app: QApplication, labels: Language, words: dict[str, Texts], qtbot: QtBot
) -> None:
    door = replace(EXIT, role=Role.DOOR)
    for place in _opened(app, labels, words, qtbot, door):
        place.space()
        place.stage.station.clock += 61_000
        QTest.keyClick(focused(), Qt.Key.Key_Backspace)
        assert (place.figure, place.counted) == ("1", ["out 1"])


def test_an_entrance_has_no_such_page(
    app: QApplication, labels: Language, words: dict[str, Texts]
) -> None:
    entrance = replace(EXIT, direction=Direction.IN)
    look, size = WindowOptions(animated=False), QSize(1366, 768)
    with staged(app, labels, words, look, size, post=entrance, station=Station()) as stage:
        stage.press("Shift+F2")
        assert stage.scan.isVisible()
        stage.press("F1")
        keys = [one.text() for one in stage.part(DoorKeys).findChildren(QPushButton)]
        assert not any("Shift+F2" in one for one in keys)
        assert not any("Shift+F2" in one.text() and one.isVisible() for one in _buttons(stage))


def _buttons(stage: Stage) -> list[QPushButton]:
    return stage.window.findChildren(QPushButton)
