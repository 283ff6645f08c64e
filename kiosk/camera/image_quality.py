"""Measures in a grey frame how well a ticket before the camera can be read."""

import numpy as np
import numpy.typing as npt

from kiosk.camera.advice import Measured
from kiosk.camera.frame import Image
from kiosk.camera.guide import GUIDE_HEIGHT, GUIDE_WIDTH
from kiosk.camera.opencv import cv2

_SMALL = (320, 180)
_BRIGHTEST = 95  # percent of the pixels are darker
_NEAR_BY = np.ones((9, 9), np.uint8)  # of the small picture: wider than a module of any code
_PRINT = 60  # grey levels between the darkest and the lightest pixel near by
_FILLED = (25, 25), 0.9  # of the small picture: print all over this area is part of a ticket
_MIN_PRINT = 0.005  # of the guide; less print is not measured further
_WHITE = 250
_AROUND = 12  # pixels of the small picture
_CLOSE = 64  # pixels of the frame, to each side of the middle of the print
_EDGE = np.ones((25, 25), np.uint8)  # of the frame: a blurred edge is not wider
_CLEAR = 50  # grey levels across an edge whose width can be measured
_STEEPEST = 98  # percent of the places are less steep

Small = npt.NDArray[np.uint8]


def measure(picture: Image) -> Measured:
    """Measure a grey frame, mostly in a small copy; takes 2 ms."""
    small = np.asarray(cv2.resize(picture, _SMALL, interpolation=cv2.INTER_AREA), np.uint8)
    guide = small[_middle(_SMALL[1], GUIDE_HEIGHT), _middle(_SMALL[0], GUIDE_WIDTH)]
    printed = _printed(guide)
    brightness, cover = float(np.percentile(small, _BRIGHTEST)), float(printed.mean())
    if cover < _MIN_PRINT:
        return Measured(brightness, cover)
    rows, columns = np.nonzero(printed)
    y, x = int(rows.mean()), int(columns.mean())
    around = guide[_span(rows, _AROUND), _span(columns, _AROUND)]
    return Measured(
        brightness,
        cover,
        softness=_softness(_close_up(picture, guide.shape, y, x)),
        glare=float((around >= _WHITE).mean()),
        changes=_changes(guide[max(0, y - 16) : y + 16, max(0, x - 16) : x + 16]),
    )


def _middle(length: int, part: float) -> slice:
    margin = round(length * (1 - part) / 2)
    return slice(margin, length - margin)


def _span(places: npt.NDArray[np.intp], margin: int) -> slice:
    return slice(max(0, int(places.min()) - margin), int(places.max()) + margin)


def _printed(guide: Small) -> npt.NDArray[np.bool_]:
    """Return where light and dark alternate all around, as in a code or in small print."""
    contrast = cv2.subtract(cv2.dilate(guide, _NEAR_BY), cv2.erode(guide, _NEAR_BY))
    printed = np.asarray(contrast > _PRINT, np.float32)
    size, filled = _FILLED
    return np.asarray(cv2.blur(printed, size, borderType=cv2.BORDER_CONSTANT) > filled)


def _close_up(picture: Image, guide: tuple[int, ...], y: int, x: int) -> Image:
    """Return the frame's pixels around a pixel of the small guide."""
    height, width = picture.shape
    middle_y = round((y + (_SMALL[1] - guide[0]) / 2) * height / _SMALL[1])
    middle_x = round((x + (_SMALL[0] - guide[1]) / 2) * width / _SMALL[0])
    top, left = max(0, middle_y - _CLOSE), max(0, middle_x - _CLOSE)
    return picture[top : middle_y + _CLOSE, left : middle_x + _CLOSE]


def _softness(close: Image) -> float:
    """Return the width of the steepest edges in pixels, in the worse direction."""
    contrast = cv2.subtract(cv2.dilate(close, _EDGE), cv2.erode(close, _EDGE)).astype(np.float32)
    clear = contrast > _CLEAR
    if not clear.any():
        return 0.0
    smooth = cv2.GaussianBlur(close, (0, 0), 1).astype(np.float32)
    slopes = (cv2.Sobel(smooth, cv2.CV_32F, along, 1 - along, ksize=1) for along in (0, 1))
    steepest = (
        float(np.percentile(np.abs(slope[clear]) / contrast[clear], _STEEPEST)) for slope in slopes
    )
    return 2 / max(min(steepest), 1e-3)


def _changes(middle: Small) -> float:
    bright = middle > cv2.blur(middle, (9, 9))
    across = float((bright[:, 1:] != bright[:, :-1]).mean())
    return max(across, float((bright[1:] != bright[:-1]).mean()))
