"""Whether a camera's frame is disturbed: noise in a part of it, in lines, or in all that moves.

Light and dark go on from a pixel to the next in all that a lens has drawn: 0.6 in the finest code
that is read, 0.8 in leaves. In noise they do not.
"""

import numpy as np
import numpy.typing as npt

from kiosk.camera.frame import Image
from kiosk.camera.opencv import cv2

_CELL = 40  # pixels of the frame: a side of what is looked at for noise
_ROUGH = 24.0  # grey levels, standard deviation: a dark hall's noise is less
_ALIKE = 0.3
_NOISY = 0.04  # of the frame
_STRETCH = 320  # pixels of a line
# Lines in a row: what is left of 16 after the strongest compression of a webcam. In drawn frames
# of every light, size and compression no line at all looks like it.
_LINES = 10
_MIDDLE = 32, 223  # grey levels: no sensor gives the same ones twice, but black and white it does
_FEWEST_MIDDLE = 0.1  # of the frame
_UNCHANGED = 0.6  # of the middle grey levels
_FEWEST_CHANGED = 0.01  # of the frame
_NEAR_BY = 15, 15  # pixels
_LEAST = 1 / (_NEAR_BY[0] * _NEAR_BY[1])
_FLICKER = 10.0  # grey levels from one frame to another; a good sensor's noise is 1 to 3

Gray = npt.NDArray[np.float32]


def is_noisy(image: Image) -> bool:
    """Whether a part of a frame is noise: no pixel there says anything about the next."""
    gray = _gray(image)
    return _has_noisy_cells(gray) or _has_noisy_lines(gray)


def stands_still_in_noise(before: Image, now: Image) -> bool:
    """Whether a frame is another to the bit, but for noise: a driver that hangs gives such ones.

    A sensor's own noise is everywhere, and what moves before it goes on from a pixel to the next.
    """
    if before.shape != now.shape or not _stands_still(before[::4, ::4], now[::4, ::4]):
        return False
    change = _gray(now) - _gray(before)
    changed = change != 0
    if changed.mean() < _FEWEST_CHANGED:
        return False
    flicker = _without_shade(change, changed)
    power = float((flicker**2).sum())
    across = abs(float((flicker[:, 1:] * flicker[:, :-1]).sum()))
    down = abs(float((flicker[1:] * flicker[:-1]).sum()))
    return bool(power >= _FLICKER**2 * changed.sum() and max(across, down) <= _ALIKE * power)


def _stands_still(before: Image, now: Image) -> bool:
    """Whether most of what a sensor would not give twice is the same to the bit."""
    gray = _gray(now)
    middle = (gray >= _MIDDLE[0]) & (gray <= _MIDDLE[1])
    if middle.mean() < _FEWEST_MIDDLE:
        return False
    same = (before == now).all(axis=2)
    return bool(same[middle].mean() >= _UNCHANGED)


def _without_shade(change: Gray, changed: npt.NDArray[np.bool_]) -> Gray:
    """Return a change without its mean near by: a strip that moves uncovers what lay below it."""
    where = changed.astype(np.float32)
    shade = cv2.blur(change, _NEAR_BY) / np.maximum(cv2.blur(where, _NEAR_BY), _LEAST)
    return np.asarray((change - shade) * where, dtype=np.float32)


def _gray(image: Image) -> Gray:
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), dtype=np.float32)


def _has_noisy_cells(gray: Gray) -> bool:
    height, width = (length // _CELL for length in gray.shape)
    if not height or not width:
        return False
    gray = gray[: height * _CELL, : width * _CELL]
    parts = gray.reshape(height, _CELL, width, _CELL).transpose(0, 2, 1, 3)
    parts = parts - parts.mean(axis=(2, 3), keepdims=True)
    spread = (parts**2).mean(axis=(2, 3))
    across = (parts[..., 1:] * parts[..., :-1]).mean(axis=(2, 3))
    down = (parts[..., 1:, :] * parts[..., :-1, :]).mean(axis=(2, 3))
    noise = (spread >= _ROUGH**2) & (np.maximum(np.abs(across), np.abs(down)) <= _ALIKE * spread)
    return bool(noise.mean() >= _NOISY)


def _has_noisy_lines(gray: Gray) -> bool:
    """Whether some lines below each other are noise, be they too few to fill a cell."""
    height, stretches = gray.shape[0], gray.shape[1] // _STRETCH
    if height < _LINES or not stretches:
        return False
    lines = gray[:, : stretches * _STRETCH].reshape(height, stretches, _STRETCH)
    lines = lines - lines.mean(axis=2, keepdims=True)
    spread = (lines**2).mean(axis=2)
    across = np.abs((lines[..., 1:] * lines[..., :-1]).mean(axis=2))
    down = np.abs((lines[1:] * lines[:-1]).mean(axis=2))
    # The first and the last line of a strip have a neighbour that is none of it.
    beside = np.minimum(np.pad(down, ((1, 0), (0, 0))), np.pad(down, ((0, 1), (0, 0))))
    noise = (spread >= _ROUGH**2) & (np.maximum(across, beside) <= _ALIKE * spread)
    several = cv2.erode(noise.astype(np.uint8), np.ones((_LINES, 1), np.uint8), borderValue=0)
    return bool(several.any())
