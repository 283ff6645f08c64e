"""The real window over a fake station, operated as a person does."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import islice
from typing import TypeVar

import numpy as np
from PySide6.QtCore import QAbstractAnimation, QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QKeySequence, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QWidget

from kiosk.camera.camera_state import CameraState
from kiosk.camera.frame import Frame
from kiosk.checkin.answer import ScanResult
from kiosk.checkin.station_context import StationContext
from kiosk.demo.film import FPS, Visit, frames
from kiosk.reports.laptop_health import ListInUse
from kiosk.texts import Texts
from kiosk.ui.door_wiring import DoorWiring
from kiosk.ui.headcount.wall_view import WallView
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.shell.main_window import Window
from kiosk.ui.shell.page import Page
from kiosk.ui.shell.station_client import StationClient
from kiosk.ui.shell.ui_context import AppContext
from kiosk.ui.shell.worker import ThreadRunner
from kiosk.ui.style.language import Language
from kiosk.ui.style.theme import Theme, WindowOptions
from kiosk.ui.widgets.result_list import ResultList
from tests.ui.fake_headcount import DOUBLES, LONGEST, FakeHeadcount
from tests.ui.fake_station import HEALTHY, FakeStation
from tests.ui.fakes import FakeBackend, Inline
from tests.ui.guests import EVENT, HOUR, NOW

T = TypeVar("T", bound=QObject)

LISTED = (ListInUse("webwinkel", 12, NOW - 16 * HOUR), ListInUse("pers", 2, NOW - 20 * HOUR))
_MOST_STEPS = 4  # back from the deepest panel
_HELD_S = 1.6  # into a visit: the ticket is held still


LOADING = StationContext(EVENT, "")
BLANK = Frame(np.zeros((9, 16, 3), np.uint8), 0.0)
"""The camera's frame for states in which only the texts matter."""


@cache
def ticket_held_up() -> Frame:
    """The camera's frame while a guest holds up a ticket."""
    visit = Visit("C-1", heading="We Doen Het Samen!", name="Bo Li", detail="Pers")
    return Frame(next(islice(frames([visit]), round(_HELD_S * FPS), None)), _HELD_S)


@dataclass
class Station(FakeBackend):
    """The backend of a festival with lists, and its clock."""

    clock: int = NOW
    station: FakeStation = field(
        default_factory=lambda: FakeStation(healthy=replace(HEALTHY, lists=LISTED, battery=None))
    )
    headcount: FakeHeadcount = field(default_factory=lambda: FakeHeadcount([*DOUBLES, LONGEST]))


class Stage:
    """A window that was opened as the program does, and the methods to operate it."""

    def __init__(self, window: Window, station: Station, theme: Theme) -> None:
        self.window = window
        self.theme = theme
        self.station = station

    def part(self, kind: type[T]) -> T:
        """Return a child widget of the window, the visible one if there are several."""
        found = self.window.findChildren(kind)
        shown = [one for one in found if isinstance(one, QWidget) and one.isVisible()]
        return (shown or found)[-1]

    @property
    def scan(self) -> ScanPage:
        """The scan page."""
        return self.part(ScanPage)

    def press(self, *keys: str) -> None:
        """Press keys (`F2`, `Ctrl+1`) one after the other."""
        for key in keys:
            combination = QKeySequence(key)[0]  # type: ignore[index]  # the stubs do not know
            QTest.keyClick(
                QApplication.focusWidget() or self.window,
                combination.key(),
                combination.keyboardModifiers(),
            )
            QApplication.processEvents()

    def type(self, text: str) -> None:
        """Type into the focused field."""
        focused = QApplication.focusWidget()
        assert isinstance(focused, QLineEdit), f"the cursor is in {focused}"
        focused.insert(text)
        QApplication.processEvents()

    def tap(self, name: str) -> None:
        """Tap the button with this name or label."""
        buttons = [one for one in self.window.findChildren(QPushButton) if one.isVisible()]
        meant = [one for one in buttons if name in (one.objectName(), one.text())]
        assert meant, f"no button {name}: {[one.text() for one in buttons]}"
        QTest.mouseClick(meant[-1], Qt.MouseButton.LeftButton)
        self.settle()

    def card_over(self) -> None:
        """Let the display time of the card end."""
        panel = self.scan.panel
        for timer in panel.findChildren(QTimer):
            if timer.isActive():
                timer.start(0)
        self.wait(lambda: panel.card is None)

    def stand_still(self) -> None:
        """Wait until the found rows are settled, so that Enter chooses."""
        for rows in self.window.findChildren(ResultList):
            for timer in rows.findChildren(QTimer):
                if timer.isActive():
                    timer.start(0)
        self.wait(lambda: not any(one.is_settling for one in self.window.findChildren(ResultList)))

    def answer(self, *answers: ScanResult) -> None:
        """Set the results of the next scans."""
        for result in answers:
            self.station.scan.add_action(result)
            self.scan.show_answer(result)
        QApplication.processEvents()

    def rest(self) -> None:
        """Go back to the idle scan page."""
        if (wall := self.wall) is not None:
            wall.close()
            self.window.activateWindow()
        for _ in range(_MOST_STEPS):
            self.press("Escape")
        self.window.show_scan()
        page = self.scan
        page.strip.withdraw()
        page.preview.show_hint("")
        page.show_outlines(())
        page.advice.show(None)
        page.show_camera(CameraState.READY, "HD Webcam")
        if page.panel.card is not None:
            self.card_over()
        page.panel.end_waiting()

    def wait(self, until: Callable[[], bool], seconds: float = 60) -> None:
        """Wait for a result of another thread."""
        over = time.monotonic() + seconds
        while not until():
            assert time.monotonic() < over, "it did not come"
            QTest.qWait(1)

    def settle(self) -> None:
        """Wait for all results of other threads, and for all animations."""
        for _ in range(3):  # what came may have asked for more
            self._until_done(self.window.findChildren(ThreadRunner))
        for moving in self.window.findChildren(QAbstractAnimation):
            moving.setCurrentTime(moving.duration())
        QApplication.processEvents()

    def _until_done(self, runners: list[ThreadRunner]) -> None:
        finished: list[None] = []
        for runner in runners:
            runner.submit(lambda: None, finished.append, lambda _: None)
        self.wait(lambda: len(finished) == len(runners))

    def picture(self) -> QImage:
        """Return a picture of the window with its dialogs, or of the large screen over it."""
        if (wall := self.wall) is not None:
            return wall.grab().toImage()
        taken = self.window.grab()
        painter = QPainter(taken)
        for above in self.dialogs():
            painter.drawPixmap(above.pos() - self.window.pos(), above.grab())
        painter.end()
        return taken.toImage()

    @property
    def wall(self) -> WallView | None:
        """The headcount on a large screen, if it is shown."""
        walls = self.window.findChildren(WallView)
        return next((one for one in walls if one.isVisible()), None)

    def dialogs(self) -> list[QDialog]:
        """The windows above the main window."""
        return [one for one in self.window.findChildren(QDialog) if one.isVisible()]


@contextmanager
def staged(
    app: QApplication,
    language: Language,
    words: dict[str, Texts],
    look: WindowOptions,
    size: QSize,
    *,
    post: StationContext | None,
    station: Station,
    frame: Frame = BLANK,
) -> Iterator[Stage]:
    """Open the window over a station at the gate `post`.

    None is the first run; LOADING is before the store has opened.
    """
    opened = post is not LOADING
    station.station.standing = post
    window = Window(language, words, language=look.language, theme=look.theme)
    client: StationClient[Station] = StationClient(lambda: station, Inline())
    desktop = DoorWiring(AppContext(app, window, look, lambda: station.clock), client)
    window.resize(size)
    stage = Stage(window, station, look.theme)
    try:
        if opened:
            desktop.open()
        window.show()
        window.activateWindow()
        if opened and post is not None:
            stage.wait(lambda: len(window.findChildren(Page)) >= 2)
            stage.scan.show_camera(CameraState.READY, "HD Webcam")
            stage.scan.preview.show_frame(frame)
        stage.settle()
        yield stage
    finally:
        desktop.stop()
        for above in stage.dialogs():
            above.close()
        window.close_for_good()
        window.deleteLater()
        app.processEvents()
        app.sendPostedEvents(window, QEvent.Type.DeferredDelete)
