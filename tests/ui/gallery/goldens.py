"""Small pictures of the six main states: renew them by `make goldens`, and check them.

They are compared at a quarter of their size, a little blurred: another rasteriser of letters is let
through, a part that moved or is missing is not.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from kiosk.ui.style.theme import WindowOptions
from tests.ui.gallery.played import played
from tests.ui.gallery.stage import Stage
from tests.ui.gallery.states import STATES

FOLDER = Path(__file__).parent.parent / "goldens"
MAIN = (
    "verdict-admitted",
    "verdict-unknown",
    "scan-idle",
    "desk-ticket",
    "headcount",
    "files-calm",
)
SIZE = QSize(1366, 768)
_SMALLER = 4
_DIFFERENT = 24  # of 255: letters drawn otherwise stay below it
MOST = 20  # of 65,000 pixels: a small button that moved by 8 pixels changes twice as many

Pixels = NDArray[np.int16]


def main_states(app: QApplication) -> Iterator[tuple[str, Stage]]:
    """Play the main states, each in a window of its own."""
    for name in MAIN:
        states = [state for state in STATES if state.name == name]
        for state, stage in played(app, states, WindowOptions(animated=False), SIZE):
            yield state.name, stage


def small(picture: QImage) -> QImage:
    """Return a picture at a quarter of its size."""
    kept, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    return picture.scaled(SIZE / _SMALLER, kept, smooth)


def kept(name: str) -> QImage:
    """Return the stored picture of a state."""
    return QImage(str(FOLDER / f"{name}.png"))


def different(one: QImage, other: QImage) -> int:
    """Return the number of visibly different pixels of two small pictures."""
    apart = np.abs(_blurred(one) - _blurred(other)).max(axis=2)
    return int((apart > _DIFFERENT).sum())


def _blurred(picture: QImage) -> Pixels:
    plain = picture.convertToFormat(QImage.Format.Format_RGB888)
    lines = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), -1)
    pixels = lines[:, : plain.width() * 3].astype(np.int16)
    framed = np.pad(
        pixels.reshape(plain.height(), plain.width(), 3), ((1, 1), (1, 1), (0, 0)), "edge"
    )
    high, wide = plain.height(), plain.width()
    around = [framed[y : y + high, x : x + wide] for y in range(3) for x in range(3)]
    blurred: Pixels = (np.sum(around, axis=0) // len(around)).astype(np.int16)
    return blurred


if __name__ == "__main__":
    from kiosk.ui.application import start_app
    from kiosk.ui.style.theme import LIGHT

    FOLDER.mkdir(exist_ok=True)
    for name, stage in main_states(start_app(LIGHT, offscreen=True)):
        small(stage.picture()).save(str(FOLDER / f"{name}.png"))
        print(FOLDER / f"{name}.png")
