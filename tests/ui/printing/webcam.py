"""A printed ticket as a webcam shows it: small, tilted, and with one fault at a time."""

import cv2
import numpy as np
import numpy.typing as npt

from kiosk.camera.frame import Image

Floats = npt.NDArray[np.float32]

WIDTH, HEIGHT = 1280, 720
_FOCAL = 1000.0  # about 65 degrees horizontally
FAULTS = ("none", "tilt", "turn", "motion", "defocus", "dark", "glare", "gloss", "jpeg")


def seen_by_webcam(page: Image, fault: str, seed: int) -> Image:
    """Return a grey frame of 1280 x 720 with a grey page in it, with a fault of FAULTS."""
    random = np.random.default_rng(seed)
    tilt = 20.0 if fault == "tilt" else 8.0
    turn = 12.0 if fault == "turn" else float(random.uniform(-8, 8))
    frame = _placed(page, tilt, turn, float(random.uniform(0, 2 * np.pi)), random)
    frame = _lit(frame, fault, random)
    frame = _float(cv2.GaussianBlur(frame, (0, 0), 0.63))
    if fault == "defocus":
        frame = _float(cv2.filter2D(frame, -1, _disc(2.0)))
    if fault == "motion":
        frame = _float(cv2.filter2D(frame, -1, np.full((1, 5), 1 / 5, np.float32)))
    noise = 10.0 if fault == "dark" else 3.0
    shot = np.sqrt(np.clip(frame, 8, 255) / 128.0)
    frame = frame + random.standard_normal(frame.shape, np.float32) * shot * noise
    quality = 45 if fault == "jpeg" else 85
    grey = np.clip(frame, 0, 255).astype(np.uint8)
    _, packed = cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE), np.uint8)


def _placed(
    page: Image, tilt: float, turn: float, axis: float, random: np.random.Generator
) -> Floats:
    """Return the page in perspective before a dim background; `axis` is that of the tilt."""
    high, wide = page.shape
    corners = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float64)
    flat = (corners - (wide / 2, high / 2)) @ _rotation(np.deg2rad(turn))
    along = np.array([np.cos(axis), np.sin(axis)])
    reach, across = flat @ along, flat @ np.array([-along[1], along[0]])
    bent = np.outer(reach, along) + np.outer(across, [-along[1], along[0]]) * np.cos(
        np.deg2rad(tilt)
    )
    depth = 1 + across * np.sin(np.deg2rad(tilt)) / _FOCAL
    shown = bent / depth[:, None] + (WIDTH / 2, HEIGHT / 2)
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), shown.astype(np.float32))
    paper = 25 + page.astype(np.float32) / 255 * 195  # ink and paper are never black and white
    behind = cv2.resize(
        random.uniform(50, 150, (5, 8)).astype(np.float32),
        (WIDTH, HEIGHT),
        interpolation=cv2.INTER_CUBIC,
    )
    size = (WIDTH, HEIGHT)
    image = cv2.warpPerspective(paper, matrix, size, flags=cv2.INTER_AREA)
    mask = cv2.warpPerspective(np.ones_like(paper), matrix, size)
    return _float(behind * (1 - mask) + image)


def _lit(frame: Floats, fault: str, random: np.random.Generator) -> Floats:
    down, across = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    # The code is a little above the middle of the page.
    x, y = WIDTH / 2 + random.uniform(-40, 40), HEIGHT / 2 - 28 + random.uniform(-40, 40)
    if fault == "glare":
        frame = frame + 400 * np.exp(-((np.hypot(across - x, down - y) / 18) ** 4))
    if fault == "gloss":
        veil = 0.4 * np.clip(1.2 - np.abs(across - x) / 90, 0, 1)
        frame = frame * (1 - veil) + 240 * veil
    return _float(frame)


def _rotation(angle: float) -> npt.NDArray[np.float64]:
    return np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])


def _disc(radius: float) -> Floats:
    reach = int(np.ceil(radius))
    down, across = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    weights = np.clip(radius + 0.5 - np.hypot(across, down), 0, 1).astype(np.float32)
    return _float(weights / weights.sum())


def _float(pixels: npt.ArrayLike) -> Floats:
    return np.asarray(pixels, np.float32)
