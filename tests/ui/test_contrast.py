"""Texts have enough contrast for bright sun, measured on the painted pixels.

In dark colours here; in light ones in `test_every_state`, whose windows are there anyway.
"""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from kiosk.ui.style.theme import DARK, LIGHT, WindowOptions, apply_theme
from tests.ui.contrasts import OTHER, SHOWN, faint, measured, pixels_of
from tests.ui.gallery.played import played
from tests.ui.gallery.states import STATES
from tests.ui.ink import inks


@pytest.fixture
def dark(app: QApplication) -> Iterator[QApplication]:
    apply_theme(app, DARK)
    yield app
    apply_theme(app, LIGHT)


def test_grey_on_grey_is_found(qtbot: QtBot, app: QApplication) -> None:
    faint = QLabel("Ticketnummer")
    qtbot.addWidget(faint)
    faint.setStyleSheet("background: #ffffff; color: #9aa3ad; font-size: 17px;")
    faint.show()
    (ink,) = inks(faint)

    assert app is not None
    assert 2 < measured(ink, pixels_of(faint.grab().toImage())) < OTHER


def test_every_text_has_the_contrast_that_its_place_asks_for_in_dark_colours(
    dark: QApplication,
) -> None:
    look = WindowOptions(theme=DARK, animated=False)
    shown = [state for state in STATES if state.name in SHOWN]
    found = {
        f"{state.name}: {text}"
        for state, stage in played(dark, shown, look, QSize(1366, 768))
        for text in faint(stage)
    }

    assert {state.name for state in shown} == SHOWN
    assert found == set()
