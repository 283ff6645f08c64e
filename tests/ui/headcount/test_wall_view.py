"""The headcount on a large screen: without names, and counted on while the page is hidden."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from kiosk.texts import LANGUAGES, Texts
from kiosk.ui.headcount.headcount_controller import HeadcountController
from kiosk.ui.headcount.headcount_page import HeadcountPage
from kiosk.ui.headcount.wall_view import WallView
from kiosk.ui.shell.main_window import Window
from kiosk.ui.style.language import Language
from kiosk.ui.style.theme import LIGHT
from tests.ui.fake_headcount import FakeHeadcount
from tests.ui.fakes import Inline, ui_of
from tests.ui.fits import clipped
from tests.ui.glances import ON_HOLD, ONE_SILENT, SILENT, TALLY, counted, glance
from tests.ui.guests import NOW, part


@pytest.fixture
def window(qtbot: QtBot, labels: Language, words: dict[str, Texts]) -> Window:
    window = Window(labels, words, language="nl")
    qtbot.addWidget(window)
    return window


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [QSize(1024, 600), QSize(1366, 768), QSize(1920, 1080)], ids=str)
def test_a_large_screen_has_the_bounds_and_no_names(
    app: QApplication, window: Window, words: dict[str, Texts], language: str, size: QSize
) -> None:
    wall = WallView(LIGHT, window)
    wall.show_report(SILENT, words[language])
    wall.resize(size)
    wall.show()
    app.processEvents()
    said = [label.text() for label in wall.findChildren(QLabel)]
    assert clipped(wall) == []
    assert not [text for text in said if "bibliotheek" in text]
    assert "1.487" in " ".join(said).replace(",487", ".487")


def test_a_large_screen_says_that_no_guest_is_admitted(
    app: QApplication, window: Window, words: dict[str, Texts]
) -> None:
    wall, small = WallView(LIGHT, window), QSize(1024, 600)
    wall.resize(small)
    wall.show()
    shown = []
    for seen in (ON_HOLD, ONE_SILENT):
        wall.show_report(seen, words["nl"])
        app.processEvents()
        labels = wall.findChildren(QLabel)
        shown.append([one.text() for one in labels if one.isVisible()])

        assert wall.size() == small
    assert "Niemand gaat naar binnen, bij geen enkele deur." in shown[0]
    assert "Niemand gaat naar binnen, bij geen enkele deur." not in shown[1]


def test_people_are_counted_on_while_only_the_large_screen_shows_them(
    qtbot: QtBot, window: Window, labels: Language, words: dict[str, Texts]
) -> None:
    labels.use("nl")
    more = glance(counted(replace(TALLY, inside=1_100)))
    page, counter = HeadcountPage(words["nl"], lambda: NOW, LIGHT), FakeHeadcount(count=glance())
    qtbot.addWidget(page)
    control = HeadcountController(ui_of(window, counter), page, counter, Inline(), every_ms=5)
    page.show()
    page.on_shown()
    page.wall_asked.emit()
    (wall,) = window.findChildren(WallView)
    first = part(wall, QLabel, "number").text()
    page.hide()
    counter.count = more
    qtbot.waitUntil(lambda: part(wall, QLabel, "number").text() == "1.146")
    with qtbot.waitSignal(wall.closed):
        QTest.keyClick(wall, Qt.Key.Key_Escape)
    asked = counter.counted
    qtbot.wait(30)
    assert first == "1.073"
    assert counter.counted == asked
    assert control is not None
