"""Detects frames that show nothing: dark, one colour, noise, or the same frame again.

A driver that fails often keeps giving frames. The thresholds were set with drawn webcam frames,
with noise, JPEG and compression, and with the photographs for measuring the decoders.
"""

import zlib
from collections import deque
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kiosk.camera.frame import Frame, Image
from kiosk.camera.opencv import cv2
from kiosk.camera.picture_noise import is_noisy, is_still_in_noise

CLOSE_CHECK_S = 1.0  # colour and noise are checked this often: 25 ms each

_DARK = 32  # of 255: a covered webcam's noise is below this; a dark hall has some lamp
_CELLS = (32, 18)
_EVEN = 16  # grey levels between the cells of one colour
_SATURATED = 80  # grey levels between the strongest and the weakest of red, green and blue
_BELOW = 5  # rows of cells: a quarter of the frame
_EXACTLY = 4
_WHITE = 248
_RING = 8  # frames: a hanging driver repeats those in its buffers; a film has more


@dataclass(frozen=True, slots=True)
class TroubleTimes:
    """For how many seconds frames of each kind have come; 0: none."""

    dark_s: float = 0.0
    same_s: float = 0.0
    white_s: float = 0.0
    plain_s: float = 0.0
    noisy_s: float = 0.0


class PictureTrouble:
    """Remembers since when frames have shown nothing."""

    def __init__(self) -> None:
        self._ring: deque[int] = deque(maxlen=_RING)
        self._since: dict[str, float] = {}
        self._checked: Frame | None = None
        self._hangs = False

    def check(self, frame: Frame, *, read: bool) -> None:
        """Check a frame; `read`: a code was read in it."""
        self._set("dark_s", is_dark(frame.image), frame.at)
        fingerprint = zlib.crc32(frame.image[::8, ::8].tobytes())
        known = fingerprint in self._ring
        if not known:
            self._ring.append(fingerprint)
        before = self._checked
        if before is None or not 0 <= frame.at - before.at < CLOSE_CHECK_S:
            self._hangs = before is not None and is_still_in_noise(before.image, frame.image)
            self._check_closely(frame, read=read)
            self._checked = frame
        self._set("same_s", known or self._hangs, frame.at)

    def times(self, now: float) -> TroubleTimes:
        """Return how long each kind has lasted at `now`."""
        return TroubleTimes(**{kind: now - since for kind, since in self._since.items()})

    def _check_closely(self, frame: Frame, *, read: bool) -> None:
        small = np.asarray(cv2.resize(frame.image, _CELLS, interpolation=cv2.INTER_AREA), np.uint8)
        self._set("white_s", is_white(small), frame.at)
        self._set("plain_s", is_plain(small), frame.at)
        self._set("noisy_s", not read and is_noisy(frame.image), frame.at)

    def _set(self, kind: str, is_so: bool, at: float) -> None:
        if not is_so:
            self._since.pop(kind, None)
        else:
            self._since.setdefault(kind, at)


def is_dark(image: Image) -> bool:
    """Return whether a frame shows nothing: a closed shutter or a covered lens."""
    return bool(np.percentile(image[::16, ::16], 99) < _DARK)


def is_white(small: npt.NDArray[np.uint8]) -> bool:
    """Return whether a small copy of a frame is white all over: the lens points at a lamp."""
    return bool(np.percentile(small, 2) >= _WHITE)


def is_plain(small: npt.NDArray[np.uint8]) -> bool:
    """Return whether a small copy of a frame is one bright colour, or its lower part exactly so.

    No hall is; a driver that got no frame, or only its beginning, leaves the rest green.
    """
    if _plain_below(small):
        return True
    cells = small.reshape(-1, small.shape[-1])
    low, high = np.percentile(cells, (2, 98), axis=0)
    middle = np.median(cells, axis=0)
    return bool((high - low).max() <= _EVEN and middle.max() - middle.min() >= _SATURATED)


def _plain_below(small: npt.NDArray[np.uint8]) -> bool:
    below = small[-_BELOW:].reshape(-1, small.shape[-1]).astype(int)
    middle = np.median(below, axis=0)
    exactly = np.abs(below - middle).max() <= _EXACTLY
    return bool(exactly and middle.max() - middle.min() >= _SATURATED)
