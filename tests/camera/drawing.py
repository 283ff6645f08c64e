"""Draws codes, frames and clips as a camera would see them."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import segno
import zxingcpp

from kiosk.camera.decoding.detected_code import Code
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


BARCODES = {
    "EAN13": "8710400311140",
    "Code128": "WDHS-0121-A",
    "Code39": "WDHS0121",
    "ITF": "12345678",
    "PDF417": "a boarding pass",
    "Aztec": "a train ticket",
    "DataMatrix": "a parcel",
}


def draw_barcode(kind: str) -> Image:
    """Return a frame (BGR) with a code of a kind in the middle."""
    made = zxingcpp.create_barcode(BARCODES[kind], getattr(zxingcpp.BarcodeFormat, kind))
    code = np.asarray(made.to_image(scale=4, add_quiet_zones=True), dtype=np.uint8)
    wide = min(560, code.shape[1])
    size = wide, round(code.shape[0] * wide / code.shape[1])
    code = np.asarray(cv2.resize(code, size), dtype=np.uint8)
    seen = draw()
    top, left = 360 - code.shape[0] // 2, 640 - wide // 2
    seen[top : top + code.shape[0], left : left + wide] = code[..., np.newaxis]
    return seen


def write_video(path: Path, frames: Sequence[Image], fps: float = 30) -> Path:
    """Write frames as an MJPG .avi and return its path."""
    height, width = frames[0].shape[:2]
    fourcc = cv2.VideoWriter.fourcc(*"MJPG")
    writer = cv2.VideoWriter(str(path), cv2.CAP_OPENCV_MJPEG, fourcc, fps, (width, height))
    for frame in frames:
        writer.write(frame)
    writer.release()
    return path
