"""Advice on how to show a ticket so that it can be read, from measurements of a frame.

The thresholds were set with drawn 720p frames of a ticket (48 of each kind, blurred, moved, lit and
darkened in six steps): frames that are not read are on one side, most frames that are read on the
other. Advice is given only while no code is read, so a ticket that is read despite its values
causes none.

- Softness (width of an edge in pixels): 3.8 to 5.3 in focus, 8.9 or more if blur keeps a code from
being read, 7 or more if movement does.

- Glare (part of the ticket and its surroundings that is fully white): up to 0.023 is read, from
0.036 on never.

- Cover (part of the guide that is full of print): a code of 500 pixels, the largest that is always
read, covers 0.55; a code that is cut off covers 0.4 or more. A page of text covers 0.75, but its
lines change faster (0.36) than the large modules of a code (0.2 at most).

- Brightness (all but the brightest 5 % of pixels are below it): a ticket is still read at 25, but a
webcam's picture of a dark hall is noise by then. A covered lens is darker and has its own sentence.
"""

from dataclasses import dataclass, replace
from enum import Enum

EVERY_S = 0.25  # a frame is measured this often: 2 ms each, under 1 % of a core
QUIET_S = 2.0  # no advice for this time after a code was read

_DARK = 45
_PRINTED = 0.05
_SOFT = 7.0
_WIDE = 0.38
_COARSE = 0.2
_GLARING = 0.03
_AGREEING = 4  # equal measurements in a row: one second
_AGREEING_DARK = 8


class Advice(Enum):
    """Advice to the guest; the value is the key of its sentence."""

    DARK = "camera.advice.dark"
    BLURRED = "camera.advice.blurred"
    NEAR = "camera.advice.near"
    GLARE = "camera.advice.glare"
    BARCODE = "camera.advice.barcode"  # seen by a decoder, not measured


@dataclass(frozen=True, slots=True)
class Measured:
    """Measurements of a frame in the guide; without print only the first two.

    `brightness` is 0..255; `cover` and `glare` are parts of 1; `softness` is in pixels; `changes`
    is how often light and dark change from pixel to pixel, in the direction with most changes.
    """

    brightness: float
    cover: float = 0.0
    softness: float = 0.0
    glare: float = 0.0
    changes: float = 0.0


def advice_for(measured: Measured) -> Advice | None:
    """Return why a ticket cannot be read, as far as one frame shows."""
    if measured.brightness < _DARK:
        return Advice.DARK
    if measured.cover < _PRINTED:
        return None
    soft = measured.softness >= _SOFT
    if measured.cover >= _WIDE and (soft or measured.changes <= _COARSE):
        return Advice.NEAR
    if soft:
        return Advice.BLURRED
    return Advice.GLARE if measured.glare >= _GLARING else None


@dataclass(frozen=True, slots=True)
class AdviceState:
    """The current advice and the candidate to replace it; it changes slowly, so
    text never flickers.
    """

    advice: Advice | None = None
    next: Advice | None = None
    times: int = 0

    def after(self, seen: Advice | None) -> "AdviceState":
        """Return the state after one more measurement."""
        if seen is self.advice:
            return AdviceState(seen)
        times = self.times + 1 if seen is self.next else 1
        if times >= (_AGREEING_DARK if seen is Advice.DARK else _AGREEING):
            return AdviceState(seen)
        return replace(self, next=seen, times=times)
