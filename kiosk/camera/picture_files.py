"""A folder of pictures: each is read with all decoders and settings."""

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kiosk.camera.decoding.bar_codes import read_barcodes
from kiosk.camera.decoding.detected_code import Code, distinct
from kiosk.camera.decoding.guarded_decoder import Decoder, TimedDecoder, run_within
from kiosk.camera.decoding.zbar_decoder import zbar_decoder
from kiosk.camera.decoding.zxing_decoder import gray, read_picture
from kiosk.camera.frame import Image
from kiosk.camera.opencv import cv2
from kiosk.camera.picture_formats import PDF, PICTURES, kind_not_read
from kiosk.errors import UnusableInput

MAX_BYTES = 64 * 2**20
MAX_PAGES = 30
_TIFF = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_LIMIT_S = 60.0
_START = 64  # bytes; enough to recognise a format
_OPAQUE = 128
_DARK = 128
_BGRA = 4

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Picture:
    """The codes of a picture file, top to bottom, then left to right.

    `barcode`: it shows no QR code, but a code of another kind. `kind`: the format of a file that
    cannot be read, if it is known.
    """

    name: str
    codes: tuple[Code, ...]
    decode_ms: float
    readable: bool = True
    kind: str = ""
    barcode: bool = False


def read_pictures(folder: Path) -> Iterator[Picture]:
    """Yield each picture of a folder by file name in code point order."""
    if not folder.is_dir():
        raise UnusableInput("error.pictures_missing", folder=folder)
    zbar = zbar_decoder()
    second = None if zbar is None else TimedDecoder(zbar)
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.suffix.lower() in PICTURES and path.is_file():
            yield _read(path, second)


def _read(path: Path, second: Decoder | None) -> Picture:
    if path.suffix.lower() == PDF:
        return Picture(path.name, (), 0.0, readable=False, kind="PDF")
    images = load_pages(path)
    if not images:
        return Picture(path.name, (), 0.0, readable=False, kind=kind_of(path))
    started = time.perf_counter()
    try:
        read = (code for image in images for code in read_picture(image, second))
        codes = run_within(_LIMIT_S, lambda: distinct(read))
        barcode = not codes and any(read_barcodes(gray(image)) for image in images)
    except Exception:  # noqa: BLE001 - one bad picture: the next one is still read
        _log.exception("a picture could not be read")
        return Picture(path.name, (), 0.0, readable=False)
    return Picture(path.name, codes, (time.perf_counter() - started) * 1000, barcode=barcode)


def kind_of(path: Path) -> str:
    """Return the format of a picture file that cannot be read; empty if unknown."""
    try:
        with path.open("rb") as file:
            return kind_not_read(file.read(_START), path)
    except OSError:
        return ""


def load_picture(path: Path) -> Image | None:
    """Return a picture's BGR pixels, rotated by its EXIF data; None if it cannot be read.

    An animation or a file with pages gives its first picture. Pictures come from outside: one over
    MAX_BYTES or over OpenCV's pixel limit is not decoded.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            return None
        packed = np.frombuffer(path.read_bytes(), dtype=np.uint8)
        # Not cv2.imread: on Windows it cannot open names outside the code page.
        pixels = cv2.imdecode(packed, cv2.IMREAD_COLOR)
        if pixels is None:
            return None
        with_alpha = cv2.imdecode(packed, cv2.IMREAD_UNCHANGED)
    except (OSError, cv2.error):
        return None
    flattened = None if with_alpha is None else _on_paper(with_alpha)
    return np.asarray(pixels if flattened is None else flattened, dtype=np.uint8)


def load_pages(path: Path) -> tuple[Image, ...]:
    """Return the pages of a TIFF, MAX_PAGES of them, or the one picture of another file.

    Empty if it cannot be read.
    """
    first = load_picture(path)
    if first is None:
        return ()
    try:
        data = path.read_bytes()
        return (first, *_later_pages(data)) if data.startswith(_TIFF) else (first,)
    except (OSError, cv2.error):
        return (first,)


def _later_pages(tiff: bytes) -> Iterator[Image]:
    packed = np.frombuffer(tiff, dtype=np.uint8)
    for number in range(1, MAX_PAGES):
        found, pages = cv2.imdecodemulti(packed, cv2.IMREAD_COLOR, range=(number, number + 1))
        if not found:
            return
        yield from (np.asarray(page, dtype=np.uint8) for page in pages)


def _on_paper(decoded: "cv2.typing.MatLike") -> Image | None:
    """Return a transparent picture on white, or on black if all its ink is light.

    None if no pixel is transparent.
    """
    pixels = np.asarray(decoded)
    if pixels.ndim != 3 or pixels.shape[2] != _BGRA or pixels.dtype not in (np.uint8, np.uint16):  # noqa: PLR2004
        return None
    eight = np.asarray(pixels if pixels.dtype == np.uint8 else pixels // 256, dtype=np.uint8)
    alpha = eight[..., 3]
    if alpha.min() == np.iinfo(np.uint8).max:
        return None
    ink = eight[..., :3][alpha >= _OPAQUE]
    paper = 0 if ink.size and ink.max(axis=1).min() >= _DARK else 255
    part = alpha[..., np.newaxis].astype(np.float32) / 255
    return np.asarray(np.round(eight[..., :3] * part + paper * (1 - part)), dtype=np.uint8)
