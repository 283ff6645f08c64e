"""An error below fields: a sign and colours of its own, in both themes."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk.ui.style.theme import LIGHT, THEMES, Theme, apply_theme, contrast
from kiosk.ui.widgets.status_label import StatusLabel


@pytest.fixture(params=THEMES)
def theme(app: QApplication, request: pytest.FixtureRequest) -> Iterator[Theme]:
    apply_theme(app, THEMES[request.param])
    yield THEMES[request.param]
    apply_theme(app, LIGHT)


@pytest.mark.parametrize("name", ["wizardText", "overlayStatus"])
def test_an_error_has_a_sign_and_colours_of_its_own(qtbot: QtBot, theme: Theme, name: str) -> None:
    label = StatusLabel(name)
    qtbot.addWidget(label)
    label.resize(400, 60)
    label.show()
    label.show_trouble("De pincode klopt niet.")
    wrong = label.grab().toImage()
    middle = wrong.height() // 2
    colours = {wrong.pixelColor(x, middle).name() for x in range(16, 42)}
    label.show_status("Kies een bestand.")
    plain = label.grab().toImage()

    assert wrong.pixelColor(wrong.width() - 6, middle) == QColor(theme.trouble)
    assert {theme.trouble, theme.trouble_ink} <= colours  # the sign, and what is cut out of it
    assert wrong.pixelColor(2, middle) == QColor(theme.trouble_ink)
    assert contrast(theme.trouble, theme.trouble_ink) >= 7
    assert plain.pixelColor(plain.width() - 6, middle) != QColor(theme.trouble)
    assert not label.is_trouble


def test_no_sentence_is_no_error(qtbot: QtBot, app: QApplication) -> None:
    label = StatusLabel("overlayStatus")
    qtbot.addWidget(label)
    label.show_trouble("Fout.")
    label.show_trouble("")

    assert app is not None
    assert not label.is_trouble
