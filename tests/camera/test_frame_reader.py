from pathlib import Path

from kiosk.camera.decoding.detected_code import Code
from kiosk.camera.frame import Frame, Image
from kiosk.camera.frame_reader import FrameReader, scanned_codes
from kiosk.camera.video_file import VideoFile
from tests.camera.drawing import draw, square, write_video
from tests.camera.fake_camera import FakeCamera

WALL = draw()
MINE = draw(("mine", 640, 360, 180))
YOURS = draw(("yours", 600, 330, 180))


def test_a_video_gives_each_showing_once_with_its_second(tmp_path: Path) -> None:
    film = [WALL] * 4 + [MINE] * 8 + [WALL] * 20 + [MINE] * 4 + [YOURS] * 8
    path = write_video(tmp_path / "door.avi", film, fps=10)
    seen = [(s.text, s.position) for s in scanned_codes(VideoFile(path, paced=False))]
    assert seen == [("mine", 0.4), ("mine", 3.2), ("yours", 3.9)]


def test_the_source_is_closed_after_its_last_frame() -> None:
    camera = FakeCamera([MINE, None])
    assert [sighting.text for sighting in scanned_codes(camera)] == ["mine"]
    assert (camera.opened, camera.closed) == (1, 1)


def test_a_sighting_has_its_time_and_how_long_reading_took() -> None:
    sighting = FrameReader().read_frame(Frame(MINE, at=12.5)).scanned
    assert sighting is not None
    assert (sighting.text, sighting.at, sighting.position) == ("mine", 12.5, None)
    assert sighting.decode_ms > 0


def test_a_frame_without_a_ticket_held_up_is_a_miss_for_the_second_opinion() -> None:
    edge = draw(("next guest", 150, 360, 150))
    assert FrameReader().read_frame(Frame(edge, at=0)).missed is not None
    assert FrameReader().read_frame(Frame(MINE, at=0)).missed is None


def test_what_a_slower_decoder_found_just_before_is_reported() -> None:
    sighting = FrameReader().read_frame(Frame(WALL, at=1.0), late=[square("tilted")]).scanned
    assert sighting is not None
    assert sighting.text == "tilted"


def test_a_tap_reports_the_code_under_it() -> None:
    reader = FrameReader()
    frame = Frame(draw(("a", 520, 360, 150), ("b", 760, 360, 150)), at=3.0)
    assert reader.read_frame(frame).scanned is None
    sighting = reader.tap(760, 370, frame)
    assert sighting is not None
    assert (sighting.text, sighting.at) == ("b", 3.0)


class Slow:
    """A second decoder that finds a code in all that it is asked about."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, _picture: Image) -> tuple[Code, ...]:
        self.asked += 1
        return (square("tilted"),)


def test_the_second_decoder_reads_what_is_missed_in_a_video(tmp_path: Path) -> None:
    path = write_video(tmp_path / "door.avi", [WALL] * 10, fps=10)
    seen = [(s.text, s.position) for s in scanned_codes(VideoFile(path, paced=False), Slow())]
    assert seen == [("tilted", 0.1)]


def test_the_second_decoder_is_asked_a_few_times_for_each_second_of_a_video(tmp_path: Path) -> None:
    path = write_video(tmp_path / "door.avi", [WALL, draw(("edge", 150, 360, 150))] * 30, fps=30)
    slow = Slow()
    list(scanned_codes(VideoFile(path, paced=False), slow))
    assert 4 <= slow.asked <= 8


def test_a_second_decoder_that_raises_does_not_end_a_video(tmp_path: Path) -> None:
    def broken(_: Image) -> tuple[Code, ...]:
        raise ValueError

    path = write_video(tmp_path / "door.avi", [WALL] * 8 + [MINE] * 4, fps=10)
    seen = [s.text for s in scanned_codes(VideoFile(path, paced=False), broken)]
    assert seen == ["mine"]
