"""How fast and how much the camera reads: `python tests/bench/bench_camera.py [FRAMES]`.

Draws its own frames and reads each with our live reading, our reading of stills, and pyzbar alone,
in turn: believe the ratios, not the milliseconds. Then watches a paced clip at 30 frames a second.
"""

import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from pyzbar import pyzbar

from kiosk.camera.camera_state import CameraState
from kiosk.camera.decoding.zbar_decoder import zbar_decoder
from kiosk.camera.decoding.zxing_decoder import gray, read_live, read_picture
from kiosk.camera.frame import Image
from kiosk.camera.frame_reader import ScannedCode
from kiosk.camera.opencv import cv2
from kiosk.camera.video_file import VideoFile
from kiosk.camera.watcher import Listener, Watcher
from tests.camera.drawing import HEIGHT, WIDTH, draw, write_video

Reading = Callable[[Image], Sequence[str]]
SECONDS = 8


def read_with_pyzbar(image: Image) -> list[str]:
    """Read as a program with pyzbar alone would."""
    found = pyzbar.decode(gray(image), symbols=[pyzbar.ZBarSymbol.QRCODE])
    return [symbol.data.decode() for symbol in found]


READINGS: dict[str, Reading] = {
    "live": lambda image: [code.text for code in read_live(gray(image))],
    "stills": lambda image: [code.text for code in read_picture(image, zbar_decoder())],
    "pyzbar": read_with_pyzbar,
}


def hard_frame(random: np.random.Generator, text: str) -> Image:
    """Return a frame with one code, tilted, out of focus, noisy, and dark mode one time in five."""
    size = float(random.uniform(90, 320))
    margin = size * 0.8
    x, y = random.uniform(margin, WIDTH - margin), random.uniform(margin, HEIGHT - margin)
    flat = draw((text, x, y, size))
    corners = np.array([[0, 0], [WIDTH, 0], [WIDTH, HEIGHT], [0, HEIGHT]], dtype=np.float32)
    bent = corners + random.uniform(-160, 160, (4, 2)).astype(np.float32)
    tilted = cv2.warpPerspective(flat, cv2.getPerspectiveTransform(corners, bent), (WIDTH, HEIGHT))
    soft = cv2.GaussianBlur(tilted, (0, 0), float(random.uniform(0.5, 4)))
    noisy = soft + random.normal(0, random.uniform(2, 25), soft.shape)
    seen = np.clip(noisy, 0, 255).astype(np.uint8)
    return np.asarray(255 - seen if random.random() < 0.2 else seen, dtype=np.uint8)


def compare(count: int) -> None:
    """Print recall, wrong texts and time of each reading over the same frames."""
    random = np.random.default_rng(1)
    ms: dict[str, list[float]] = {name: [] for name in READINGS}
    right = dict.fromkeys(READINGS, 0)
    wrong = dict.fromkeys(READINGS, 0)
    for n in range(count):
        text = f"TICKET-{n:06d}-{random.integers(10**12):012d}"
        image = hard_frame(random, text)
        for name, read in READINGS.items():
            started = time.perf_counter()
            texts = read(image)
            ms[name].append((time.perf_counter() - started) * 1000)
            right[name] += text in texts
            wrong[name] += any(found != text for found in texts)
    for name, took in ms.items():
        ratios = [a / b for a, b in zip(ms["pyzbar"], took, strict=True)]
        print(
            f"{name:7} read {right[name] / count:6.1%} wrong {wrong[name]}"
            f" p50 {statistics.median(took):6.1f} ms p99 {np.percentile(took, 99):6.1f} ms"
            f" pyzbar takes {statistics.median(ratios):5.1f} times as long"
        )


def watch(name: str, frames: Sequence[Image]) -> None:
    """Print the share of one core that watching a clip takes, and how soon a code is reported."""
    over = threading.Event()
    lags: list[float] = []

    def on_code(sighting: ScannedCode) -> None:
        lags.append((time.monotonic() - sighting.at) * 1000)

    def on_state(state: CameraState) -> None:
        if state is CameraState.ENDED:
            over.set()

    listener = Listener(lambda: None, on_code, lambda _: None, on_state, lambda _: None)
    with tempfile.TemporaryDirectory() as folder:
        clip = VideoFile(write_video(Path(folder) / "clip.avi", frames))
        watcher = Watcher(clip, listener, zbar_decoder())
        wall, cpu = time.monotonic(), time.process_time()
        watcher.start()
        over.wait()
        share = (time.process_time() - cpu) / (time.monotonic() - wall)
        watcher.stop()
    lag = f" code after {statistics.median(lags):.1f} ms" if lags else ""
    print(f"{name:7} {share:5.1%} of one core at 30 frames a second{lag}")


def crowd(random: np.random.Generator, walls: Sequence[Image]) -> list[Image]:
    """Return walls with people in front of them: shapes without a code."""
    frames = [wall.copy() for wall in walls]
    for _ in range(40):
        x, y = (int(v) for v in random.uniform(0, (WIDTH, HEIGHT)))
        colour = tuple(int(v) for v in random.uniform(20, 230, 3))
        for frame in frames:
            cv2.rectangle(frame, (x, y), (x + 150, y + 220), colour, -1)
    return frames


def main() -> None:
    """Compare the readings, then watch an empty door, a crowd without tickets, and guests."""
    compare(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
    random = np.random.default_rng(2)
    noise = random.normal(0, 4, (HEIGHT, WIDTH, 3))
    noisy = [np.roll(noise, n * 77, axis=1) for n in range(30)]
    empty = [np.clip(draw() + grain, 0, 255).astype(np.uint8) for grain in noisy]
    busy = [np.roll(frame, n * 9, axis=0) for n, frame in enumerate(crowd(random, empty))]
    guests = [draw((f"GUEST-{n}", 640, 360, 180)) + noise for n in range(SECONDS)]
    shown = [np.clip(guest, 0, 255).astype(np.uint8) for guest in guests]
    watch("empty", empty * SECONDS)
    watch("crowd", busy * SECONDS)
    watch("guests", [frame for guest in shown for frame in [guest] * 15 + busy[:15]])


if __name__ == "__main__":
    main()
