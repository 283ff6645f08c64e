"""A camera that fails before the real window, at the pace of a real one."""

import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from kiosk.camera.camera_state import CameraState
from kiosk.camera.frame import Frame, FrameSource
from kiosk.camera.watcher import Listener, Watcher
from kiosk.errors import WorldFailed
from kiosk.texts import Texts
from kiosk.ui.application import run
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.shell.main_window import Window
from kiosk.ui.style.theme import WindowOptions
from tests.ui.fakes import FakeBackend
from tests.ui.guests import NOW

HALL = np.full((720, 1280, 3), 120, np.uint8)
COVERED = np.full((720, 1280, 3), 8, np.uint8)
SOON_S = 20.0  # 3 s on a machine that does nothing else


class BadDay:
    """A webcam at ten frames a second whose state a test changes."""

    label = "HD Webcam"

    def __init__(self) -> None:
        self.state = CameraState.READY

    def open(self) -> None:
        match self.state:
            case CameraState.LOST | CameraState.MISSING:
                raise WorldFailed("error.camera_missing", camera=self.label)
            case CameraState.BUSY:
                raise WorldFailed("error.camera_busy", camera=self.label)

    def read(self) -> Frame:
        time.sleep(0.1)
        while self.state is CameraState.STALLED:
            time.sleep(0.02)
        if self.state not in (CameraState.READY, CameraState.BLACK):
            raise WorldFailed("error.camera_lost", camera=self.label)
        image = COVERED if self.state is CameraState.BLACK else HALL
        return Frame(image, time.monotonic())

    def again(self) -> FrameSource:
        return self

    def close(self) -> None:
        pass


@pytest.mark.parametrize(
    "trouble",
    [CameraState.LOST, CameraState.STALLED, CameraState.BLACK, CameraState.BUSY],
    ids=lambda trouble: trouble.value,
)
def test_camera_trouble_is_shown_soon_and_ends_by_itself(
    app: QApplication, words: dict[str, Texts], trouble: CameraState
) -> None:
    camera = BadDay()
    said: list[str] = []
    waited: list[float] = []

    def day() -> Iterator[Callable[[], bool]]:
        yield lambda: bool(_pages()) and _pages()[0].preview.property("live") is True
        preview = _pages()[0].preview
        yield lambda: preview.trouble == ""
        camera.state = trouble
        since = time.monotonic()
        yield lambda: preview.trouble != ""
        waited.append(time.monotonic() - since)
        said.append(preview.trouble)
        camera.state = CameraState.READY
        since = time.monotonic()
        yield lambda: preview.trouble == ""
        waited.append(time.monotonic() - since)

    _live(day())
    run(
        app,
        FakeBackend,
        lambda listener: _watched(camera, listener),
        words,
        options=WindowOptions(windowed=True),
        now=lambda: NOW,
    )

    sentence = words["nl"].say(trouble.value, camera="HD Webcam")
    # A camera that another program takes away was there before: its plug is looked at first.
    assert said[0] in (sentence, words["nl"].say("camera.lost", camera="HD Webcam"))
    assert max(waited) < SOON_S, waited


def _watched(camera: BadDay, listener: Listener) -> Watcher:
    return Watcher(camera, listener, None)


def _pages() -> list[ScanPage]:
    return [page for window in _windows() for page in window.findChildren(ScanPage)]


def _windows() -> list[Window]:
    tops = QApplication.topLevelWidgets()
    return [each for each in tops if isinstance(each, Window) and each.isVisible()]


def _live(day: Iterator[Callable[[], bool]]) -> None:
    """Go on with a day whenever what it waits for is so; close the window after it."""
    until = next(day, None)
    if until is None:
        _windows()[0].close_for_good()
        return

    def look() -> None:
        if until():
            _live(day)
        else:
            QTimer.singleShot(5, look)

    look()
