import numpy as np
import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk.camera.code_tracker import Outline, OutlineRole
from kiosk.camera.frame import Frame
from kiosk.ui.input.preview import Preview
from kiosk.ui.style.theme import LIGHT

RED, BLUE = (0, 0, 255), (255, 0, 0)  # BGR, as OpenCV has it


@pytest.fixture
def frame() -> Frame:
    image = np.zeros((720, 1280, 3), np.uint8)
    image[:, :640], image[:, 640:] = RED, BLUE
    return Frame(image, 0.0)


def preview(qtbot: QtBot, *, mirrored: bool) -> Preview:
    made = Preview(LIGHT, mirrored=mirrored)
    qtbot.addWidget(made)
    made.resize(400, 400)
    return made


def colours(shown: Preview) -> tuple[QColor, QColor]:
    """The colours at the left and right of the middle."""
    image = shown.grab().toImage()
    return image.pixelColor(100, 200), image.pixelColor(300, 200)


@pytest.mark.usefixtures("app")
def test_guests_see_themselves_as_in_a_mirror(qtbot: QtBot, frame: Frame) -> None:
    shown = preview(qtbot, mirrored=True)
    shown.show_frame(frame)

    assert colours(shown) == (QColor("blue"), QColor("red"))


@pytest.mark.usefixtures("app")
def test_without_a_mirror_left_is_left(qtbot: QtBot, frame: Frame) -> None:
    shown = preview(qtbot, mirrored=False)
    shown.show_frame(frame)

    assert colours(shown) == (QColor("red"), QColor("blue"))


@pytest.mark.usefixtures("app")
def test_a_picture_never_freezes_behind_trouble(qtbot: QtBot, frame: Frame) -> None:
    shown = preview(qtbot, mirrored=True)
    shown.show_frame(frame)
    shown.show_trouble("De camera is los.")

    assert colours(shown) == (QColor(LIGHT.preview), QColor(LIGHT.preview))


def test_the_code_that_is_meant_is_outlined_where_it_is_seen(
    qtbot: QtBot, app: QApplication, frame: Frame
) -> None:
    shown = preview(qtbot, mirrored=True)
    shown.show_frame(frame)
    plain = shown.grab().toImage()
    shown.show_outlines((Outline(((0, 300), (600, 300), (600, 500), (0, 500)), OutlineRole.MEANT),))
    outlined = shown.grab().toImage()

    assert app is not None
    assert plain.pixelColor(300, 167) != outlined.pixelColor(300, 167)  # 300 of 720, mirrored
    assert plain.pixelColor(100, 167) == outlined.pixelColor(100, 167)
