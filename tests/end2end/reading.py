"""Reads texts in the picture of a window, as a person reads them on the screen."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from functools import cache
from itertools import product

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter

from kiosk.ui.style.theme import font, load_fonts

_PLAIN, _BOLDER, _BOLD = QFont.Weight.Normal, QFont.Weight.DemiBold, QFont.Weight.Bold
_LETTERS = (
    (17, _PLAIN),
    (17, _BOLDER),
    (16, _PLAIN),
    (16, _BOLDER),
    (15, _PLAIN),
    (20, _PLAIN),
    (20, _BOLDER),
    (22, _BOLD),
    (24, _BOLD),
    (26, _BOLDER),
)
"""The sizes (pixels) and weights in which the window writes its lines, buttons and fields."""
_BETWEEN_PIXELS = (0.0, 0.5, 0.25, 0.75)
"""Where in a pixel the first letter may begin."""
_AS_DRAWN = 0.96
"""How alike a text and itself are at least; texts that differ in a letter or figure are less."""
_FEWEST_LETTERS = 3
_INK = 200  # of 255: darker pixels are of a letter

Grey = NDArray[np.uint8]

_load_fonts_once = cache(load_fonts)


def find_text(picture: QImage, text: str) -> QPoint | None:
    """Return the middle of a text in a picture; None if it is not there in one line."""
    grey = _grey(picture)
    for (pixels, weight), offset in product(_LETTERS, _BETWEEN_PIXELS):
        drawn = _drawn(text, pixels, weight, offset)
        # Letters may be light on dark, as on the button of the next step.
        alike = np.abs(cv2.matchTemplate(grey, drawn, cv2.TM_CCOEFF_NORMED))
        y, x = np.unravel_index(int(alike.argmax()), alike.shape)
        if alike[y, x] >= _AS_DRAWN:
            return QPoint(int(x) + drawn.shape[1] // 2, int(y) + drawn.shape[0] // 2)
    return None


def is_written(picture: QImage, text: str) -> bool:
    """Return whether a text is in a picture, in one line or broken into two."""
    if find_text(picture, text) is not None:
        return True
    words = text.split(" ")
    breaks = ((" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words)))
    return any(
        all(find_text(picture, part) is not None for part in parts)
        for parts in breaks
        if min(map(len, parts)) >= _FEWEST_LETTERS
    )


@cache
def _drawn(text: str, pixels: int, weight: QFont.Weight, offset: float) -> Grey:
    """Draw a text as the window does, without the paper around it."""
    _load_fonts_once()
    letters = font(pixels, weight)
    metrics = QFontMetricsF(letters)
    wide, high = round(metrics.horizontalAdvance(text)) + 6, round(metrics.height()) + 2
    image = QImage(wide, high, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setFont(letters)
    painter.drawText(QPointF(2 + offset, 1 + metrics.ascent()), text)
    painter.end()
    grey = _grey(image)
    rows, columns = np.nonzero(grey < _INK)
    return grey[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1].copy()


def _grey(picture: QImage) -> Grey:
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    whole = np.frombuffer(grey.constBits(), np.uint8).reshape(grey.height(), grey.bytesPerLine())
    return whole[:, : grey.width()].copy()
