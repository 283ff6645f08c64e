import logging

import pytest
from pytestqt.qtbot import QtBot

from kiosk.camera.camera_state import CameraState
from kiosk.camera.watcher import Listener
from kiosk.ui.input.camera_bridge import CameraBridge, Watching


def test_a_camera_that_cannot_be_set_up_is_said_to_be_missing(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_listener: Listener) -> Watching:
        raise ImportError("no OpenCV on this laptop")

    lens = CameraBridge(broken)
    states: list[CameraState] = []
    lens.state.connect(lambda state, _: states.append(state))
    with caplog.at_level(logging.ERROR):
        lens.start()
        qtbot.waitUntil(lambda: len(states) == 2)
    lens.stop()

    assert states == [CameraState.STARTING, CameraState.MISSING]
    assert "no OpenCV on this laptop" in caplog.text


def test_a_lens_that_never_started_stops(qtbot: QtBot) -> None:
    def never(_listener: Listener) -> Watching:
        raise NotImplementedError

    lens = CameraBridge(never)
    lens.tap(1, 1)
    lens.stop()

    assert qtbot is not None
