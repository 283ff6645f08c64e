"""Pictures in, codes out: ZXing on the picture as it is, then blurred, then sharpened.

A text found here is only a claim, until an exact look-up or a valid signature. Only the usual QR
symbol is asked for: the whole QR family includes Micro QR, which is found in noise.
"""

from collections.abc import Callable, Sequence

import numpy as np
import zxingcpp

from kiosk.camera.codes import Code, clockwise, distinct, in_reading_order, merged, usable
from kiosk.camera.frame import Image
from kiosk.camera.opencv import cv2
from kiosk.camera.zbar import Decoder

_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCodeModel2)
_SMALL = 2_000_000  # pixels; a picture up to this size is also looked at enlarged
_ENLARGED = 1.5


def gray(image: Image) -> Image:
    """Return the luminance (height, width) of BGR pixels: read twice as fast as the colours."""
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), dtype=np.uint8)


def read_live(picture: Image, enough: Callable[[Sequence[Code]], bool] = bool) -> tuple[Code, ...]:
    """Read a grey frame, looking again (blurred, sharpened) until what was found is `enough`."""
    found: tuple[Code, ...] = ()
    for look in (_plain, _blurred, _sharpened):
        found = merged(found, _read(look(picture)))
        if enough(found):
            break
    return found


def read_picture(image: Image, second: Decoder | None) -> tuple[Code, ...]:
    """Read a still with every look there is: distinct texts, top to bottom, then left to right."""
    picture = gray(image)
    found: tuple[Code, ...] = ()
    for look in (_plain, _blurred, _sharpened):
        found = merged(found, _read(look(picture)))
    if picture.size <= _SMALL:
        found = merged(found, _scaled(_read(_enlarged(picture)), 1 / _ENLARGED))
    if second is not None:
        found = merged(found, second(picture))
    return distinct(in_reading_order(found))


def _read(picture: Image) -> tuple[Code, ...]:
    found = zxingcpp.read_barcodes(
        picture,
        formats=_QR,
        try_rotate=False,  # made no difference to QR codes in any set
        try_invert=True,
        try_downscale=True,
        text_mode=zxingcpp.TextMode.Plain,
    )
    return tuple(Code(code.text, _corners(code.position)) for code in found if usable(code.text))


def _corners(position: zxingcpp.Position) -> tuple[tuple[float, float], ...]:
    corners = position.top_left, position.top_right, position.bottom_right, position.bottom_left
    return clockwise((float(corner.x), float(corner.y)) for corner in corners)


def _plain(picture: Image) -> Image:
    return picture


def _blurred(picture: Image) -> Image:
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), 1.0), dtype=np.uint8)


def _sharpened(picture: Image) -> Image:
    soft = cv2.GaussianBlur(picture, (0, 0), 2.5)
    return np.asarray(cv2.addWeighted(picture, 2.2, soft, -1.2, 0), dtype=np.uint8)


def _enlarged(picture: Image) -> Image:
    larger = cv2.resize(picture, None, fx=_ENLARGED, fy=_ENLARGED, interpolation=cv2.INTER_CUBIC)
    return np.asarray(larger, dtype=np.uint8)


def _scaled(codes: Sequence[Code], factor: float) -> tuple[Code, ...]:
    return tuple(
        Code(code.text, tuple((x * factor, y * factor) for x, y in code.corners)) for code in codes
    )
