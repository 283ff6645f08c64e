"""Whether what is held up is another kind of code than a QR code: it is named, never taken for one.

All these kinds at once cost twelve times a look for QR codes: they are looked for once a second, in
a frame that shows no QR code, on a thread of its own. In 396 pictures with a QR code or with
nothing none was found.
"""

import math

import zxingcpp

from kiosk.camera.decoding.detected_code import Code, clockwise
from kiosk.camera.decoding.second_decoder import SecondOpinion
from kiosk.camera.frame import Frame, Image
from kiosk.camera.guide import guide

REST_S = 0.7
KEEP_S = 2.5  # once seen, it is said until it was missed for so long
QUIET_S = 2.0  # after a QR code was held up
_SURE = 2  # readings of the same text, one after the other

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
    return tuple(Code(one.text, _corners(one.position)) for one in found)


def _corners(position: zxingcpp.Position) -> tuple[tuple[float, float], ...]:
    corners = position.top_left, position.top_right, position.bottom_right, position.bottom_left
    return clockwise((float(corner.x), float(corner.y)) for corner in corners)


class BarcodeWatch:
    """Says whether a code of another kind is held up, and no QR code."""

    def __init__(self, opinion: SecondOpinion) -> None:
        """`opinion` reads with `read_barcodes`, on a thread of its own."""
        self._opinion = opinion
        self._text = ""
        self._times = 0
        self._seen_at = -math.inf
        self._held_at = -math.inf

    def look(self, frame: Frame, missed: Image | None, *, held: bool) -> bool:
        """Take in a frame: grey if it was read in vain, and whether a QR code is held up."""
        if held:
            self._held_at = frame.at
        elif missed is not None:
            self._opinion.offer(missed, frame.at)
        height, width = frame.image.shape[:2]
        aim = guide(width, height)
        inside = [one for one in self._opinion.take(frame.at) if aim.contains(one.centre)]
        if inside:
            self._note(inside[0].text, frame.at)
        lasts = 0 <= frame.at - self._seen_at < KEEP_S and self._times >= _SURE
        return lasts and frame.at - self._held_at >= QUIET_S

    def _note(self, text: str, at: float) -> None:
        goes_on = text == self._text and 0 <= at - self._seen_at < KEEP_S
        self._times = self._times + 1 if goes_on else 1
        self._text, self._seen_at = text, at
