from collections.abc import Iterator

import numpy as np
import pytest

from kiosk.camera.decoding.detected_code import Code
from kiosk.camera.decoding.second_decoder import SecondOpinion
from kiosk.camera.frame import Image
from tests.camera.drawing import square
from tests.camera.fake_camera import Heard

FOUND = square("tilted")
GRAY = np.zeros((4, 4), dtype=np.uint8)


class Decoder:
    """Finds one code in any picture, and reports when it has looked."""

    def __init__(self) -> None:
        self.looked = Heard()

    def __call__(self, picture: Image) -> tuple[Code, ...]:
        self.looked(picture.shape)
        return (FOUND,)


@pytest.fixture
def decoder() -> Decoder:
    return Decoder()


@pytest.fixture
def second(decoder: Decoder) -> Iterator[SecondOpinion]:
    opinion = SecondOpinion(decoder)
    opinion.worker.start()
    yield opinion
    opinion.stop(2.0)


def settled(second: SecondOpinion, decoder: Decoder, at: float) -> None:
    """Offer two frames: when the second is looked at, the first has been answered."""
    second.offer(GRAY, at)
    decoder.looked.wait_until(lambda texts: len(texts) == 1)
    second.offer(GRAY, at)
    decoder.looked.wait_until(lambda texts: len(texts) == 2)


def test_an_answer_is_taken_once(second: SecondOpinion, decoder: Decoder) -> None:
    settled(second, decoder, at=10.0)
    assert second.take(10.2) == (FOUND,)


def test_an_answer_about_a_frame_of_long_ago_is_not_given(
    second: SecondOpinion, decoder: Decoder
) -> None:
    settled(second, decoder, at=10.0)
    assert second.take(10.6) == ()


def test_nothing_was_found_before_it_was_asked(second: SecondOpinion) -> None:
    assert second.take(0.0) == ()
