import math

import pytest

from kiosk.camera.decoding.bar_codes import BarcodeWatch, read_barcodes
from kiosk.camera.decoding.detected_code import Code
from kiosk.camera.decoding.second_decoder import SecondOpinion
from kiosk.camera.decoding.zxing_decoder import gray, read_live
from kiosk.camera.frame import Frame, Image
from tests.camera.drawing import BARCODES, draw, draw_barcode, square

WALL = draw()


@pytest.mark.parametrize("kind", BARCODES)
def test_a_code_of_another_kind_is_seen_and_is_no_qr_code(kind: str) -> None:
    picture = gray(draw_barcode(kind))
    assert [one.text for one in read_barcodes(picture)] == [BARCODES[kind]]
    assert read_live(picture) == ()


def test_a_qr_code_and_a_wall_are_no_bar_codes() -> None:
    assert read_barcodes(gray(draw(("ticket", 640, 360, 200)))) == ()
    assert read_barcodes(gray(WALL)) == ()


class Reads(SecondOpinion):
    """Finds the codes that a test gives it, and counts how often it was asked."""

    def __init__(self) -> None:
        super().__init__(read_barcodes)
        self.found: tuple[Code, ...] = ()
        self.asked = 0

    def offer(self, picture: Image, at: float) -> None:
        assert picture.ndim == 2
        assert math.isfinite(at)
        self.asked += 1

    def take(self, now: float) -> tuple[Code, ...]:
        assert math.isfinite(now)
        return self.found


BAR = square("8710400311140")


def shown(watch: BarcodeWatch, at: float, *, held: bool = False) -> bool:
    return watch.is_barcode_held(Frame(WALL, at), None if held else gray(WALL), held=held)


def test_a_bar_code_is_said_from_its_second_sighting_until_it_is_gone() -> None:
    reads = Reads()
    watch = BarcodeWatch(reads)
    reads.found = (BAR,)
    assert [shown(watch, 10.0), shown(watch, 10.7)] == [False, True]
    reads.found = ()
    assert [shown(watch, 12.0), shown(watch, 13.3)] == [True, False]


def test_two_different_readings_are_not_trusted() -> None:
    reads = Reads()
    watch = BarcodeWatch(reads)
    said = []
    for number in range(6):
        reads.found = (square(f"noise {number}"),)
        said.append(shown(watch, float(number)))
    assert not any(said)


def test_beside_a_qr_code_and_just_after_it_nothing_is_said_or_asked() -> None:
    reads = Reads()
    watch = BarcodeWatch(reads)
    reads.found = (BAR,)
    assert not any(shown(watch, number / 10, held=True) for number in range(30))
    assert reads.asked == 0
    assert not shown(watch, 3.5)
    assert shown(watch, 5.0)


def test_a_bar_code_on_something_in_the_background_is_left_alone() -> None:
    reads = Reads()
    watch = BarcodeWatch(reads)
    reads.found = (square("8710400311140", 80, 80, 60),)
    assert not any(shown(watch, float(number)) for number in range(5))
