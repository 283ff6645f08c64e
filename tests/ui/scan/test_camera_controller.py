import threading
from collections.abc import Sequence

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from kiosk.camera.camera_choice import CameraChoice
from kiosk.camera.camera_state import CameraState
from kiosk.camera.frame import Frame
from kiosk.camera.mailbox import Mailbox
from kiosk.camera.watcher import Listener
from kiosk.errors import WorldFailed
from kiosk.texts import LANGUAGES, Texts
from kiosk.ui.input.camera_bridge import CameraBridge
from kiosk.ui.scan.camera_controller import CameraController, CameraDialog
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.shell.main_window import SMALLEST, Window
from kiosk.ui.style.language import Language
from kiosk.ui.style.theme import LIGHT
from tests.ui.fakes import ui_of
from tests.ui.fits import clipped
from tests.ui.guests import NOW, POST, part

FRAME = Frame(np.full((72, 128, 3), 90, np.uint8), 0.0)


class FakeCameras:
    """Two webcams, of which the built-in one is watched."""

    def __init__(self) -> None:
        self.names = ["Integrated Camera", "Logitech C920"]
        self.watched = "Integrated Camera"
        self.kept: list[object] = []
        self.full = False

    def webcams(self) -> Sequence[CameraChoice]:
        return [CameraChoice(name, name, chosen=name == self.watched) for name in self.names]

    def choose(self, source: str) -> None:
        self.watched = source
        self._keep(source)

    def mirror(self, mirrored: bool) -> None:
        self._keep(mirrored)

    def _keep(self, value: object) -> None:
        if self.full:
            raise WorldFailed("error.settings_not_saved", path="settings.toml")
        self.kept.append(value)


class Eye:
    """A watched camera that gives one frame, and remembers which it was."""

    def __init__(self, listener: Listener, label: str) -> None:
        self.preview: Mailbox[Frame] = Mailbox(listener.on_frame)
        self.label = label
        self.stopped = threading.Event()
        self._listener = listener

    def start(self) -> None:
        self._listener.on_state(CameraState.READY)
        self.preview.put(FRAME)

    def stop(self) -> None:
        self.stopped.set()

    def settle(self, text: str, *, no_ticket: bool) -> None:
        pass

    def tap(self, x: float, y: float) -> None:
        raise NotImplementedError


class Place:
    """A window that watches a camera, of which there are two."""

    def __init__(self, qtbot: QtBot, labels: Language, words: dict[str, Texts]) -> None:
        labels.use("nl")
        self.cameras = FakeCameras()
        self.eyes: list[Eye] = []
        self.window = Window(labels, words, language="nl")
        qtbot.addWidget(self.window)
        self.page = ScanPage(POST, words["nl"], lambda: NOW, LIGHT)
        self.window.add_scan(self.page)
        self.lens = CameraBridge(self._watch, self.window)
        self.lens.frame.connect(self.page.preview.show_frame)
        self.lens.state.connect(self.page.show_camera)
        self.choosing = CameraController(
            ui_of(self.window, None), self.page, self.lens, self.cameras
        )
        self.window.show()
        self.lens.start()
        qtbot.waitUntil(lambda: self.page.preview.trouble == "")

    def _watch(self, listener: Listener) -> Eye:
        self.eyes.append(Eye(listener, self.cameras.watched))
        return self.eyes[-1]

    @property
    def sheet(self) -> CameraDialog:
        return part(self.window, CameraDialog)

    def buttons(self) -> dict[str, bool]:
        """Each camera on the sheet, and whether it is the chosen one."""
        buttons = self.sheet.findChildren(QPushButton)
        return {one.accessibleName(): one.isChecked() for one in buttons if one.isCheckable()}


@pytest.fixture
def place(qtbot: QtBot, labels: Language, words: dict[str, Texts]) -> Place:
    return Place(qtbot, labels, words)


def test_each_camera_is_listed_and_the_watched_one_is_marked(place: Place) -> None:
    place.choosing.ask()

    assert place.buttons() == {"Integrated Camera": True, "Logitech C920": False}


def test_a_chosen_camera_is_watched_at_once_and_remembered(qtbot: QtBot, place: Place) -> None:
    place.choosing.ask()
    part(place.sheet, QPushButton, "camera-Logitech C920").click()
    qtbot.waitUntil(lambda: len(place.eyes) == 2)

    assert [eye.label for eye in place.eyes] == ["Integrated Camera", "Logitech C920"]
    assert place.eyes[0].stopped.is_set()
    assert place.cameras.kept == ["Logitech C920"]
    assert place.sheet.is_open
    place.lens.stop()


def test_the_sheet_shows_what_the_chosen_camera_sees(qtbot: QtBot, place: Place) -> None:
    place.choosing.ask()
    part(place.sheet, QPushButton, "camera-Logitech C920").click()

    qtbot.waitUntil(lambda: len(place.eyes) == 2 and place.sheet.picture.trouble == "")
    assert place.sheet.picture.frame is FRAME


def test_the_mirror_is_switched_in_both_pictures_and_remembered(place: Place) -> None:
    place.choosing.ask()
    part(place.sheet, QCheckBox).click()

    assert (place.page.preview.mirrored, place.sheet.picture.mirrored) == (False, False)
    assert place.cameras.kept == [False]


def test_a_camera_that_is_plugged_in_appears_by_itself(qtbot: QtBot, place: Place) -> None:
    place.cameras.names = []
    place.choosing.ask()
    before = place.buttons()
    place.cameras.names = ["Logitech C920"]

    qtbot.waitUntil(lambda: place.buttons() == {"Logitech C920": False}, timeout=60_000)
    assert before == {}


def test_a_camera_is_chosen_with_the_keyboard(place: Place) -> None:
    place.choosing.ask()
    QTest.keyClick(part(place.sheet, QPushButton, "camera-Logitech C920"), Qt.Key.Key_Return)

    assert place.cameras.kept == ["Logitech C920"]


def test_a_choice_that_cannot_be_saved_counts_for_now_and_is_reported(
    qtbot: QtBot, place: Place
) -> None:
    place.cameras.full = True
    place.choosing.ask()
    part(place.sheet, QPushButton, "camera-Logitech C920").click()
    qtbot.waitUntil(lambda: len(place.eyes) == 2)

    assert place.eyes[1].label == "Logitech C920"
    texts = [label.text() for label in place.sheet.findChildren(QLabel)]
    assert any("kunnen niet bewaard worden" in sentence for sentence in texts)


def test_another_camera_is_offered_where_there_is_no_picture(place: Place) -> None:
    button = part(place.page.preview, QPushButton)
    seeing = button.isVisible()
    place.page.show_camera(CameraState.LOST, "Integrated Camera")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    assert not seeing
    assert button.text() == "Andere camera"
    assert place.sheet.is_open
    assert place.sheet.picture.trouble.startswith("De camera (Integrated Camera) is los.")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("names", [[], ["Logitech HD Pro Webcam C920 van de organisatie"] * 5])
def test_nothing_on_the_sheet_is_clipped_in_the_smallest_window(
    place: Place, language: str, names: list[str]
) -> None:
    place.window.use_language(language)
    place.window.resize(SMALLEST)
    place.cameras.names = names
    place.choosing.ask()
    QApplication.processEvents()

    assert clipped(place.sheet) == []
    assert place.window.rect().contains(place.sheet.frame.geometry())
