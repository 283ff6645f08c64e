"""What to do so that a ticket can be read: decided from what was measured of a frame.

The thresholds were set with drawn 720p frames of a ticket (48 of each kind, blurred, moved, lit and
darkened in six steps): what is not read lies on one side, what is read mostly on the other. Advice
is asked for only while nothing is read, so a ticket that is read in spite of them is left alone.

- Softness (pixels that an edge is wide): 3.8 to 5.3 in focus, 8.9 or more where blur keeps a code
  from being read, 7 or more where movement does.
- Glare (the part around the ticket that is white through and through): up to 0.023 is read, from
  0.036 on nothing is.
- Cover (the part of the guide that is full of print): a code of 500 pixels, the largest that is
  always read, covers 0.55; one that is cut off covers 0.4 or more. A page of text covers 0.75, but
  its lines change faster (0.36) than the large modules of a code (0.2 at most).
- Brightness (what all but the brightest 5 % stay below): a ticket is still read at 25, but a
  webcam's picture of a dark hall is noise by then. A covered lens is darker and has its own words.
"""

from dataclasses import dataclass, replace
from enum import Enum

EVERY_S = 0.25  # a frame is measured this often: 2 ms each, under 1 % of a core
QUIET_S = 2.0  # after a code was read there is nothing to advise

_DARK = 45
_PRINTED = 0.05
_SOFT = 7.0
_WIDE = 0.38
_COARSE = 0.2
_GLARING = 0.03
_SURE = 4  # measurements that agree, in a row: one second
_SURER = 8


class Advice(Enum):
    """Its value names the sentence that says it: `camera.advice.<value>`."""

    DARK = "dark"
    BLURRED = "blurred"
    NEAR = "near"
    GLARE = "glare"
    BARCODE = "barcode"  # seen by a decoder, not measured


@dataclass(frozen=True, slots=True)
class Measured:
    """What a frame looks like where tickets are held; where nothing is printed only the first two.

    `brightness` is 0..255; `cover` and `glare` are parts of 1; `softness` is in pixels; `changes`
    is how often light and dark change from pixel to pixel, along the direction that has most.
    """

    brightness: float
    cover: float = 0.0
    softness: float = 0.0
    glare: float = 0.0
    changes: float = 0.0


def advice_for(measured: Measured) -> Advice | None:
    """Return what keeps a ticket from being read, if one frame tells."""
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
    """What is advised now, and how sure that is; it changes slowly, so that no words flicker."""

    advice: Advice | None = None
    next: Advice | None = None
    times: int = 0

    def after(self, seen: Advice | None) -> "AdviceState":
        """Return the opinion after one more measurement."""
        if seen is self.advice:
            return AdviceState(seen)
        times = self.times + 1 if seen is self.next else 1
        if times >= (_SURER if seen is Advice.DARK else _SURE):
            return AdviceState(seen)
        return replace(self, next=seen, times=times)
