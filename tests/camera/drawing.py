"""Draws codes, frames and clips as a camera would see them."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import segno

from kiosk.camera.codes import Code
from kiosk.camera.frame import Image
from kiosk.camera.opencv import cv2

WIDTH, HEIGHT = 1280, 720

Placed = tuple[str, float, float, float]  # text, middle x and y, size: pixels


def square(text: str, x: float = 640, y: float = 360, size: float = 160) -> Code:
    """Return an upright code around a pixel."""
    left, top, right, bottom = x - size / 2, y - size / 2, x + size / 2, y + size / 2
    return Code(text, ((left, top), (right, top), (right, bottom), (left, bottom)))


def draw(*placed: Placed, width: int = WIDTH, height: int = HEIGHT, error: str = "m") -> Image:
    """Return a grey wall (BGR) with white cards, each with a code on it."""
    wall = np.full((height, width), 120, dtype=np.uint8)
    for text, x, y, size in placed:
        modules = np.array(
            segno.make_qr(text, error=error, boost_error=False).matrix, dtype=np.uint8
        )
        dark_on_light = np.pad((1 - modules) * np.uint8(255), 4, constant_values=255)
        side = round(size * dark_on_light.shape[0] / modules.shape[0])
        card = cv2.resize(dark_on_light, (side, side), interpolation=cv2.INTER_NEAREST)
        left, top = round(x - side / 2), round(y - side / 2)
        wall[top : top + side, left : left + side] = card
    return np.asarray(cv2.cvtColor(wall, cv2.COLOR_GRAY2BGR), dtype=np.uint8)


def write_video(path: Path, frames: Sequence[Image], fps: float = 30) -> Path:
    """Write frames as an MJPG .avi and return its path."""
    height, width = frames[0].shape[:2]
    fourcc = cv2.VideoWriter.fourcc(*"MJPG")
    writer = cv2.VideoWriter(str(path), cv2.CAP_OPENCV_MJPEG, fourcc, fps, (width, height))
    for frame in frames:
        writer.write(frame)
    writer.release()
    return path
