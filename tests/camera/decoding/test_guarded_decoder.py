import logging
import threading
from collections.abc import Iterator

import numpy as np
import pytest

from kiosk.camera.decoding.detected_code import Code
from kiosk.camera.decoding.guarded_decoder import GuardedDecoder, TimedDecoder
from kiosk.camera.frame import Image
from tests.camera.drawing import square

PICTURE = np.zeros((4, 4), dtype=np.uint8)


class Raising:
    """Raises one error after another."""

    def __init__(self, *errors: Exception) -> None:
        self._errors = iter(errors)

    def __call__(self, _picture: Image) -> tuple[Code, ...]:
        raise next(self._errors)


def test_a_decoder_that_raises_found_nothing() -> None:
    assert GuardedDecoder("other", Raising(ValueError()))(PICTURE) == ()


def test_each_kind_of_fault_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    read = GuardedDecoder("other", Raising(ValueError(), KeyError(), ValueError(), KeyError()))
    with caplog.at_level(logging.ERROR):
        for _ in range(4):
            read(PICTURE)
    kinds = [record.exc_info[0] for record in caplog.records if record.exc_info]
    assert kinds == [ValueError, KeyError]
    assert "other" in caplog.text


@pytest.fixture
def over() -> Iterator[threading.Event]:
    event = threading.Event()
    yield event
    event.set()


def test_a_decoder_that_hangs_is_not_waited_for_and_not_asked_again_and_again(
    over: threading.Event,
) -> None:
    asked: list[int] = []

    def hang(_picture: Image) -> tuple[Code, ...]:
        asked.append(1)
        over.wait(20)
        return ()

    read = GuardedDecoder("other", TimedDecoder(hang, limit_s=0.05))
    assert [read(PICTURE) for _ in range(10)] == [()] * 10
    assert len(asked) == 3


def test_a_decoder_whose_thread_dies_found_nothing() -> None:
    def die(_picture: Image) -> tuple[Code, ...]:
        raise SystemExit

    assert GuardedDecoder("other", TimedDecoder(die))(PICTURE) == ()


def test_a_decoder_in_time_gives_its_codes() -> None:
    code = square("mine")
    assert TimedDecoder(lambda _: (code,))(PICTURE) == (code,)


def test_what_it_raises_is_raised() -> None:
    with pytest.raises(ValueError, match="broken"):
        TimedDecoder(Raising(ValueError("broken")))(PICTURE)
