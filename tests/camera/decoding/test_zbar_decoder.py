import numpy as np
import pytest
import segno

from kiosk.camera.decoding.guarded_decoder import Decoder
from kiosk.camera.decoding.zbar_decoder import zbar_decoder
from kiosk.camera.decoding.zxing_decoder import gray
from tests.camera.drawing import draw


@pytest.fixture
def decoder() -> Decoder:
    found = zbar_decoder()
    if found is None:
        pytest.skip("this computer has no libzbar")
    return found


def test_it_reads_a_code_and_its_corners_clockwise(decoder: Decoder) -> None:
    (code,) = decoder(gray(draw(("TICKET", 640, 360, 210))))
    assert code.text == "TICKET"
    assert code.corners[0] == pytest.approx((535, 255), abs=6)
    assert code.corners[2] == pytest.approx((745, 465), abs=6)


def test_it_reads_a_light_code_on_a_dark_screen(decoder: Decoder) -> None:
    (code,) = decoder(255 - gray(draw(("TICKET", 640, 360, 210))))
    assert code.text == "TICKET"


def test_a_text_whose_characters_it_would_have_to_guess_is_dropped(decoder: Decoder) -> None:
    assert decoder(gray(draw(("Café Ëlodie", 640, 360, 210)))) == ()


def test_half_of_a_text_in_two_codes_is_no_fault(decoder: Decoder) -> None:
    half = segno.make_sequence("JUSTSOMETEXTINTWOCODES", symbol_count=2)[0]
    light = [[0 if dark else 255 for dark in row] for row in half.matrix_iter(scale=6, border=4)]
    assert decoder(np.array(light, dtype=np.uint8)) == ()
