from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.camera.camera_choice import CameraChoice
from kiosk.camera.opencv import cv2
from kiosk.camera.webcam import CameraName, Webcam, choices
from kiosk.errors import WorldFailed
from tests.camera.drawing import draw, write_video

KNOWN = (CameraName(0, "Integrated Camera"), CameraName(2, "Logitech C920"))


def no_capture(index: int) -> None:
    """A camera that another program uses, or that is not there."""


def failure(act: Callable[[], object]) -> tuple[str, dict[str, object]]:
    with pytest.raises(WorldFailed) as caught:
        act()
    return caught.value.key, caught.value.params


def test_a_camera_that_the_computer_does_not_know_is_missing() -> None:
    webcam = Webcam(7, names=lambda: KNOWN, open_capture=no_capture)
    assert failure(webcam.open) == ("error.camera_missing", {"camera": "7"})


def test_a_camera_that_is_known_but_gives_nothing_is_busy_by_its_name() -> None:
    webcam = Webcam(0, names=lambda: KNOWN, open_capture=no_capture)
    assert failure(webcam.open) == ("error.camera_busy", {"camera": "Integrated Camera"})


def test_a_name_that_no_camera_has_is_missing() -> None:
    webcam = Webcam("Philips", names=lambda: KNOWN, open_capture=no_capture)
    assert failure(webcam.open) == ("error.camera_missing", {"camera": "Philips"})


@pytest.mark.parametrize("name", ["Logitech C920", "logitech", "C920"])
def test_a_camera_is_found_by_a_part_of_its_name(name: str) -> None:
    asked: list[int] = []
    webcam = Webcam(name, names=lambda: KNOWN, open_capture=asked.append)
    failure(webcam.open)
    assert (asked, webcam.label) == ([2], "Logitech C920")


def test_a_computer_without_a_webcam_says_so() -> None:
    assert failure(Webcam(99).open) == ("error.camera_missing", {"camera": "99"})


def test_a_camera_that_stops_giving_frames_is_lost(tmp_path: Path) -> None:
    clip = write_video(tmp_path / "two.avi", [draw(width=160, height=120)] * 2)
    webcam = Webcam(
        0,
        clock=lambda: 5.0,
        names=lambda: KNOWN,
        open_capture=lambda _: cv2.VideoCapture(str(clip), cv2.CAP_OPENCV_MJPEG),
    )
    webcam.open()
    read = [webcam.read(), webcam.read()]
    assert [(frame.image.shape, frame.at) for frame in read] == [((120, 160, 3), 5.0)] * 2
    assert failure(webcam.read) == ("error.camera_lost", {"camera": "Integrated Camera"})


def test_a_closed_camera_gives_no_frames() -> None:
    webcam = Webcam(0)
    webcam.close()
    assert failure(webcam.read)[0] == "error.camera_lost"


@pytest.mark.parametrize("watched", ["2", "Logitech C920", "logitech"])
def test_webcams_are_chosen_by_name_and_the_watched_one_is_known(watched: str) -> None:
    assert choices(KNOWN, watched) == [
        CameraChoice("Integrated Camera", "Integrated Camera"),
        CameraChoice("Logitech C920", "Logitech C920", chosen=True),
    ]


def test_webcams_of_one_name_are_numbered() -> None:
    twins = (CameraName(0, "HD Webcam"), CameraName(1, "HD Webcam"))

    assert choices(twins, "1") == [
        CameraChoice("0", "HD Webcam (0)"),
        CameraChoice("1", "HD Webcam (1)", chosen=True),
    ]


def test_a_video_is_none_of_the_webcams() -> None:
    assert [one.chosen for one in choices(KNOWN, "clip.avi")] == [False, False]
