"""The main states look as in the checked-in pictures, which `make goldens` renews."""

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QPushButton

from kiosk.ui.style.theme import font
from tests.ui.conftest import in_light_colours
from tests.ui.gallery.goldens import FOLDER, MAIN, MOST, different, kept, main_states, small


@pytest.fixture(scope="module")
def seen(qapp: QApplication) -> dict[str, QImage]:
    app = in_light_colours(qapp)
    return {name: stage.picture() for name, stage in main_states(app)}


@pytest.mark.parametrize("name", MAIN)
def test_a_main_state_looks_as_it_did(seen: dict[str, QImage], name: str) -> None:
    there = different(small(seen[name]), kept(name))

    assert there <= MOST, f"{there} pixels of {name} differ: look at it, then `make goldens`"


def test_nothing_else_is_kept() -> None:
    assert {path.stem for path in FOLDER.glob("*.png")} == set(MAIN)


def test_a_button_that_moved_or_is_gone_is_seen(app: QApplication) -> None:
    found: list[int] = []
    for name, stage in main_states(app):
        if name == "verdict-admitted":
            buttons = stage.window.findChildren(QPushButton, "go-more")
            button = next(one for one in buttons if one.isVisible())
            button.move(button.x() - 8, button.y())
            found.append(different(small(stage.picture()), kept(name)))
            button.hide()
            found.append(different(small(stage.picture()), kept(name)))

    assert all(pixels > MOST for pixels in found)


def test_letters_that_are_drawn_otherwise_are_let_through(app: QApplication) -> None:
    drawn = [_written(app, shift) for shift in (0.0, 0.35)]

    assert drawn[0] != drawn[1]
    assert different(*(small(one) for one in drawn)) <= MOST


def _written(app: QApplication, shift: float) -> QImage:
    """Paint a line of text shifted by a part of a pixel, so that each edge has another grey."""
    assert app is not None
    picture = QImage(1366, 768, QImage.Format.Format_RGB32)
    picture.fill(QColor("#ffffff"))
    painter = QPainter(picture)
    painter.setFont(font(23))
    painter.translate(shift, shift)
    for line in range(20):
        painter.drawText(40, 40 + 34 * line, "Stichting Samenwerkende Bewonersorganisaties " * 2)
    painter.end()
    return picture
