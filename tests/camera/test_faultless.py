import logging

import numpy as np
import pytest

from kiosk.camera.codes import Code
from kiosk.camera.faultless import Faultless
from kiosk.camera.frame import Image

PICTURE = np.zeros((4, 4), dtype=np.uint8)


class Raising:
    """Raises one error after another."""

    def __init__(self, *errors: Exception) -> None:
        self._errors = iter(errors)

    def __call__(self, _picture: Image) -> tuple[Code, ...]:
        raise next(self._errors)


def test_a_decoder_that_raises_found_nothing() -> None:
    assert Faultless("other", Raising(ValueError()))(PICTURE) == ()


def test_each_kind_of_fault_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    read = Faultless("other", Raising(ValueError(), KeyError(), ValueError(), KeyError()))
    with caplog.at_level(logging.ERROR):
        for _ in range(4):
            read(PICTURE)
    kinds = [record.exc_info[0] for record in caplog.records if record.exc_info]
    assert kinds == [ValueError, KeyError]
    assert "other" in caplog.text
