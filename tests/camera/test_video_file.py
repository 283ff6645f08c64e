from pathlib import Path

import pytest

from kiosk.camera.frame import Frame
from kiosk.camera.opencv import cv2
from kiosk.camera.video_file import VideoFile
from kiosk.errors import UnusableInput
from tests.camera.drawing import draw, write_video


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("clips") / "clip.avi"
    return write_video(path, [draw(width=160, height=120)] * 5, fps=25)


def frames(source: VideoFile, count: int) -> list[Frame]:
    read = [source.read() for _ in range(count)]
    return [frame for frame in read if frame is not None]


def test_a_video_gives_each_frame_with_its_second_and_then_none(clip: Path) -> None:
    video = VideoFile(clip, paced=False)
    video.open()
    read = frames(video, 6)
    video.close()
    assert [frame.position for frame in read] == pytest.approx([0, 0.04, 0.08, 0.12, 0.16])
    assert read[0].image.shape == (120, 160, 3)


def test_a_video_of_another_kind_gives_the_same_seconds(tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    fourcc = cv2.VideoWriter.fourcc(*"mp4v")
    writer = cv2.VideoWriter(str(path), cv2.CAP_FFMPEG, fourcc, 25, (160, 120))
    for _ in range(3):
        writer.write(draw(width=160, height=120))
    writer.release()
    video = VideoFile(path, paced=False)
    video.open()
    assert [frame.position for frame in frames(video, 4)] == pytest.approx([0, 0.04, 0.08])


def test_a_paced_video_sleeps_until_each_frame_is_due(clip: Path) -> None:
    slept: list[float] = []
    video = VideoFile(clip, clock=lambda: 100.0 + sum(slept), sleep=slept.append)
    video.open()
    read = frames(video, 3)
    assert slept == pytest.approx([0, 0.04, 0.04])
    assert [frame.at for frame in read] == pytest.approx([100, 100.04, 100.08])


def test_a_loop_starts_again_after_its_last_frame(clip: Path) -> None:
    video = VideoFile(clip, paced=False, loop=True)
    video.open()
    positions = [frame.position for frame in frames(video, 7)]
    video.close()
    assert positions[4:] == pytest.approx([0.16, 0, 0.04])


def test_opening_again_starts_at_the_first_frame(clip: Path) -> None:
    video = VideoFile(clip, paced=False)
    video.open()
    frames(video, 3)
    video.open()
    (first,) = frames(video, 1)
    assert first.position == 0


def test_a_missing_video_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput) as caught:
        VideoFile(tmp_path / "nothing.avi").open()
    assert (caught.value.key, caught.value.params) == (
        "error.video_missing",
        {"file": "nothing.avi"},
    )


def test_a_file_without_a_video_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "text.avi"
    path.write_bytes(b"not a video " * 100)
    with pytest.raises(UnusableInput) as caught:
        VideoFile(path).open()
    assert caught.value.key == "error.video_unreadable"


def test_a_video_that_was_cut_off_gives_the_frames_it_has(clip: Path, tmp_path: Path) -> None:
    path = tmp_path / "cut.avi"
    path.write_bytes(clip.read_bytes()[:-1500])
    video = VideoFile(path, paced=False)
    video.open()
    assert frames(video, 6)
