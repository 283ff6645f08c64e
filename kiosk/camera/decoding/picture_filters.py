"""Picture filters: each changes a picture so that ZXing can read other codes in it.

Of 161 photographed codes that are read neither plain, nor blurred, nor sharpened, the four in
`RARE` read 36 together; each reads some that the others do not. Each takes about as long as reading
the plain picture, so a missed live frame gets one of them, and the next frame the next one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from kiosk.camera.decoding.detected_code import Code
from kiosk.camera.frame import Image
from kiosk.camera.opencv import cv2

_SOFT = 2.5  # sigma of the blur that sharpening removes, in pixels
_MORE = 2.2
_AROUND, _DARKER = 21, 3  # pixels, and grey levels below their mean
_SQUEEZED = 0.6
_GAMMA = 2.2
_ENLARGED = 1.5
_THREE = np.ones((3, 3), np.uint8)
_DARKENED = np.asarray(np.round(255 * (np.arange(256) / 255) ** _GAMMA), np.uint8)


@dataclass(frozen=True, slots=True)
class PictureFilter:
    """Changes a grey picture; `across` and `down` are factors of its size."""

    change: Callable[[Image], Image]
    across: float = 1.0
    down: float = 1.0

    def in_original(self, codes: Sequence[Code]) -> tuple[Code, ...]:
        """Return codes of the changed picture with their corners in the original picture."""
        if self.across == self.down == 1.0:
            return tuple(codes)
        return tuple(
            Code(code.text, tuple((x / self.across, y / self.down) for x, y in code.corners))
            for code in codes
        )


def _plain(picture: Image) -> Image:
    return picture


def _blurred(picture: Image) -> Image:
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), 1.0), dtype=np.uint8)


def _sharpened(picture: Image) -> Image:
    """Remove blur, computed at half the size: reads the same codes in 0.7 of the time."""
    height, width = picture.shape
    small = cv2.resize(picture, _size(picture, 0.5, 0.5), interpolation=cv2.INTER_AREA)
    soft = cv2.resize(cv2.GaussianBlur(small, (0, 0), _SOFT / 2), (width, height))
    return np.asarray(cv2.addWeighted(picture, _MORE, soft, 1 - _MORE, 0), dtype=np.uint8)


def _flattened(picture: Image) -> Image:
    """Remove shadows and glare: each pixel is compared with those around it."""
    mean, binary = cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY
    flat = cv2.adaptiveThreshold(picture, 255, mean, binary, _AROUND, _DARKER)
    return np.asarray(flat, dtype=np.uint8)


def _thickened(picture: Image) -> Image:
    """Close the gaps of a print with dots or light lines."""
    return np.asarray(cv2.erode(picture, _THREE), dtype=np.uint8)


def _squeezed(picture: Image) -> Image:
    """Correct a code that is seen from the side, or printed too tall."""
    size = _size(picture, 1.0, _SQUEEZED)
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _darkened(picture: Image) -> Image:
    """Spread the light greys of a picture that is too bright."""
    return np.asarray(cv2.LUT(picture, _DARKENED), dtype=np.uint8)


def _enlarged(picture: Image) -> Image:
    size = _size(picture, _ENLARGED, _ENLARGED)
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)


def _size(picture: Image, across: float, down: float) -> tuple[int, int]:
    height, width = picture.shape
    return max(1, round(width * across)), max(1, round(height * down))


USUAL = (PictureFilter(_plain), PictureFilter(_blurred), PictureFilter(_sharpened))
RARE = (
    PictureFilter(_flattened),
    PictureFilter(_thickened),
    PictureFilter(_squeezed, down=_SQUEEZED),
    PictureFilter(_darkened),
)
ENLARGED = PictureFilter(_enlarged, _ENLARGED, _ENLARGED)
