"""Pictures in, codes out: ZXing on the picture as it is, and then looked at in other ways.

A text found here is only a claim, until an exact look-up or a valid signature. Only the usual QR
symbol is asked for: the whole QR family includes Micro QR, which is found in noise.
"""

from collections.abc import Callable, Sequence

import numpy as np
import zxingcpp

from kiosk.camera.decoding.detected_code import (
    Code,
    clockwise,
    distinct,
    in_reading_order,
    merged,
    usable,
)
from kiosk.camera.decoding.guarded_decoder import Decoder, Faultless
from kiosk.camera.decoding.looks import ENLARGED, RARE, USUAL, PictureLook
from kiosk.camera.frame import Image
from kiosk.camera.opencv import cv2

_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCodeModel2)
_SMALL = 2_000_000  # pixels; a picture up to this size is also looked at enlarged


def gray(image: Image) -> Image:
    """Return the luminance (height, width) of BGR pixels: read twice as fast as the colours."""
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), dtype=np.uint8)


def read_live(
    picture: Image, enough: Callable[[Sequence[Code]], bool] = bool, *, turn: int = 0
) -> tuple[Code, ...]:
    """Read a grey frame, looking in other ways until what was found is `enough`.

    The last way is one of several, by `turn`: a ticket is held up for many frames.
    """
    found: tuple[Code, ...] = ()
    for look in (*USUAL, RARE[turn % len(RARE)]):
        found = merged(found, _seen(look, picture))
        if enough(found):
            break
    return found


def read_picture(image: Image, second: Decoder | None) -> tuple[Code, ...]:
    """Read a still with every look there is: distinct texts, top to bottom, then left to right."""
    picture = gray(image)
    looks = (*USUAL, *RARE, ENLARGED) if picture.size <= _SMALL else (*USUAL, *RARE)
    found: tuple[Code, ...] = ()
    for look in looks:
        found = merged(found, _seen(look, picture))
    if second is not None:
        found = merged(found, Faultless("second", second)(picture))
    return distinct(in_reading_order(found))


def _seen(look: PictureLook, picture: Image) -> tuple[Code, ...]:
    return look.placed(_read(look.change(picture)))


def _zxing(picture: Image) -> tuple[Code, ...]:
    found = zxingcpp.read_barcodes(
        picture,
        formats=_QR,
        try_rotate=False,  # made no difference to QR codes in any set
        try_invert=True,
        try_downscale=True,
        text_mode=zxingcpp.TextMode.Plain,
    )
    return tuple(Code(code.text, _corners(code.position)) for code in found if usable(code.text))


_read = Faultless("ZXing", _zxing)


def _corners(position: zxingcpp.Position) -> tuple[tuple[float, float], ...]:
    corners = position.top_left, position.top_right, position.bottom_right, position.bottom_left
    return clockwise((float(corner.x), float(corner.y)) for corner in corners)
