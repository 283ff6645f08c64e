"""A video file as a frame source, for the demo, tests and recordings."""

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from kiosk.camera.frame import Frame
from kiosk.camera.opencv import MAX_PIXELS, cv2
from kiosk.errors import UnusableInput

_MJPEG = "CV_MJPEG"
_USUAL_FPS = 30.0
_SANE_FPS = (1.0, 240.0)


class VideoFile:
    """Gives a video's frames, at its own speed when `paced`, repeated with `loop`."""

    def __init__(
        self,
        path: Path,
        *,
        paced: bool = True,
        loop: bool = False,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._path = path
        self.label = path.name
        self._paced = paced
        self._loop = loop
        self._clock = clock
        self._sleep = sleep
        self._capture: cv2.VideoCapture | None = None
        self._index = 0
        self._fps = _USUAL_FPS
        self._started = 0.0

    def open(self) -> None:
        """Start at the first frame; UnusableInput if the file contains no video."""
        self.close()
        if not self._path.is_file():
            raise UnusableInput("error.video_missing", file=self.label)
        self._capture = _opened(self._path)
        if self._capture is None:
            raise UnusableInput("error.video_unreadable", file=self.label)
        fps = self._capture.get(cv2.CAP_PROP_FPS)
        self._fps = fps if _SANE_FPS[0] <= fps <= _SANE_FPS[1] else _USUAL_FPS
        self._index = 0
        self._started = self._clock()

    def read(self) -> Frame | None:
        """Return the next frame at its time; None after the last."""
        frame = self._next()
        if frame is None and self._loop and self._index > 0:
            self.open()
            frame = self._next()
        return frame

    def again(self) -> "VideoFile":
        """Return a new source of the same file, not opened."""
        return VideoFile(
            self._path,
            paced=self._paced,
            loop=self._loop,
            clock=self._clock,
            sleep=self._sleep,
        )

    def close(self) -> None:
        """Close the file."""
        if self._capture is not None:
            self._capture.release()
        self._capture = None

    def _next(self) -> Frame | None:
        if self._capture is None:
            return None
        ok, image = self._capture.read()
        if not ok:
            return None
        position = self._position(self._capture)
        self._index += 1
        if self._paced:
            self._sleep(max(0.0, self._started + position - self._clock()))
        return Frame(np.asarray(image, dtype=np.uint8), self._clock(), position)

    def _position(self, capture: cv2.VideoCapture) -> float:
        """Return the time of the frame just read, in seconds: phones record at a varying rate."""
        reported = capture.get(cv2.CAP_PROP_POS_MSEC) / 1000
        counted = self._index / self._fps
        # The MJPEG reader already reports the time of the next frame.
        return counted if capture.getBackendName() == _MJPEG or reported <= 0 else reported


def _opened(path: Path) -> "cv2.VideoCapture | None":
    """Return the video, opened by OpenCV's own MJPEG reader, else by any other backend."""
    for backend in (cv2.CAP_OPENCV_MJPEG, cv2.CAP_ANY):
        capture = cv2.VideoCapture(str(path), backend)
        wide, high = map(capture.get, (cv2.CAP_PROP_FRAME_WIDTH, cv2.CAP_PROP_FRAME_HEIGHT))
        if capture.isOpened() and wide * high <= MAX_PIXELS:
            return capture
        capture.release()
    return None
