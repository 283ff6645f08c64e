from collections.abc import Sequence

import numpy as np
import pytest

from kiosk.camera.decoding.detected_code import Code
from kiosk.camera.decoding.picture_filters import RARE
from kiosk.camera.decoding.zxing_decoder import _read_filtered, gray, read_live, read_picture
from kiosk.camera.frame import Image
from kiosk.camera.opencv import cv2
from tests.camera.drawing import draw

TEXT = "J5WWC3DJNZTSAZTFON2GS5TBNQ"


def texts(codes: tuple[Code, ...]) -> list[str]:
    return [code.text for code in codes]


def blurred(image: Image, sigma: float) -> Image:
    return np.asarray(cv2.GaussianBlur(image, (0, 0), sigma), dtype=np.uint8)


def test_a_code_is_read_with_its_corners_clockwise_in_pixels() -> None:
    (code,) = read_live(gray(draw((TEXT, 640, 360, 200))))
    assert code.text == TEXT
    assert np.allclose(code.corners, [(540, 260), (740, 260), (740, 460), (540, 460)], atol=6)
    assert code.size == pytest.approx(200, abs=8)


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_code_is_read_however_it_is_turned(turns: int) -> None:
    turned = np.ascontiguousarray(np.rot90(draw((TEXT, 640, 360, 200)), turns))
    assert texts(read_live(gray(turned))) == [TEXT]


def test_a_light_code_on_a_dark_screen_is_read() -> None:
    assert texts(read_live(255 - gray(draw((TEXT, 640, 360, 200))))) == [TEXT]


def test_a_code_out_of_focus_is_read() -> None:
    assert texts(read_live(gray(blurred(draw((TEXT, 640, 360, 200)), 4)))) == [TEXT]


def test_an_empty_wall_gives_nothing() -> None:
    assert read_live(gray(draw())) == ()


def test_it_reads_again_until_what_was_found_is_enough() -> None:
    reads: list[int] = []

    def never_enough(codes: Sequence[Code]) -> bool:
        reads.append(len(codes))
        return False

    found = read_live(gray(draw((TEXT, 200, 360, 200))), never_enough)
    assert texts(found) == [TEXT]
    assert reads == [1, 1, 1, 1]


def test_a_text_longer_than_any_ticket_is_dropped() -> None:
    endless = draw(("A" * 4200, 700, 700, 1062), width=1400, height=1400, error="l")
    assert read_live(gray(endless)) == ()


def test_a_still_gives_its_distinct_texts_in_reading_order() -> None:
    still = draw(
        ("d", 900, 520, 150), ("b", 900, 200, 150), ("c", 300, 515, 150), ("a", 300, 205, 150)
    )
    assert texts(read_picture(still, None)) == ["a", "b", "c", "d"]


def test_a_text_that_a_still_shows_twice_is_given_once() -> None:
    still = draw(("a", 300, 360, 150), ("a", 900, 360, 150))
    assert texts(read_picture(still, None)) == ["a"]


def test_a_still_is_also_read_by_the_second_decoder() -> None:
    second = (Code("seen by the other", ((10, 10), (50, 10), (50, 50), (10, 50))),)
    still = draw((TEXT, 640, 360, 200))
    assert texts(read_picture(still, lambda _: second)) == ["seen by the other", TEXT]


def test_the_second_decoder_does_not_overrule_the_first() -> None:
    other = (Code("another reading", ((540, 260), (740, 260), (740, 460), (540, 460))),)
    assert texts(read_picture(draw((TEXT, 640, 360, 200)), lambda _: other)) == [TEXT]


@pytest.mark.parametrize("shape", [(1, 1, 3), (2, 5, 3), (1, 4000, 3)])
def test_a_tiny_picture_gives_nothing(shape: tuple[int, ...]) -> None:
    assert read_picture(np.zeros(shape, dtype=np.uint8), None) == ()


def shadowed(picture: Image) -> Image:
    """Lay a deep, soft shadow over the right edge of a code of 150 pixels in the middle."""
    y, x = np.mgrid[0:720, 0:1280]
    shadow = 0.97 * np.exp(-((x - 677.5) ** 2 + (y - 360) ** 2) / (2 * 150**2))
    return np.asarray(picture * (1 - shadow), dtype=np.uint8)


def with_light_lines(picture: Image) -> Image:
    """Print a code with two light pixels between all of its dots."""
    dotted = picture.copy()
    for line in (0, 1):
        dotted[line::8] = 255
        dotted[:, line::8] = 255
    return dotted


HARD = {
    "shadow": shadowed(gray(draw((TEXT, 640, 360, 150)))),
    "dots": with_light_lines(gray(draw((TEXT, 640, 360, 200)))),
}


@pytest.mark.parametrize("kind", HARD)
def test_a_code_that_the_usual_filters_miss_is_read_at_the_turn_of_its_filter(
    kind: str,
) -> None:
    read = [bool(read_live(HARD[kind], turn=turn)) for turn in range(8)]
    assert any(read[:4])
    assert not all(read[:4])
    assert read[:4] == read[4:]


@pytest.mark.parametrize("kind", HARD)
def test_a_still_gets_every_filter(kind: str) -> None:
    still = np.asarray(cv2.cvtColor(HARD[kind], cv2.COLOR_GRAY2BGR), dtype=np.uint8)
    assert texts(read_picture(still, None)) == [TEXT]


def test_a_code_read_in_a_squeezed_picture_lies_where_it_is_seen() -> None:
    picture = gray(draw((TEXT, 900, 500, 200)))
    (code,) = _read_filtered(RARE[2], picture)
    assert np.allclose(code.centre, (900, 500), atol=6)
    assert code.size == pytest.approx(200, abs=8)


def test_a_second_decoder_that_raises_takes_nothing_from_the_first() -> None:
    def broken(_: Image) -> tuple[Code, ...]:
        raise ValueError

    assert texts(read_picture(draw((TEXT, 640, 360, 200)), broken)) == [TEXT]
