import pytest

from kiosk.camera.decoding.detected_code import (
    clockwise,
    distinct,
    in_reading_order,
    is_usable,
    merged,
)
from tests.camera.drawing import square


def test_corners_go_clockwise_from_the_top_left_whatever_order_they_came_in() -> None:
    mirrored = [(10.0, 10.0), (10.0, 50.0), (50.0, 50.0), (50.0, 10.0)]
    assert clockwise(mirrored) == ((10.0, 10.0), (50.0, 10.0), (50.0, 50.0), (10.0, 50.0))


def test_size_is_the_side_in_pixels_and_centre_its_middle() -> None:
    code = square("a", x=100, y=60, size=40)
    assert (code.size, code.centre) == (40, (100, 60))


def test_codes_a_few_pixels_apart_in_height_are_read_from_left_to_right() -> None:
    codes = [
        square("d", 300, 304),
        square("b", 300, 97),
        square("c", 90, 300),
        square("a", 90, 101),
    ]
    assert [code.text for code in in_reading_order(codes)] == ["a", "b", "c", "d"]


def test_another_filter_adds_only_what_lies_where_nothing_was_read() -> None:
    first = (square("right", 100, 100),)
    found = merged(first, [square("wrong", 104, 98), square("new", 500, 100)])
    assert [code.text for code in found] == ["right", "new"]


def test_a_text_that_is_seen_twice_is_kept_where_it_was_first() -> None:
    codes = (square("a", 1), square("b", 2), square("a", 3))
    assert distinct(codes) == codes[:2]


@pytest.mark.parametrize(("text", "fits"), [("", False), ("x" * 4096, True), ("x" * 4097, False)])
def test_a_text_is_usable_up_to_its_longest_length(text: str, fits: bool) -> None:
    assert is_usable(text) is fits
