"""Whether a camera's frames show anything: not if they are dark, of one colour, noise, or the same.

A driver that fails often goes on giving frames. The thresholds were set with webcam frames that
were drawn with noise, JPEG and compression, and with the photographs that decoders are measured by.
"""

import zlib
from collections import deque
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kiosk.camera.frame import Frame, Image
from kiosk.camera.opencv import cv2
from kiosk.camera.picture_noise import is_noisy, stands_still_in_noise

LOOK_S = 1.0  # colour and noise are looked at so often: 25 ms each

_DARK = 32  # of 255: a covered webcam's noise stays below this; a dark hall has a lamp somewhere
_CELLS = (32, 18)
_EVEN = 16  # grey levels between the cells of one colour
_SATURATED = 80  # grey levels between the strongest and the weakest of red, green and blue
_BELOW = 5  # rows of cells: a quarter of the frame
_EXACTLY = 4
_WHITE = 248
_RING = 8  # frames: a driver that hangs gives those in its buffers, a film has more


@dataclass(frozen=True, slots=True)
class Lasting:
    """For how many seconds frames of each kind that shows nothing have come; 0: none do."""

    dark_s: float = 0.0
    same_s: float = 0.0
    white_s: float = 0.0
    plain_s: float = 0.0
    noisy_s: float = 0.0


class PictureTrouble:
    """Keeps since when the frames show nothing."""

    def __init__(self) -> None:
        self._ring: deque[int] = deque(maxlen=_RING)
        self._since: dict[str, float] = {}
        self._looked_at: Frame | None = None
        self._hangs = False

    def look(self, frame: Frame, *, read: bool) -> None:
        """Take in a frame in which a code was read, or was not."""
        self._note("dark_s", is_dark(frame.image), frame.at)
        print_of_it = zlib.crc32(frame.image[::8, ::8].tobytes())
        known = print_of_it in self._ring
        if not known:
            self._ring.append(print_of_it)
        before = self._looked_at
        if before is None or not 0 <= frame.at - before.at < LOOK_S:
            self._hangs = before is not None and stands_still_in_noise(before.image, frame.image)
            self._look_closely(frame, read=read)
            self._looked_at = frame
        self._note("same_s", known or self._hangs, frame.at)

    def lasting(self, now: float) -> Lasting:
        """Return how long each kind has lasted."""
        return Lasting(**{kind: now - since for kind, since in self._since.items()})

    def _look_closely(self, frame: Frame, *, read: bool) -> None:
        small = np.asarray(cv2.resize(frame.image, _CELLS, interpolation=cv2.INTER_AREA), np.uint8)
        self._note("white_s", is_white(small), frame.at)
        self._note("plain_s", is_plain(small), frame.at)
        self._note("noisy_s", not read and is_noisy(frame.image), frame.at)

    def _note(self, kind: str, is_so: bool, at: float) -> None:
        if not is_so:
            self._since.pop(kind, None)
        else:
            self._since.setdefault(kind, at)


def is_dark(image: Image) -> bool:
    """Whether a frame shows nothing: a closed shutter or a covered lens."""
    return bool(np.percentile(image[::16, ::16], 99) < _DARK)


def is_white(small: npt.NDArray[np.uint8]) -> bool:
    """Whether a small copy of a frame is white all over: a lens that looks into a lamp."""
    return bool(np.percentile(small, 2) >= _WHITE)


def is_plain(small: npt.NDArray[np.uint8]) -> bool:
    """Whether a small copy of a frame is all of one bright colour, or its lower part is exactly.

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
