"""Detects disturbed frames: noise in a part of the frame, in lines, or in all that moves.

In every picture that a lens has drawn, neighbouring pixels are correlated: 0.6 in the finest code
that is read, 0.8 in leaves. In noise they are not.
"""

import numpy as np
import numpy.typing as npt

from kiosk.camera.frame import Image
from kiosk.camera.opencv import cv2

_CELL = 40  # pixels of the frame: the side of the cells that are checked for noise
_ROUGH = 24.0  # grey levels, standard deviation: a dark hall's noise is less
_ALIKE = 0.3
_NOISY = 0.04  # of the frame
_STRETCH = 320  # pixels of a line
# Lines in a row: what remains of 16 after the strongest compression of a webcam. In drawn frames
# of every light, size and compression no line at all looks like it.
_LINES = 10
_MIDDLE = 32, 223  # grey levels that a sensor never repeats exactly, unlike black and white
_MIN_MIDDLE = 0.1  # of the frame
_UNCHANGED = 0.6  # of the middle grey levels
_MIN_CHANGED = 0.01  # of the frame
_NEAR_BY = 15, 15  # pixels
_MIN_SHARE = 1 / (_NEAR_BY[0] * _NEAR_BY[1])
_FLICKER = 10.0  # grey levels from one frame to another; a good sensor's noise is 1 to 3

Gray = npt.NDArray[np.float32]


def is_noisy(image: Image) -> bool:
    """Return whether a part of a frame is noise: neighbouring pixels there are not correlated."""
    gray = _gray(image)
    return _has_noisy_cells(gray) or _has_noisy_lines(gray)


def is_still_in_noise(before: Image, now: Image) -> bool:
    """Return whether two frames are equal except for noise, as from a driver that hangs.

    A sensor's own noise is everywhere, and moving things have correlated pixels.
    """
    if before.shape != now.shape or not _is_still(before[::4, ::4], now[::4, ::4]):
        return False
    change = _gray(now) - _gray(before)
    changed = change != 0
    if changed.mean() < _MIN_CHANGED:
        return False
    flicker = _without_shade(change, changed)
    power = float((flicker**2).sum())
    across = abs(float((flicker[:, 1:] * flicker[:, :-1]).sum()))
    down = abs(float((flicker[1:] * flicker[:-1]).sum()))
    return bool(power >= _FLICKER**2 * changed.sum() and max(across, down) <= _ALIKE * power)


def _is_still(before: Image, now: Image) -> bool:
    """Return whether most pixels that a sensor would never repeat exactly are equal."""
    gray = _gray(now)
    middle = (gray >= _MIDDLE[0]) & (gray <= _MIDDLE[1])
    if middle.mean() < _MIN_MIDDLE:
        return False
    same = (before == now).all(axis=2)
    return bool(same[middle].mean() >= _UNCHANGED)


def _without_shade(change: Gray, changed: npt.NDArray[np.bool_]) -> Gray:
    """Return a change without its local mean: a moving strip uncovers what was below it."""
    where = changed.astype(np.float32)
    shade = cv2.blur(change, _NEAR_BY) / np.maximum(cv2.blur(where, _NEAR_BY), _MIN_SHARE)
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
    """Return whether adjacent lines are noise, even if they are too few to fill a cell."""
    height, stretches = gray.shape[0], gray.shape[1] // _STRETCH
    if height < _LINES or not stretches:
        return False
    lines = gray[:, : stretches * _STRETCH].reshape(height, stretches, _STRETCH)
    lines = lines - lines.mean(axis=2, keepdims=True)
    spread = (lines**2).mean(axis=2)
    across = np.abs((lines[..., 1:] * lines[..., :-1]).mean(axis=2))
    down = np.abs((lines[1:] * lines[:-1]).mean(axis=2))
    # The first and the last line of a strip have one neighbour outside it.
    beside = np.minimum(np.pad(down, ((1, 0), (0, 0))), np.pad(down, ((0, 1), (0, 0))))
    noise = (spread >= _ROUGH**2) & (np.maximum(across, beside) <= _ALIKE * spread)
    several = cv2.erode(noise.astype(np.uint8), np.ones((_LINES, 1), np.uint8), borderValue=0)
    return bool(several.any())
