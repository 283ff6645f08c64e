from pathlib import Path

from kiosk.camera.frame_source import open_source
from kiosk.camera.video_file import VideoFile
from kiosk.camera.webcam import Webcam


def test_a_number_is_a_webcam() -> None:
    source = open_source("1")
    assert isinstance(source, Webcam)
    assert source.label == "1"


def test_an_existing_file_is_a_video(tmp_path: Path) -> None:
    path = tmp_path / "door.avi"
    path.touch()
    source = open_source(str(path))
    assert isinstance(source, VideoFile)
    assert source.label == "door.avi"


def test_anything_else_is_a_webcam_by_name() -> None:
    source = open_source("Logitech C920")
    assert isinstance(source, Webcam)
    assert source.label == "Logitech C920"
