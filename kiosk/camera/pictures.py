"""A folder of pictures: each is read on its own, with every look there is."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kiosk.camera.codes import Code
from kiosk.camera.decode import read_picture
from kiosk.camera.frame import Image
from kiosk.camera.opencv import cv2
from kiosk.camera.zbar import zbar_decoder
from kiosk.errors import UnusableInput

SUFFIXES = {".png", ".jpg", ".jpeg", ".webp", ".bmp"}
MAX_BYTES = 64 * 2**20


@dataclass(frozen=True, slots=True)
class Picture:
    """What a picture file showed: its codes top to bottom, then left to right."""

    name: str
    codes: tuple[Code, ...]
    decode_ms: float
    readable: bool = True


def read_pictures(folder: Path) -> Iterator[Picture]:
    """Yield each PNG, JPG, WEBP and BMP of a folder by file name in code point order."""
    if not folder.is_dir():
        raise UnusableInput("pictures_missing", folder=folder)
    second = zbar_decoder()
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.suffix.lower() not in SUFFIXES or not path.is_file():
            continue
        image = load_picture(path)
        if image is None:
            yield Picture(path.name, (), 0.0, readable=False)
            continue
        started = time.perf_counter()
        codes = read_picture(image, second)
        yield Picture(path.name, codes, (time.perf_counter() - started) * 1000)


def load_picture(path: Path) -> Image | None:
    """Return a picture's BGR pixels, turned as its camera says; None if it cannot be read.

    Anybody may hand in a picture: one over MAX_BYTES or over OpenCV's pixel limit is not unpacked.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            return None
        packed = np.frombuffer(path.read_bytes(), dtype=np.uint8)
        # Not cv2.imread: on Windows it cannot open names outside the code page.
        pixels = cv2.imdecode(packed, cv2.IMREAD_COLOR)
    except (OSError, cv2.error):
        return None
    return None if pixels is None else np.asarray(pixels, dtype=np.uint8)
