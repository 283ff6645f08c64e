import logging
import sys
import threading
from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from kiosk.camera.camera_state import CameraState
from kiosk.camera.frame import Frame
from kiosk.camera.mailbox import Mailbox
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


class Eye:
    """A watched camera that remembers whether it was started and stopped."""

    label = "Webcam"

    def __init__(self) -> None:
        self.preview: Mailbox[Frame] = Mailbox(lambda: None)
        self.started = threading.Event()
        self.stopped = False

    def start(self) -> None:
        self.started.set()

    def stop(self) -> None:
        self.stopped = True

    def tap(self, x: float, y: float) -> None:
        raise NotImplementedError

    def settle(self, text: str, *, no_ticket: bool) -> None:
        raise NotImplementedError


class FailsOnce:
    """Makes a watched camera, but hangs or dies the first time."""

    def __init__(self, fail: Callable[[], object]) -> None:
        self._fail = [fail]
        self.made: list[Eye] = []

    def __call__(self, _listener: Listener) -> Watching:
        if self._fail:
            self._fail.pop()()
        self.made.append(Eye())
        return self.made[-1]


def test_a_thread_that_dies_while_it_makes_the_watcher_is_replaced_and_counted(
    qtbot: QtBot,
) -> None:
    watch = FailsOnce(sys.exit)
    lens = CameraBridge(watch)
    lens.start()

    def replaced() -> bool:
        lens.check()
        return bool(watch.made) and watch.made[0].started.is_set()

    qtbot.waitUntil(replaced)
    lens.stop()

    assert lens.faults == 1
    assert watch.made[0].stopped


def test_a_thread_that_hangs_while_it_makes_the_watcher_is_replaced_and_starts_nothing_late(
    qtbot: QtBot,
) -> None:
    over = threading.Event()
    watch = FailsOnce(lambda: over.wait(30))
    lens = CameraBridge(watch, limit_s=0.05)
    lens.start()

    def replaced() -> bool:
        lens.check()
        return bool(watch.made) and watch.made[0].started.is_set()

    qtbot.waitUntil(replaced, timeout=20_000)
    over.set()
    qtbot.waitUntil(lambda: len(watch.made) == 2)
    lens.stop()

    assert lens.faults == 1
    assert watch.made[0].stopped
    assert not watch.made[1].started.is_set()


def test_a_camera_that_is_chosen_while_another_is_made_is_the_one_that_is_watched(
    qtbot: QtBot,
) -> None:
    made: list[Eye] = []
    go_on = threading.Event()

    def slow(_listener: Listener) -> Watching:
        eye = Eye()
        made.append(eye)
        if len(made) == 1:
            go_on.wait(30)
        return eye

    lens = CameraBridge(slow)
    lens.start()
    qtbot.waitUntil(lambda: len(made) == 1)
    lens.start()
    go_on.set()
    qtbot.waitUntil(lambda: len(made) == 2 and made[1].started.is_set())
    lens.stop()

    assert not made[0].started.is_set()
    assert made[1].stopped
