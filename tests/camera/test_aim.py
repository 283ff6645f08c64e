import pytest

from kiosk.camera.aim import choose_target, codes_in_guide
from kiosk.camera.decoding.detected_code import Code
from kiosk.camera.guide import guide
from tests.camera.drawing import HEIGHT, WIDTH, square


def test_the_guide_is_the_middle_of_the_frame() -> None:
    middle = guide(1280, 720)
    assert (middle.left, middle.top, middle.right, middle.bottom) == (320, 72, 960, 648)


@pytest.mark.parametrize(
    ("code", "is_held_up"),
    [
        (square("in the middle"), True),
        (square("its middle just inside", x=325), True),
        (square("at the edge", x=200), False),
        (square("too high", y=60), False),
        (square("far away", size=59), False),
        (square("near enough", size=60), True),
        (square("fills the frame", size=700), True),
    ],
    ids=lambda value: value.text if isinstance(value, Code) else "",
)
def test_a_code_is_held_up_when_it_is_in_the_guide_and_near(code: Code, is_held_up: bool) -> None:
    assert bool(codes_in_guide([code], WIDTH, HEIGHT)) is is_held_up


@pytest.mark.parametrize(
    ("sizes", "chosen"),
    [((), None), ((100,), 100), ((100, 160), 160), ((100, 149), None), ((100, 100, 100), None)],
)
def test_the_only_or_the_clearly_nearest_code_is_meant(
    sizes: tuple[int, ...], chosen: int | None
) -> None:
    nearest = choose_target([square(str(size), size=size) for size in sizes])
    assert (None if nearest is None else nearest.size) == chosen
