import signal
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from kiosk.camera.camera_state import CameraState
from kiosk.camera.frame import Frame
from kiosk.camera.frame_reader import ScannedCode
from kiosk.camera.mailbox import Mailbox
from kiosk.camera.watcher import Listener
from kiosk.domain.roles import Role
from kiosk.domain.verdict import Colour, Outcome
from kiosk.texts import LANGUAGES, Texts
from kiosk.ui.application import run
from kiosk.ui.desk.desk_page import DeskPage
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.screenshots import Answered, Scene, render_pages
from kiosk.ui.shell.loading_page import StartPage
from kiosk.ui.shell.main_window import SMALLEST, Window
from kiosk.ui.style.theme import DARK, LIGHT, Theme, WindowOptions
from kiosk.ui.widgets.dialog import Dialog
from kiosk.ui.widgets.key_button import KeyButton
from tests.ui.fake_station import FakeStation
from tests.ui.fakes import FakeBackend
from tests.ui.fits import clipped, too_low, without_focus_shown, without_name
from tests.ui.guests import CARDS, NOW, POST, answer, part

FRAME = Frame(np.full((72, 128, 3), 90, np.uint8), 0.0)


class OneGuest:
    """A camera that reports one frame and one code, from its own thread."""

    label = "HD Webcam"

    def __init__(self, listener: Listener) -> None:
        self.preview: Mailbox[Frame] = Mailbox(listener.on_frame)
        self.stopped = False
        self._listener = listener
        self._thread = threading.Thread(target=self._see)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._thread.join()
        self.stopped = True

    def settle(self, text: str, *, no_ticket: bool) -> None:
        pass

    def tap(self, x: float, y: float) -> None:
        raise NotImplementedError

    def _see(self) -> None:
        self._listener.on_state(CameraState.READY)
        self.preview.put(FRAME)
        self._listener.on_sight(())
        self._listener.on_code(ScannedCode("C-1", 0.0, None, 1.0))


def test_the_app_runs_from_the_first_frame_to_a_confirmed_end(
    app: QApplication, words: dict[str, Texts]
) -> None:
    door = FakeBackend()
    cameras: list[OneGuest] = []

    def watch(listener: Listener) -> OneGuest:
        cameras.append(OneGuest(listener))
        return cameras[0]

    _when(lambda: door.scan.asked == ["code C-1"] and len(door.scan.threads) == 1, _leave)
    code = run(
        app, lambda: door, watch, words, options=WindowOptions(windowed=True), now=lambda: NOW
    )

    assert code == 0
    assert door.closed
    assert cameras[0].stopped
    assert threading.get_ident() not in door.scan.threads


def test_without_a_camera_the_app_says_so_and_works(
    app: QApplication, words: dict[str, Texts]
) -> None:
    troubles: list[str] = []

    def look() -> None:
        troubles.append(part(_window(), ScanPage).preview.trouble)
        _leave()

    _when(_is_filled, look)
    code = run(app, FakeBackend, None, words, options=WindowOptions(windowed=True), now=lambda: NOW)

    assert code == 0
    assert troubles[0].startswith("Geen camera")


def test_the_window_shows_that_it_is_busy_before_the_station_is_open(
    app: QApplication, words: dict[str, Texts]
) -> None:
    said: list[str] = []
    door = FakeBackend()
    door.station.may_open.clear()

    def look() -> None:
        said.append(part(_window(), StartPage).message)
        door.station.may_open.set()
        _when(_is_filled, _leave)

    _when(lambda: bool(_windows()), look)
    run(app, lambda: door, None, words, options=WindowOptions(windowed=True), now=lambda: NOW)

    assert said == ["Een ogenblik …"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_system_can_end_the_app_and_nothing_is_left_open(
    app: QApplication, words: dict[str, Texts], number: signal.Signals
) -> None:
    door = FakeBackend()
    _when(_is_filled, lambda: signal.raise_signal(number))
    code = run(
        app, lambda: door, None, words, options=WindowOptions(windowed=True), now=lambda: NOW
    )

    assert code == 0
    assert door.closed


def test_without_a_window_manager_the_window_covers_the_screen(
    app: QApplication, words: dict[str, Texts]
) -> None:
    covered: list[bool] = []

    def look() -> None:
        covered.append(_window().geometry() == _window().screen().geometry())
        _leave()

    _when(_is_filled, look)
    run(app, FakeBackend, None, words, now=lambda: NOW)

    assert covered == [True]


def test_a_picture_of_every_verdict_is_made_without_a_display(
    app: QApplication, words: dict[str, Texts], tmp_path: Path
) -> None:
    scene = Scene(POST, NOW, 214, [Answered(answer(outcome)) for outcome in CARDS], FRAME)
    paths = render_pages(
        app, tmp_path, scene, words, options=WindowOptions(), size=QSize(1024, 600)
    )

    assert [path.name for path in paths[:2]] == ["scan.png", "scan-admitted.png"]
    assert len(paths) == len(CARDS) + 6
    assert [path.name for path in paths[-5:-2]] == ["desk.png", "headcount.png", "files.png"]
    assert QImage(str(paths[1])).size() == QSize(1024, 600)
    corner_of_card = QImage(str(paths[1])).pixelColor(1024 - 60, 300).name()
    assert corner_of_card == LIGHT.verdicts[Colour.GREEN].paper


def test_the_camera_shows_the_guest_of_the_verdict_in_each_picture(
    app: QApplication, words: dict[str, Texts], tmp_path: Path
) -> None:
    colours = {Outcome.ADMITTED: (200, 40, 20), Outcome.UNKNOWN: (20, 40, 200)}
    answers = [
        Answered(answer(outcome), Frame(np.full((720, 1280, 3), bgr, dtype=np.uint8), 1.0))
        for outcome, bgr in colours.items()
    ]
    scene = Scene(POST, NOW, 214, answers, FRAME)
    paths = render_pages(
        app, tmp_path, scene, words, options=WindowOptions(), size=QSize(1024, 600)
    )

    seen = [QImage(str(path)).pixelColor(60, 300) for path in paths[1:3]]
    assert [(one.blue(), one.green(), one.red()) for one in seen] == list(colours.values())


@pytest.mark.parametrize("answer_with", ["Doorgaan", "Stoppen"])
def test_the_window_closes_only_after_confirmation(
    app: QApplication, words: dict[str, Texts], answer_with: str
) -> None:
    open_after: list[bool] = []

    def ask() -> None:
        window = _window()
        window.close()
        _press(answer_with)
        open_after.append(window.isVisible())
        if window.isVisible():
            _leave()

    _when(_is_filled, ask)
    run(app, FakeBackend, None, words, options=WindowOptions(windowed=True), now=lambda: NOW)

    assert open_after == [answer_with == "Doorgaan"]


@pytest.mark.parametrize(("role", "search"), [(Role.DESK, True), (Role.DOOR, False)])
def test_a_desk_begins_with_a_name_and_a_door_with_a_ticket(
    app: QApplication, words: dict[str, Texts], role: Role, search: bool
) -> None:
    begun: list[bool] = []

    def look() -> None:
        begun.append(part(_window(), DeskPage).isVisible())
        _leave()

    station = replace(POST, role=role)
    _when(_is_filled, lambda: QTimer.singleShot(0, look))
    run(
        app,
        lambda: FakeBackend(station=FakeStation(standing=station)),
        None,
        words,
        options=WindowOptions(windowed=True),
        now=lambda: NOW,
    )

    assert begun == [search]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_every_page_and_sheet_fits_the_smallest_window_a_finger_a_reader_and_the_keys(
    app: QApplication, words: dict[str, Texts], language: str, theme: Theme
) -> None:
    found: dict[str, list[str]] = {}
    low: dict[str, list[str]] = {}
    nameless: dict[str, list[str]] = {}
    unseen: dict[str, list[str]] = {}

    def walk() -> None:
        try:
            look(_window())
        finally:
            _window().close_for_good()

    def look(window: Window) -> None:
        window.resize(SMALLEST)
        for key in ("", "F5", "F2", "F3", "F4", "Shift+F3", "F1", "F6", "F12"):
            window.show_scan()
            if key:
                _shortcut(window, key)
            for _ in range(3):
                QApplication.processEvents()
            found[key] = clipped(window)
            sheets = [one for one in window.findChildren(Dialog) if one.is_open]
            in_front: list[QWidget] = [*sheets] or [window]
            low[key] = [text for part in in_front for text in too_low(part)]
            nameless[key] = [text for part in in_front for text in without_name(part)]
            unseen[key] = [text for part in in_front for text in without_focus_shown(part)]

    station = replace(POST, role=Role.ADMIN)
    _when(_is_filled, walk)
    run(
        app,
        lambda: FakeBackend(station=FakeStation(standing=station)),
        None,
        words,
        options=WindowOptions(windowed=True, language=language, theme=theme),
        now=lambda: NOW,
    )

    assert len(found) == 9
    assert not any(found.values()), found
    assert not any(low.values()), low
    assert not any(nameless.values()), nameless
    assert not any(unseen.values()), unseen


def _shortcut(window: Window, key: str) -> None:
    shortcuts = window.findChildren(QShortcut)
    next(one for one in shortcuts if one.key() == QKeySequence(key)).activated.emit()


def _windows() -> list[Window]:
    tops = QApplication.topLevelWidgets()
    return [each for each in tops if isinstance(each, Window) and each.isVisible()]


def _window() -> Window:
    return _windows()[0]


def _is_filled() -> bool:
    return any(window.findChild(KeyButton, "go-more") for window in _windows())


def _leave() -> None:
    _window().close()
    _press("Stoppen")


def _press(text: str) -> None:
    question = part(_window(), Dialog)
    buttons = question.findChildren(QPushButton)
    next(button for button in buttons if button.text().endswith(text)).click()


def _when(ready: Callable[[], bool], act: Callable[[], None]) -> None:
    """Call a function from the event loop once a condition is true."""
    if ready():
        act()
    else:
        QTimer.singleShot(5, lambda: _when(ready, act))
