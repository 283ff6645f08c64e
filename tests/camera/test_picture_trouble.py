from collections.abc import Callable, Iterator

import numpy as np
import pytest

from kiosk.camera.frame import Frame, Image
from kiosk.camera.opencv import cv2
from kiosk.camera.picture_trouble import PictureTrouble, TroubleTimes, is_dark
from tests.camera.drawing import draw

WALL = draw()
TICKET = draw(("ticket", 640, 360, 300))
FPS = 10
_RANDOM = np.random.default_rng(12)
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


def shown(*frames: Image, read: bool = False) -> TroubleTimes:
    """Return what frames show at the last of them."""
    trouble = PictureTrouble()
    for number, image in enumerate(frames):
        trouble.check(Frame(image, number / FPS), read=read)
    return trouble.times((len(frames) - 1) / FPS)


def packed(image: Image, quality: int = 60) -> Image:
    """Return a frame as it comes out of a webcam's compression."""
    jpeg = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return np.asarray(cv2.imdecode(jpeg, cv2.IMREAD_COLOR), dtype=np.uint8)


def strip(image: Image, high: int, top: int = 200) -> Image:
    """Return a frame with so many lines of noise in it, other noise each time."""
    torn = image.copy()
    torn[top : top + high] = _RANDOM.integers(0, 256, torn[top : top + high].shape)
    return torn


def hall(seed: int) -> Image:
    """Return a hall with shades, edges, small print and a ticket in it, as a lens draws them."""
    random = np.random.default_rng(seed)
    shades = random.uniform(50, 150, (5, 8)).astype(np.float32)
    seen = cv2.resize(shades, (1280, 720), interpolation=cv2.INTER_CUBIC)
    for _ in range(8):
        left, top = int(random.integers(0, 1200)), int(random.integers(0, 660))
        corner = left + int(random.integers(40, 400)), top + int(random.integers(30, 300))
        cv2.rectangle(seen, (left, top), corner, float(random.uniform(20, 210)), -1)
    for line in range(60, 700, 9):
        for dash in range(900, 1200, 14):
            cv2.rectangle(seen, (dash, line), (dash + 9, line + 3), 30.0, -1)
    seen = cv2.GaussianBlur(seen, (0, 0), 1.2)
    image = np.asarray(np.clip(seen, 0, 255), np.uint8)
    image[260:560, 200:500] = draw(("ticket", 150, 150, 200), width=300, height=300)[..., 0]
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_GRAY2BGR), np.uint8)


def test_a_frame_that_is_repeated_to_the_bit_is_still_from_its_second_time() -> None:
    assert shown(*[TICKET] * 21).same_s == pytest.approx(1.9)


def test_a_driver_that_gives_its_four_buffers_in_turn_is_frozen() -> None:
    buffers = list(sensed(TICKET, 4))
    assert shown(*buffers * 5).same_s == pytest.approx(1.5)


def test_a_still_scene_before_a_real_sensor_does_not_stand_still() -> None:
    assert shown(*sensed(TICKET, 20)) == TroubleTimes()


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


@pytest.mark.parametrize("top", [0, 7, 385, 690])
@pytest.mark.parametrize("quality", [85, 40])
def test_a_strip_of_thirty_lines_is_seen_wherever_it_is(top: int, quality: int) -> None:
    frames = (packed(strip(hall(top), 30, top), quality) for _ in range(12))
    assert shown(*frames).noisy_s > 1


@pytest.mark.parametrize("read", [True, False], ids=["code read", "no code read"])
@pytest.mark.parametrize("seed", range(3))
def test_a_still_picture_with_a_strip_of_noise_is_frozen(seed: int, read: bool) -> None:
    still = hall(seed)
    assert shown(*(strip(still, 30, 300) for _ in range(22)), read=read).same_s >= 1
    wandering = (strip(still, 30, 20 + 25 * n) for n in range(22))
    assert shown(*wandering, read=read).same_s >= 1


def test_a_still_picture_with_a_column_of_noise_is_frozen() -> None:
    still = hall(4)

    def torn() -> Image:
        image = still.copy()
        image[:, 600:630] = _RANDOM.integers(0, 256, (720, 30, 3))
        return image

    assert shown(*(torn() for _ in range(25))).same_s >= 1


def test_a_picture_that_moves_again_is_no_longer_frozen() -> None:
    hung = [strip(hall(1), 30, 300) for _ in range(12)]
    assert shown(*hung, *sensed(hall(2), 11)).same_s == 0


@pytest.mark.parametrize("noise", [0.3, 1.0, 12.0])
@pytest.mark.parametrize("pack", [packed, np.asarray], ids=["packed", "raw"])
def test_a_quiet_hall_before_a_good_or_a_bad_sensor_shows_something(
    noise: float, pack: Callable[[Image], Image]
) -> None:
    assert shown(*(pack(image) for image in sensed(hall(3), 12, noise))) == TroubleTimes()


def test_a_dark_hall_with_one_lamp_shows_something() -> None:
    dark = np.full((720, 1280, 3), 4, dtype=np.uint8)
    cv2.circle(dark, (640, 300), 90, (180, 190, 200), -1)
    assert shown(*sensed(dark, 12, 6.0)) == TroubleTimes()


def test_a_guest_who_moves_before_a_wall_without_noise_does_not_hang_the_camera() -> None:
    frames = (draw(("ticket", 300 + 9 * n, 360, 240)) for n in range(30))
    assert shown(*frames) == TroubleTimes()


def test_noise_beside_a_code_that_is_read_is_left_alone_while_the_picture_moves() -> None:
    moving = [strip(image, 40) for image in sensed(TICKET, 12)]
    assert shown(*moving, read=True) == TroubleTimes()


@pytest.mark.parametrize("noise", [2, 10, 20])
@pytest.mark.parametrize("size", [60, 150, 450])
def test_a_ticket_before_a_noisy_sensor_shows_something(noise: float, size: float) -> None:
    ticket = draw(("a longer text than most tickets have in them", 640, 360, size))
    lasting = shown(*(packed(image) for image in sensed(ticket, 12, noise)))
    assert lasting == TroubleTimes()


def test_a_grey_hall_and_a_picture_of_a_few_pixels_show_something() -> None:
    assert shown(*sensed(WALL, 12)) == TroubleTimes()
    assert shown(*sensed(WALL[:20, :30], 12)) == TroubleTimes()
