import pytest

from kiosk.domain.key_readings import Stroke, may_disagree, readings

# Keys by their places: M X 2 - ", as a PC keyboard numbers them.
_M, _X, _TWO, _MINUS, _QUOTE, _T = 50, 45, 3, 12, 40, 20


def test_the_laptops_own_reading_comes_first() -> None:
    keys = [Stroke("?", _M, True), Stroke("X", _X, True), Stroke("é", _TWO)]

    assert readings(keys)[:2] == ("?Xé", "MX2")


def test_keys_that_mean_the_same_on_a_us_keyboard_do_not_disagree() -> None:
    assert not may_disagree(readings([Stroke("m", _M), Stroke("2", _TWO)]))
    assert may_disagree(readings([Stroke(",", _M), Stroke("é", _TWO)]))


def test_caps_lock_turns_the_case_and_no_more() -> None:
    keys = [Stroke("m", _M, True), Stroke("X", _X), Stroke("2", _TWO)]

    assert readings(keys)[:2] == ("mX2", "Mx2")
    assert not may_disagree(readings(keys))


def test_a_shift_that_is_held_down_changes_no_digit() -> None:
    keys = [Stroke("M", _M, True), Stroke("@", _TWO, True), Stroke("_", _MINUS, True)]

    assert {"m2-", "M2-"} <= set(readings(keys))


def test_a_dead_key_has_its_place() -> None:
    keys = [Stroke("", _QUOTE, True), Stroke("ẗ", _T), Stroke("", _QUOTE, True)]

    assert '"t"' in readings(keys)


@pytest.mark.parametrize(
    ("typed", "meant"), [("ẗicket", '"ticket'), ("rë", 'r"e'), ("l'été", "l''et'e"), ("ñ", "~n")]
)
def test_marks_of_dead_keys_come_apart_where_no_places_are_known(typed: str, meant: str) -> None:
    assert meant in readings([Stroke(letter) for letter in typed])


def test_keypad_digits_are_digits_without_num_lock() -> None:
    assert readings([Stroke("", place) for place in (79, 80, 81, 82)])[0] == "1230"


def test_a_code_that_comes_twice_is_one() -> None:
    once = "MXRQC5TPD7K2N3VW3HS2"

    assert readings([Stroke(letter) for letter in once * 2])[0] == once
    assert readings([Stroke(letter) for letter in "123123"])[0] == "123123"


def test_no_keys_mean_nothing() -> None:
    assert readings([]) == ()


@pytest.mark.parametrize("width", [3, 4])
def test_characters_typed_by_their_numbers_are_read(width: int) -> None:
    strokes = [Stroke(digit) for one in "MX/7=a" for digit in f"{ord(one):0{width}}"]
    assert readings(strokes)[-1] == "MX/7=a"


def test_a_code_of_digits_stays_one() -> None:
    assert readings([Stroke(digit) for digit in "704120002941"]) == ("704120002941",)
