"""Opens the source that `--camera` names: a number, a video file or a part of a camera's name."""

from pathlib import Path

from kiosk.camera.frame import FrameSource
from kiosk.camera.video_file import VideoFile
from kiosk.camera.webcam import Webcam


def open_source(text: str, *, loop: bool = False) -> FrameSource:
    """Return the source for `--camera`, not opened yet; a video plays at its own speed."""
    if text.isascii() and text.isdigit():
        return Webcam(int(text))
    path = Path(text)
    return VideoFile(path, loop=loop) if path.is_file() else Webcam(text)
