"""Detects codes that are no QR codes, for advice; they are never used as tickets.

Decoding all these kinds takes twelve times as long as QR codes: once a second, in a frame without a
QR code, on a separate thread. In 396 pictures with a QR code or without a code, none was found.
"""

import math

import zxingcpp

from kiosk.camera.decoding.detected_code import Code
from kiosk.camera.decoding.second_decoder import SecondOpinion
from kiosk.camera.decoding.zxing_decoder import corners_of
from kiosk.camera.frame import Frame, Image
from kiosk.camera.guide import guide

REST_S = 0.7
KEEP_S = 2.5  # advice stays until the code was missed for this time
QUIET_S = 2.0  # no advice for this time after a QR code was held up
_AGREEING = 2  # equal readings in a row

_KINDS = zxingcpp.BarcodeFormats(
    [
        zxingcpp.BarcodeFormat.EAN13,
        zxingcpp.BarcodeFormat.UPCA,
        zxingcpp.BarcodeFormat.Code128,
        zxingcpp.BarcodeFormat.Code39,
        zxingcpp.BarcodeFormat.ITF,
        zxingcpp.BarcodeFormat.PDF417,
        zxingcpp.BarcodeFormat.Aztec,
        zxingcpp.BarcodeFormat.DataMatrix,
    ]
)


def read_barcodes(picture: Image) -> tuple[Code, ...]:
    """Return the bar codes in a grey picture, and the square codes that are no QR codes."""
    found = zxingcpp.read_barcodes(picture, formats=_KINDS, text_mode=zxingcpp.TextMode.Plain)
    return tuple(Code(one.text, corners_of(one.position)) for one in found)


class BarcodeWatch:
    """Detects whether another kind of code is held up, and no QR code."""

    def __init__(self, opinion: SecondOpinion) -> None:
        """`opinion` decodes with `read_barcodes`, on its own thread."""
        self._opinion = opinion
        self._text = ""
        self._times = 0
        self._seen_at = -math.inf
        self._held_at = -math.inf

    def is_barcode_held(self, frame: Frame, missed: Image | None, *, held: bool) -> bool:
        """Check a frame: grey if no code was found in it; `held`: a QR code is held up."""
        if held:
            self._held_at = frame.at
        elif missed is not None:
            self._opinion.offer(missed, frame.at)
        height, width = frame.image.shape[:2]
        guide_area = guide(width, height)
        inside = [one for one in self._opinion.take(frame.at) if guide_area.contains(one.centre)]
        if inside:
            self._note(inside[0].text, frame.at)
        lasts = 0 <= frame.at - self._seen_at < KEEP_S and self._times >= _AGREEING
        return lasts and frame.at - self._held_at >= QUIET_S

    def _note(self, text: str, at: float) -> None:
        is_same = text == self._text and 0 <= at - self._seen_at < KEEP_S
        self._times = self._times + 1 if is_same else 1
        self._text, self._seen_at = text, at
