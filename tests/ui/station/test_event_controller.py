"""The page of the event in the window: opened by its key, saved, and announced to other pages."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kiosk.errors import WorldFailed
from kiosk.texts import Texts
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.setup.event_page import EventPage
from kiosk.ui.shell.main_window import Window
from kiosk.ui.station.event_controller import EventController
from kiosk.ui.style.language import Language
from kiosk.ui.style.theme import LIGHT
from tests.ui.fake_station import FakeStation
from tests.ui.fakes import ui_of
from tests.ui.guests import NOW, POST, part


class AdminsWindow:
    """A window with the scan page and the page of the event."""

    def __init__(self, qtbot: QtBot, labels: Language, words: dict[str, Texts]) -> None:
        self.station = FakeStation()
        self.polls = 0
        self.pins = 0
        self.window = Window(labels, words, language="nl")
        qtbot.addWidget(self.window)
        self.window.add_scan(ScanPage(POST, words["nl"], lambda: NOW, LIGHT))
        ui = ui_of(self.window, self.station)
        EventController(ui, self._poll, self._ask_pin)
        self.window.resize(1024, 600)
        with qtbot.waitActive(self.window):
            self.window.show()
        QTest.keyClick(self.window, Qt.Key.Key_F4, Qt.KeyboardModifier.ShiftModifier)
        self.page = self.window.findChildren(EventPage)[0]

    def _poll(self) -> None:
        self.polls += 1

    def _ask_pin(self) -> None:
        self.pins += 1

    def rename(self) -> None:
        """Open the second part, and type behind the name."""
        QTest.keyClick(_focused(), Qt.Key.Key_Tab)
        QTest.keyClick(_focused(), Qt.Key.Key_Space)
        QTest.keyClick(_focused(), Qt.Key.Key_End)
        QTest.keyClicks(_focused(), "!")
        QTest.keyClick(_focused(), Qt.Key.Key_Return)


def _focused() -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


@pytest.fixture
def admin(qtbot: QtBot, labels: Language, words: dict[str, Texts]) -> AdminsWindow:
    return AdminsWindow(qtbot, labels, words)


def test_the_event_is_renamed_by_the_keys_and_the_other_pages_follow(admin: AdminsWindow) -> None:
    before = admin.station.overview.settings["name"]
    admin.rename()

    assert admin.station.overview.settings["name"] == f"{before}!"
    assert admin.polls == 1
    assert admin.page.changes() == {}
    assert admin.page.message.startswith("Bewaard.")


def test_a_change_that_cannot_be_written_is_reported_and_stays(admin: AdminsWindow) -> None:
    admin.station.fails = WorldFailed("error.disk_full", path="/home/kiosk")
    admin.rename()

    assert "schijf" in admin.page.message
    assert list(admin.page.changes()) == ["name"]
    assert admin.page.isEnabled()
    assert admin.polls == 0


def test_another_pin_is_asked_for_from_the_open_points(admin: AdminsWindow) -> None:
    part(admin.page, QPushButton, "eventPin").click()
    assert admin.pins == 1
