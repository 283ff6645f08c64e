import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kiosk.domain.verdict import Colour
from kiosk.ui.style.theme import LIGHT, THEMES, Theme, apply_theme, contrast, stylesheet


def test_contrast_is_computed_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("colour", Colour)
@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_verdicts_are_read_in_bright_sun(theme: Theme, colour: Colour) -> None:
    pair = theme.verdicts[colour]

    assert contrast(pair.paper, pair.ink) >= 7


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_everything_else_is_read_easily(theme: Theme) -> None:
    on_papers = [
        contrast(ink, paper)
        for ink in (theme.text, theme.muted, theme.accent)
        for paper in (theme.window, theme.surface, theme.hover)
    ]

    assert min(on_papers) >= 4.5
    assert contrast(theme.accent, theme.accent_ink) >= 4.5
    assert contrast(theme.leaving, theme.leaving_ink) >= 4.5
    assert contrast(theme.room, theme.room_ink) >= 4.5


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_the_focus_is_seen(theme: Theme) -> None:
    assert contrast(theme.focus, theme.window) >= 3
    assert contrast(theme.focus, theme.surface) >= 3


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_the_stylesheet_knows_all_its_colours(theme: Theme) -> None:
    assert "$" not in stylesheet(theme)


def test_a_button_that_tab_came_to_looks_like_any_other_with_the_focus(
    qtbot: QtBot, app: QApplication
) -> None:
    apply_theme(app, LIGHT)
    page = QWidget()
    qtbot.addWidget(page)
    first, second = QPushButton("Kies een map …", page), QPushButton("Lever in …", page)
    column = QVBoxLayout(page)
    for each in (first, second):
        column.addWidget(each)
    with qtbot.waitActive(page):
        page.show()
    second.setFocus()
    before = second.grab().toImage()
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Tab)

    assert second.hasFocus()
    assert second.grab().toImage() == before
