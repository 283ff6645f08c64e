"""Webcams: their names, and frames from one of them."""

import platform
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from kiosk.camera.camera_choice import CameraChoice
from kiosk.camera.frame import Frame
from kiosk.camera.opencv import cv2
from kiosk.errors import WorldFailed

# On Windows DirectShow opens at once, Media Foundation after seconds: it is the fallback.
_BACKENDS = {
    "Windows": (cv2.CAP_DSHOW, cv2.CAP_MSMF),
    "Linux": (cv2.CAP_V4L2,),
    "Darwin": (cv2.CAP_AVFOUNDATION,),
}.get(platform.system(), (cv2.CAP_ANY,))
_WIDTH, _HEIGHT = 1280, 720


@dataclass(frozen=True, slots=True)
class CameraName:
    """A connected webcam: its number and its name."""

    index: int
    name: str


def cameras() -> tuple[CameraName, ...]:
    """Return the webcams by number, without opening any; none if the system does not list them."""
    try:
        from cv2_enumerate_cameras import enumerate_cameras  # noqa: PLC0415 - needs OpenCV's limits

        found = {camera.index: camera.name for camera in enumerate_cameras(_BACKENDS[0])}
    except (ImportError, OSError, RuntimeError, NotImplementedError):
        return ()
    return tuple(CameraName(index, name) for index, name in sorted(found.items()))


def choices(found: Iterable[CameraName], current: str) -> list[CameraChoice]:
    """Return the webcams to choose from: by name, or by number if two have the same name."""
    known = {camera.index: camera.name for camera in found}
    by_number = current.isascii() and current.isdigit()
    index = int(current) if by_number else number_of(current, known)
    times = Counter(known.values())
    return [
        CameraChoice(name, name, chosen=number == index)
        if times[name] == 1
        else CameraChoice(str(number), f"{name} ({number})", chosen=number == index)
        for number, name in known.items()
    ]


def has_webcam() -> bool:
    """Return whether a webcam can be used now: one is listed, or the first one opens."""
    if cameras():
        return True
    capture = _open_capture(0)
    if capture is not None:
        capture.release()
    return capture is not None


def _open_capture(index: int) -> "cv2.VideoCapture | None":
    """Return a webcam that gives frames, at 1280x720 if possible; None if no backend does."""
    for backend in _BACKENDS:
        capture = cv2.VideoCapture(index, backend)
        capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
        capture.set(cv2.CAP_PROP_FRAME_WIDTH, _WIDTH)
        capture.set(cv2.CAP_PROP_FRAME_HEIGHT, _HEIGHT)
        capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
        # On Windows, a camera in use by another program opens, but gives no frames.
        if capture.isOpened() and capture.read()[0]:
            return capture
        capture.release()
    return None


class Webcam:
    """A webcam by number or by a part of its name; it is searched each time it is opened."""

    def __init__(
        self,
        which: int | str,
        *,
        clock: Callable[[], float] = time.monotonic,
        names: Callable[[], Iterable[CameraName]] = cameras,
        open_capture: Callable[[int], "cv2.VideoCapture | None"] = _open_capture,
    ) -> None:
        self._which = which
        self._clock = clock
        self._names = names
        self._open_capture = open_capture
        self._capture: cv2.VideoCapture | None = None
        self.label = str(which)
        """The name of the webcam if known, else its number."""

    def open(self) -> None:
        """Open the webcam; WorldFailed if it is missing or in use."""
        self.close()
        known = {camera.index: camera.name for camera in self._names()}
        index = self._which if isinstance(self._which, int) else number_of(self._which, known)
        self.label = known.get(index, self.label)
        self._capture = self._open_capture(index) if index >= 0 else None
        if self._capture is None:
            key = "error.camera_busy" if index in known else "error.camera_missing"
            raise WorldFailed(key, camera=self.label)

    def read(self) -> Frame:
        """Wait for the next frame; WorldFailed if no more frames come."""
        ok, image = (False, None) if self._capture is None else self._capture.read()
        if not ok or image is None:
            raise WorldFailed("error.camera_lost", camera=self.label)
        return Frame(np.asarray(image, dtype=np.uint8), self._clock())

    def again(self) -> "Webcam":
        """Return a new source of the same webcam, not opened."""
        return Webcam(
            self._which, clock=self._clock, names=self._names, open_capture=self._open_capture
        )

    def close(self) -> None:
        """Close the webcam."""
        if self._capture is not None:
            self._capture.release()
        self._capture = None


def number_of(name: str, known: Mapping[int, str]) -> int:
    """Return the number of the first camera with this name, or with it in its name; else -1."""
    wanted = name.casefold()
    names = {index: known[index].casefold() for index in sorted(known)}
    exact = [index for index, found in names.items() if found == wanted]
    return next(iter(exact + [index for index, found in names.items() if wanted in found]), -1)
