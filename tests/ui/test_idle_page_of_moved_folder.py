"""If the folder of a real station goes away, the card and the idle page show that."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk.backend.camera import CameraSelector
from kiosk.backend.exit_plan import ExitPlan
from kiosk.backend.local_backend import LocalBackend
from kiosk.checkin.answer import ScanResult
from kiosk.domain.verdict import Outcome
from kiosk.texts import Texts, load_words
from kiosk.ui.laptops.stick_watcher import MountedVolumes
from kiosk.ui.scan.scan_controller import ScanController
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.shell.station_client import StationClient
from kiosk.ui.shell.worker import ThreadRunner
from kiosk.ui.station.health_monitor import HealthMonitor
from kiosk.ui.style.theme import LIGHT
from tests.faults.harms import (
    HARMS,
    OVER,
    Place,
    move_folder,
    move_pages_into_the_file,
    placed,
)
from tests.faults.inspection import inspect
from tests.festival import Row, festival, session_on
from tests.ui.guests import NOW, POST

WORDS: Texts = load_words("nl")


@dataclass
class Opened:
    """A scan page over the real store on its own thread, with its health monitor."""

    qtbot: QtBot
    folder: Path
    answers: list[ScanResult] = field(default_factory=list)

    def __post_init__(self) -> None:
        session = session_on(self.folder)
        self.store = ThreadRunner(part="store")
        self.client = StationClient(
            lambda: LocalBackend(
                session, CameraSelector("0", named=False), ExitPlan(), MountedVolumes()
            ),
            self.store,
        )
        self.page = ScanPage(POST, WORDS, lambda: NOW, LIGHT)
        self.qtbot.addWidget(self.page)
        self.page.answer_shown.connect(self.answers.append)
        self.scanning = ScanController(self.page, self.client.room(lambda backend: backend.scan))
        station = self.client.room(lambda backend: backend.station)
        self.monitor = HealthMonitor(self.page, station, lambda: NOW)

    def scan(self, code: str) -> Outcome:
        """Show a code and wait for its card."""
        before = len(self.answers)
        self.scanning.on_code(code)
        self.qtbot.waitUntil(lambda: len(self.answers) > before, timeout=60_000)
        return self.answers[-1].verdict.outcome

    def wait_for_warning(self, text: str) -> None:
        """Wait until the page warns of exactly this."""
        self.qtbot.waitUntil(lambda: self.page.preview.alert == text, timeout=60_000)

    def close(self) -> None:
        self.client.close()
        assert self.store.close(60)
        self.page.close()


@pytest.fixture
def place(tmp_path: Path) -> Place:
    with festival(tmp_path / "station", [Row(f"T{n}") for n in range(30)]):
        pass
    return placed(tmp_path / "station", tmp_path)


@pytest.fixture
def opened(qtbot: QtBot, place: Place) -> Iterator[Opened]:
    opened = Opened(qtbot, place.link)
    yield opened
    opened.close()


@pytest.mark.parametrize("harm", HARMS)
def test_the_idle_page_and_the_card_say_why_nothing_is_recorded(
    opened: Opened, place: Place, harm: Callable[[Place], Path | None]
) -> None:
    key = "file_overwritten" if harm in OVER else "file_moved"
    assert opened.scan("C-T0") is Outcome.ADMITTED
    move_pages_into_the_file(place)
    assert opened.scan("C-T1") is Outcome.ADMITTED
    before = {answer.entry for answer in opened.answers}
    moved_to = harm(place)
    opened.monitor.poll()  # what the page does by itself twice a minute
    opened.wait_for_warning(WORDS.say(f"scan.health.{key}"))
    assert opened.scan("C-T2") is Outcome.CANNOT_RECORD
    assert opened.page.panel.card is not None
    assert WORDS.say(f"verdict.failed.{key}") in opened.page.panel.card.warning
    opened.close()
    if moved_to is not None:
        assert before <= inspect(moved_to).entries


def test_a_scan_that_could_not_be_recorded_is_shown_on_the_idle_page_until_the_next_that_is(
    opened: Opened, place: Place
) -> None:
    assert opened.scan("C-T0") is Outcome.ADMITTED
    moved_to = move_folder(place)
    assert opened.scan("C-T1") is Outcome.CANNOT_RECORD
    opened.wait_for_warning(WORDS.say("scan.health.file_moved"))
    moved_to.rename(place.folder)
    assert opened.scan("C-T1") is Outcome.ADMITTED
    opened.wait_for_warning("")
