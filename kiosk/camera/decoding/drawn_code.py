"""Draws a QR code and reads it back, to find out whether the decoders work on this laptop."""

from dataclasses import dataclass

import numpy as np
import segno

from kiosk.camera.decoding.zbar_decoder import zbar_decoder
from kiosk.camera.decoding.zxing_decoder import read_live
from kiosk.camera.frame import Image

_TEXT = "PREFLIGHT-0123456789"
_MODULE_PX = 6


@dataclass(frozen=True, slots=True)
class DecodersThatRead:
    """Says of each decoder that it read the drawn code, or that it did not."""

    zxing: bool
    pyzbar: bool


def decoders_that_read() -> DecodersThatRead:
    """Let both decoders read a drawn code."""
    picture, second = _drawn(), zbar_decoder()
    return DecodersThatRead(
        any(code.text == _TEXT for code in read_live(picture)),
        second is not None and any(code.text == _TEXT for code in second(picture)),
    )


def _drawn() -> Image:
    """Return a grey picture (height, width) of the code with its white border."""
    rows = [
        [0 if dark else 255 for dark in row]
        for row in segno.make_qr(_TEXT, error="m").matrix_iter(scale=_MODULE_PX, border=4)
    ]
    return np.asarray(rows, dtype=np.uint8)
