from collections.abc import Iterator

import numpy as np
import pytest

from kiosk.camera.frame import Frame, Image
from kiosk.camera.opencv import cv2
from kiosk.camera.picture_trouble import Lasting, PictureTrouble, is_dark
from tests.camera.drawing import draw

WALL = draw()
TICKET = draw(("ticket", 640, 360, 300))
FPS = 10
GREEN = np.full((720, 1280, 3), (0, 135, 0), dtype=np.uint8)
BLUE = np.full((720, 1280, 3), (200, 30, 20), dtype=np.uint8)
WHITE = np.full((720, 1280, 3), 255, dtype=np.uint8)
BLACK = np.full((720, 1280, 3), 9, dtype=np.uint8)


def sensed(image: Image, count: int, noise: float = 3.0) -> Iterator[Image]:
    """Yield what a sensor makes of a still scene: no two frames are the same."""
    random = np.random.default_rng(5)
    for _ in range(count):
        seen = image + random.normal(0, noise, image.shape)
        yield np.clip(seen, 0, 255).astype(np.uint8)


def shown(*frames: Image, read: bool = False) -> Lasting:
    """Return what frames show at the last of them."""
    trouble = PictureTrouble()
    for number, image in enumerate(frames):
        trouble.look(Frame(image, number / FPS), read=read)
    return trouble.lasting((len(frames) - 1) / FPS)


def packed(image: Image) -> Image:
    """Return a frame as it comes out of a webcam's compression."""
    jpeg = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, 60])[1]
    return np.asarray(cv2.imdecode(jpeg, cv2.IMREAD_COLOR), dtype=np.uint8)


def strip(image: Image, high: int) -> Image:
    """Return a frame with so many lines of noise in it."""
    torn = image.copy()
    random = np.random.default_rng(high)
    torn[200 : 200 + high] = random.integers(0, 256, (high, 1280, 3))
    return torn


def test_a_frame_that_is_repeated_to_the_bit_stands_still_from_its_second_time() -> None:
    assert shown(*[TICKET] * 21).same_s == pytest.approx(1.9)


def test_a_driver_that_gives_its_four_buffers_in_turn_stands_still() -> None:
    buffers = list(sensed(TICKET, 4))
    assert shown(*buffers * 5).same_s == pytest.approx(1.5)


def test_a_still_scene_before_a_real_sensor_does_not_stand_still() -> None:
    assert shown(*sensed(TICKET, 20)) == Lasting()


def test_a_short_film_that_begins_again_does_not_stand_still() -> None:
    assert shown(*list(sensed(WALL, 9)) * 3).same_s == 0


def test_one_new_frame_ends_it() -> None:
    assert shown(*[TICKET] * 20, WALL).same_s == 0


@pytest.mark.parametrize("colour", [GREEN, BLUE], ids=["green", "blue"])
@pytest.mark.parametrize("noise", [0.0, 6.0])
def test_one_colour_all_over_is_no_picture(colour: Image, noise: float) -> None:
    lasting = shown(*(packed(image) for image in sensed(colour, 12, noise)))
    assert lasting.plain_s == pytest.approx(1.1)
    assert lasting.white_s == 0


def test_a_frame_of_which_only_the_beginning_came_is_no_picture() -> None:
    torn = TICKET.copy()
    torn[500:] = GREEN[500:]
    assert shown(*(packed(torn) for _ in range(12))).plain_s == pytest.approx(1.1)


def test_a_green_table_before_a_real_sensor_is_a_picture() -> None:
    table = TICKET.copy()
    shade = np.linspace(0.8, 1.0, 1280)[:, np.newaxis]
    table[500:] = (GREEN[500:] * shade).astype(np.uint8)
    assert shown(*sensed(table, 12)).plain_s == 0


def test_a_white_picture_is_white_and_a_black_one_black() -> None:
    assert shown(*[WHITE] * 12).white_s == pytest.approx(1.1)
    assert shown(*[BLACK] * 12).dark_s == pytest.approx(1.1)
    assert is_dark(BLACK)


@pytest.mark.parametrize("high", [40, 120, 500])
@pytest.mark.parametrize("behind", [WALL, GREEN], ids=["hall", "green"])
def test_a_strip_of_noise_is_seen(high: int, behind: Image) -> None:
    assert shown(*(packed(strip(behind, high + n)) for n in range(12))).noisy_s > 1


def test_noise_beside_a_code_that_is_read_is_left_alone() -> None:
    assert shown(*(strip(TICKET, 40 + n) for n in range(12)), read=True).noisy_s == 0


@pytest.mark.parametrize("noise", [2, 10, 20])
@pytest.mark.parametrize("size", [60, 150, 450])
def test_a_ticket_before_a_noisy_sensor_shows_something(noise: float, size: float) -> None:
    ticket = draw(("a longer text than most tickets have in them", 640, 360, size))
    lasting = shown(*(packed(image) for image in sensed(ticket, 12, noise)))
    assert lasting == Lasting()


def test_a_grey_hall_and_a_picture_of_a_few_pixels_show_something() -> None:
    assert shown(*sensed(WALL, 12)) == Lasting()
    assert shown(*sensed(WALL[:20, :30], 12)) == Lasting()
