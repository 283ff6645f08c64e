"""The first decoder: ZXing on the plain picture, and then on filtered ones.

A decoded text proves nothing until an exact lookup or a valid signature. Only the usual QR code is
searched for: the whole QR family includes Micro QR, which is found in noise.
"""

from collections.abc import Callable, Sequence

import numpy as np
import zxingcpp

from kiosk.camera.decoding.detected_code import (
    Code,
    clockwise,
    distinct,
    in_reading_order,
    is_usable,
    merged,
)
from kiosk.camera.decoding.guarded_decoder import Decoder, GuardedDecoder
from kiosk.camera.decoding.picture_filters import ENLARGED, RARE, USUAL, PictureFilter
from kiosk.camera.frame import Image
from kiosk.camera.opencv import cv2

_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCodeModel2)
_MAX_ENLARGED = 2_000_000  # pixels; a picture up to this size is also enlarged


def gray(image: Image) -> Image:
    """Return the luminance (height, width) of BGR pixels: decoded twice as fast as colours."""
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), dtype=np.uint8)


def read_live(
    picture: Image, enough: Callable[[Sequence[Code]], bool] = bool, *, turn: int = 0
) -> tuple[Code, ...]:
    """Decode a grey frame, with filters until the found codes are `enough`.

    The last filter is one of several, by `turn`: a ticket is held up for many frames.
    """
    found: tuple[Code, ...] = ()
    for one in (*USUAL, RARE[turn % len(RARE)]):
        found = merged(found, _read_filtered(one, picture))
        if enough(found):
            break
    return found


def read_picture(image: Image, second: Decoder | None) -> tuple[Code, ...]:
    """Decode a still picture with all filters: distinct texts in reading order."""
    picture = gray(image)
    filters = (*USUAL, *RARE, ENLARGED) if picture.size <= _MAX_ENLARGED else (*USUAL, *RARE)
    found: tuple[Code, ...] = ()
    for one in filters:
        found = merged(found, _read_filtered(one, picture))
    if second is not None:
        found = merged(found, GuardedDecoder("second", second)(picture))
    return distinct(in_reading_order(found))


def _read_filtered(picture_filter: PictureFilter, picture: Image) -> tuple[Code, ...]:
    return picture_filter.in_original(_read(picture_filter.change(picture)))


def _zxing(picture: Image) -> tuple[Code, ...]:
    found = zxingcpp.read_barcodes(
        picture,
        formats=_QR,
        try_rotate=False,  # made no difference to QR codes in any set
        try_invert=True,
        try_downscale=True,
        text_mode=zxingcpp.TextMode.Plain,
    )
    return tuple(
        Code(code.text, corners_of(code.position)) for code in found if is_usable(code.text)
    )


_read = GuardedDecoder("ZXing", _zxing)


def corners_of(position: zxingcpp.Position) -> tuple[tuple[float, float], ...]:
    """Return the corners of a code in pixels, clockwise."""
    corners = position.top_left, position.top_right, position.bottom_right, position.bottom_left
    return clockwise((float(corner.x), float(corner.y)) for corner in corners)
