import numpy as np

from kiosk.camera.decoding.zxing_decoder import gray
from kiosk.camera.motion import Stillness
from tests.camera.drawing import draw

WALL = gray(draw())


def test_a_scene_is_looked_at_closely_once_and_again_after_a_while() -> None:
    stillness = Stillness()
    assert [stillness.lasts(WALL, at) for at in (0.0, 0.1, 0.9, 1.1, 1.2)] == [
        False,
        True,
        True,
        False,
        True,
    ]


def test_a_webcams_noise_is_still() -> None:
    stillness = Stillness()
    noise = np.random.default_rng(1).normal(0, 5, WALL.shape)
    stillness.lasts(WALL, 0.0)
    assert stillness.lasts((WALL + noise).astype(np.uint8), 0.1)


def test_a_ticket_that_moves_by_a_few_pixels_is_not_still() -> None:
    stillness = Stillness()
    stillness.lasts(gray(draw(("a", 640, 360, 120))), 0.0)
    assert not stillness.lasts(gray(draw(("a", 643, 360, 120))), 0.1)


def test_frames_of_another_size_are_not_still() -> None:
    stillness = Stillness()
    stillness.lasts(WALL, 0.0)
    assert not stillness.lasts(np.zeros((100, 100), dtype=np.uint8), 0.1)


def test_a_video_that_starts_again_is_looked_at_afresh() -> None:
    stillness = Stillness()
    stillness.lasts(WALL, 5.0)
    assert not stillness.lasts(WALL, 0.0)
