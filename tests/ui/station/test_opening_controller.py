"""The window on a folder whose database is gone: it says so, and leads out; no wizard opens."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from kiosk.admin.enrolment import write_enrolment_file
from kiosk.admin.requests import EnrolmentRequest
from kiosk.backend.camera import CameraSelector
from kiosk.backend.exit_plan import ExitPlan
from kiosk.backend.local_backend import LocalBackend
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.checkin.station_context import StationContext
from kiosk.domain.roles import Role
from kiosk.runtime.data_folder import DATABASE, KEYS
from kiosk.texts import LANGUAGES, Texts
from kiosk.ui.backend_interface import Backend, Rooms
from kiosk.ui.laptops.stick_watcher import MountedVolumes
from kiosk.ui.setup.join_page import JoinPage
from kiosk.ui.setup.tiles_page import TilesPage
from kiosk.ui.shell.main_window import SMALLEST, Window
from kiosk.ui.shell.station_client import StationClient
from kiosk.ui.shell.ui_context import AppContext
from kiosk.ui.station.lost_event_page import LostEventPage
from kiosk.ui.station.opening_controller import OpeningController
from kiosk.ui.style.language import Language
from kiosk.ui.style.theme import DEFAULT_OPTIONS
from tests.festival import NOON, Row, festival, session_on
from tests.ui.fake_setup import PASSPHRASE
from tests.ui.fakes import Inline
from tests.ui.fits import clipped
from tests.ui.guests import part


class Morning:
    """A window that opens a real folder, as the program does."""

    def __init__(self, qtbot: QtBot, window: Window, folder: Path) -> None:
        self.started: list[StationContext] = []
        self.window = window
        session = session_on(folder)
        camera = CameraSelector("0", named=False)
        self.client: StationClient[Backend] = StationClient(
            lambda: LocalBackend(session, camera, ExitPlan(), MountedVolumes()), Inline()
        )
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        shell = AppContext(app, window, DEFAULT_OPTIONS, lambda: NOON)
        rooms = Rooms(self.client, shell, Inline)
        self.opening = OpeningController(rooms.station, rooms.setup, self.started.append)
        qtbot.addWidget(window)
        window.resize(SMALLEST)
        window.show()
        self.opening.open()

    @property
    def lost(self) -> LostEventPage:
        return part(self.window, LostEventPage)

    def press(self, name: str) -> None:
        """Press the button of the page that is named so."""
        buttons = self.lost.findChildren(QPushButton)
        next(one for one in buttons if one.text() == name).click()


@contextmanager
def opened(
    qtbot: QtBot,
    labels: Language,
    words: dict[str, Texts],
    folder: Path,
    language: str = "nl",
) -> Iterator[Morning]:
    morning = Morning(qtbot, Window(labels, words, language=language), folder)
    yield morning
    morning.client.close()


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A laptop whose database was moved to `moved.db`, and an event file beside it."""
    night = tmp_path_factory.mktemp("night")
    with festival(night / "laptop", [Row("A1")]) as store:
        Door(store, Gate("festival", "Noord")).scan("C-A1")
        wanted = EnrolmentRequest(PASSPHRASE, 2, Role.DOOR)
        write_enrolment_file(
            store, night / "feest.kiosk-event", wanted, NOON
        )  # takes seconds, so only once
    (night / "laptop" / DATABASE).rename(night / "moved.db")
    return night


@pytest.fixture
def folder(night: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(night / "laptop", tmp_path / "laptop"))


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("left", ["nothing", "empty", "wal"])
def test_the_window_names_the_event_and_no_wizard_opens(
    qtbot: QtBot, labels: Language, words: dict[str, Texts], folder: Path, left: str
) -> None:
    if left == "empty":
        (folder / DATABASE).touch()
    if left == "wal":
        (folder / f"{DATABASE}-wal").write_bytes(b"the last greens" * 99)
    before = content(folder)
    with opened(qtbot, labels, words, folder) as morning:
        assert morning.lost.isVisible()
        assert "We Doen Het Samen! (2026-05-30), van Noord 1" in morning.lost.message
        assert "kiosk restore BESTAND" in morning.lost.message
        assert not morning.window.findChildren(TilesPage)
        morning.press("Kijk opnieuw")
        assert not morning.started
    assert content(folder) == before


def test_a_file_that_is_put_back_opens_the_door(
    qtbot: QtBot, labels: Language, words: dict[str, Texts], folder: Path, night: Path
) -> None:
    with opened(qtbot, labels, words, folder) as morning:
        shutil.copy(night / "moved.db", folder / DATABASE)
        morning.press("Kijk opnieuw")
        assert [post.event.name for post in morning.started] == ["We Doen Het Samen!"]
        morning.opening.open()
        assert len(morning.started) == 1


def test_it_looks_again_by_itself(
    qtbot: QtBot, labels: Language, words: dict[str, Texts], folder: Path, night: Path
) -> None:
    with opened(qtbot, labels, words, folder) as morning:
        shutil.copy(night / "moved.db", folder / DATABASE)
        qtbot.waitUntil(lambda: len(morning.started) == 1)


def test_the_admins_file_brings_the_event_back(
    qtbot: QtBot, labels: Language, words: dict[str, Texts], folder: Path, night: Path
) -> None:
    with opened(qtbot, labels, words, folder) as morning:
        morning.press("Meedoen met het bestand van de beheerder")
        joining = part(morning.window, JoinPage)
        joining.open_asked.emit(night / "feest.kiosk-event", PASSPHRASE)
        joining.join_asked.emit("Noord 1", "Noord")
        assert [post.event.name for post in morning.started] == ["We Doen Het Samen!"]
    with session_on(folder).open_store() as store:
        assert [one.name for one in store.stations.known()] == ["Noord 1"]


def test_back_from_joining_it_is_said_again(
    qtbot: QtBot, labels: Language, words: dict[str, Texts], folder: Path
) -> None:
    with opened(qtbot, labels, words, folder) as morning:
        morning.press("Meedoen met het bestand van de beheerder")
        assert not morning.lost.isVisible()
        part(morning.window, JoinPage).back_asked.emit()
        assert morning.lost.isVisible()


def test_without_its_keys_the_window_says_so_and_joins(
    qtbot: QtBot, labels: Language, words: dict[str, Texts], folder: Path, night: Path
) -> None:
    shutil.copy(night / "moved.db", folder / DATABASE)
    shutil.rmtree(folder / KEYS)
    with opened(qtbot, labels, words, folder) as morning:
        assert "De sleutels van We Doen Het Samen!" in morning.lost.message
        morning.press("Meedoen met het bestand van de beheerder")
        joining = part(morning.window, JoinPage)
        joining.open_asked.emit(night / "feest.kiosk-event", PASSPHRASE)
        joining.join_asked.emit("Noord 2", "Noord")
        assert len(morning.started) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_cut_off_on_a_small_screen(
    qtbot: QtBot, labels: Language, words: dict[str, Texts], folder: Path, language: str
) -> None:
    with opened(qtbot, labels, words, folder, language) as morning:
        assert words[language].say("start.lost") in [
            label.text() for label in morning.lost.findChildren(QLabel)
        ]
        assert clipped(morning.lost) == []
