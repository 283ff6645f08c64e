"""Detects whether the scene moves, because a still scene needs fewer reads."""

import math

import numpy as np

from kiosk.camera.frame import Image
from kiosk.camera.opencv import cv2

AGAIN_S = 1.0  # a still scene is read again after this time
# Each cell of the thumbnail is the mean of 256 pixels of a 720p frame: a webcam's noise moves it by
# less than 2 of 255, the edge of a ticket by tens. In worse noise everything counts as moving.
_CELLS = (80, 45)
_MOVED = 3.0


class Stillness:
    """Remembers the scene that was read last, and when."""

    def __init__(self) -> None:
        self._scene = np.zeros(0)
        self._read_at = -math.inf

    def lasts(self, picture: Image, at: float) -> bool:
        """Return whether a grey frame at a time (seconds) shows the scene that was just read."""
        scene = cv2.resize(picture, _CELLS, interpolation=cv2.INTER_AREA).astype(np.float64)
        same = self._scene.shape == scene.shape and np.abs(scene - self._scene).max() < _MOVED
        if same and 0 <= at - self._read_at < AGAIN_S:
            return True
        self._scene, self._read_at = scene, at
        return False
