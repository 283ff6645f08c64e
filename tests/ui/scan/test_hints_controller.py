from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk.domain.verdict import Outcome
from kiosk.texts import LANGUAGES, Texts
from kiosk.ui.scan.hints_controller import HintsController
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.shell.main_window import SMALLEST, Window
from kiosk.ui.style.language import Language
from kiosk.ui.style.theme import LIGHT
from tests.ui.fake_scan import FakeScan
from tests.ui.fakes import client_of
from tests.ui.guests import NOW, POST, answer


@dataclass
class Beginning:
    """A page in its window, and a station without an operator so far."""

    window: Window
    page: ScanPage
    door: FakeScan = field(default_factory=lambda: FakeScan(hinted=False))

    def begin(self, app: QApplication) -> None:
        HintsController(app, self.page, client_of(self.door)).begin()

    @property
    def hints(self) -> tuple[str, ...]:
        shown = self.page.panel.idle.hints
        return shown.lines if shown else ()


@pytest.fixture
def fresh(qtbot: QtBot, app: QApplication, words: dict[str, Texts], labels: Language) -> Beginning:
    window = Window(labels, words, language="nl")
    qtbot.addWidget(window)
    made = Beginning(window, ScanPage(POST, words["nl"], lambda: NOW, LIGHT))
    window.add_scan(made.page)
    window.resize(SMALLEST)
    window.show()
    qtbot.waitUntil(made.page.footer.field.hasFocus)
    made.begin(app)
    return made


def test_three_hints_are_shown_at_first_use(fresh: Beginning) -> None:
    assert len(fresh.hints) == 3
    assert fresh.hints[0] in fresh.page.panel.accessibleName()
    assert not fresh.door.hinted


def test_a_key_ends_the_hints_and_is_typed_all_the_same(fresh: Beginning) -> None:
    QTest.keyClicks(fresh.page.footer.field, "W")

    assert fresh.hints == ()
    assert fresh.page.footer.field.text() == "W"
    assert fresh.door.hinted


def test_a_scan_ends_the_hints(fresh: Beginning) -> None:
    fresh.page.show_answer(answer(Outcome.ADMITTED))

    assert fresh.hints == ()
    assert fresh.door.hinted


def test_a_tap_ends_the_hints(fresh: Beginning) -> None:
    QTest.mouseClick(fresh.page.panel, Qt.MouseButton.LeftButton)

    assert fresh.hints == ()


def test_who_saw_the_hints_never_sees_them_again(fresh: Beginning, app: QApplication) -> None:
    QTest.keyClicks(fresh.page.footer.field, "W")
    fresh.begin(app)

    assert fresh.hints == ()


def test_a_guest_goes_before_a_hint(fresh: Beginning, app: QApplication) -> None:
    fresh.page.hide_hints()
    fresh.door.hinted = False
    fresh.page.show_answer(answer(Outcome.ADMITTED))
    fresh.begin(app)

    assert fresh.hints == ()
    assert not fresh.door.hinted


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [SMALLEST, QSize(1366, 768)], ids=str)
def test_the_hints_stand_clear_of_the_edges(
    fresh: Beginning, words: dict[str, Texts], language: str, size: QSize
) -> None:
    fresh.page.use_words(words[language])
    fresh.window.resize(size)
    QApplication.processEvents()
    picture = fresh.page.panel.grab().toImage()
    edge = [
        picture.pixelColor(x, y).name()
        for x in range(40, picture.width() - 40, 3)
        for y in (6, picture.height() - 7)
    ]

    assert set(edge) == {LIGHT.surface}
