"""Texts have enough contrast for bright sun, measured on the painted pixels in both themes."""

from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from kiosk.ui.scan.verdict_panel import VerdictPanel
from kiosk.ui.style.theme import LIGHT, THEMES, WindowOptions, apply_theme, contrast
from tests.ui.gallery.played import played
from tests.ui.gallery.states import STATES
from tests.ui.ink import Ink, inks, seen

VERDICT, OTHER = 7.0, 4.5
SHOWN = {
    *("verdict-admitted", "verdict-just_scanned", "verdict-already_inside", "verdict-unknown"),
    *("verdict-not-a-ticket", "verdict-coach", "verdict-let-in-by-pin"),
    *("scan-idle", "scan-idle-exit", "scan-idle-room", "scan-disk-full", "scan-shrunk"),
    *("scan-first-hints", "camera-lost", "advice-dark", "keys", "let-in-pin-wrong"),
    *("last-scans", "hand-over", "how-is-this", "where-is-this", "undone", "stick-exchanged"),
    *("desk-found", "desk-ticket", "desk-group-ticked", "desk-checked-in", "desk-trouble"),
    *("headcount-full", "headcount-unsure", "files-rejected", "files-written", "doubles"),
    *("laptops", "wizard-trouble", "join-mistyped", "start-trouble"),
}

Pixels = NDArray[np.uint8]


@pytest.fixture(params=THEMES)
def theme(app: QApplication, request: pytest.FixtureRequest) -> Iterator[str]:
    apply_theme(app, THEMES[request.param])
    yield request.param
    apply_theme(app, LIGHT)


def pixels_of(picture: QImage) -> Pixels:
    """The picture's pixels, RGB."""
    plain = picture.convertToFormat(QImage.Format.Format_RGB888)
    lines = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), -1)
    rows = lines[:, : plain.width() * 3].copy()  # the picture lets go of its pixels
    return rows.reshape(plain.height(), plain.width(), 3)


def measured(ink: Ink, pixels: Pixels) -> float:
    """The contrast of the strongest pixel of a text to its background; 21 without any pixel."""
    box = ink.box.toAlignedRect().adjusted(-2, -2, 2, 2)
    part = pixels[max(0, box.top()) : box.bottom() + 1, max(0, box.left()) : box.right() + 1]
    if part.size == 0:
        return 21.0
    packed = part.astype(np.uint32) @ np.array([0x10000, 0x100, 1], np.uint32)
    colours, counts = np.unique(packed, return_counts=True)
    paper = f"#{colours[counts.argmax()]:06x}"
    lightness = (colours >> 16) * 2126 + (colours >> 8 & 0xFF) * 7152 + (colours & 0xFF) * 722
    extremes = colours[lightness.argmin()], colours[lightness.argmax()]
    return max(contrast(paper, f"#{colour:06x}") for colour in extremes)


def test_grey_on_grey_is_found(qtbot: QtBot, app: QApplication) -> None:
    faint = QLabel("Ticketnummer")
    qtbot.addWidget(faint)
    faint.setStyleSheet("background: #ffffff; color: #9aa3ad; font-size: 17px;")
    faint.show()
    (ink,) = inks(faint)

    assert app is not None
    assert 2 < measured(ink, pixels_of(faint.grab().toImage())) < OTHER


def test_every_text_has_the_contrast_that_its_place_asks_for(app: QApplication, theme: str) -> None:
    look = WindowOptions(theme=THEMES[theme], animated=False)
    shown = [state for state in STATES if state.name in SHOWN]
    faint = {
        f"{state.name}: {ink.where} {contrast_there:.1f}"
        for state, stage in played(app, shown, look, QSize(1366, 768))
        for pixels in [pixels_of(stage.picture())]
        for ink in inks(seen(stage.window))
        if ink.on.isEnabled()
        for contrast_there in [measured(ink, pixels)]
        if contrast_there < _asked(ink)
    }

    assert {state.name for state in shown} == SHOWN
    assert faint == set()


def _asked(ink: Ink) -> float:
    card = isinstance(ink.on, VerdictPanel) and ink.on.card is not None
    return VERDICT if card else OTHER
