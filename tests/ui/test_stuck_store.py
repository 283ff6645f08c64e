"""The store's thread dies or hangs in the middle of a scan, over the real store."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk.backend.open_station import OpenStation
from kiosk.backend.scan_backend import LocalScan
from kiosk.checkin.answer import ScanResult
from kiosk.domain.verdict import Colour, Outcome
from kiosk.runtime.data_folder import DataFolder
from kiosk.texts import load_words
from kiosk.ui.scan.scan_controller import ScanController
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.shell.station_client import StationClient
from kiosk.ui.shell.worker import ThreadRunner
from kiosk.ui.style.theme import LIGHT
from tests.festival import NOON, Row, festival, session_on
from tests.opened import opened_headcount
from tests.ui.guests import POST


class Failing(LocalScan):
    """Replaces its first scan by another function."""

    doings: Iterator[Callable[[OpenStation], None]] = iter(())

    def scan(self, code: str) -> ScanResult:
        next(self.doings, lambda _: None)(self._station)
        return super().scan(code)


class FailingBackend:
    """The real station, with a door that fails."""

    def __init__(self, session: DataFolder) -> None:
        self._opened = OpenStation(session)
        self.scan = Failing(self._opened)

    def close(self) -> None:
        self._opened.close()


def _die_while_writing(station: OpenStation) -> None:
    station.store.database.execute("BEGIN IMMEDIATE")
    raise SystemExit


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with festival(tmp_path, [Row("A1"), Row("A2")]):
        pass
    return tmp_path


@pytest.fixture
def let_go() -> Iterator[threading.Event]:
    event = threading.Event()
    yield event
    event.set()


@pytest.mark.parametrize("how", ["dies", "hangs"])
def test_a_scan_whose_thread_fails_is_never_green_and_the_next_one_is(
    qtbot: QtBot,
    folder: Path,
    let_go: threading.Event,
    how: str,
) -> None:
    hanging: list[threading.Thread] = []

    def hang(_: OpenStation) -> None:
        hanging.append(threading.current_thread())
        let_go.wait(20)

    Failing.doings = iter([_die_while_writing if how == "dies" else hang])
    store = ThreadRunner(part="store")
    session = session_on(folder)
    client = StationClient(lambda: FailingBackend(session), store)
    page = ScanPage(POST, load_words("nl"), lambda: NOON, LIGHT)
    qtbot.addWidget(page)
    answers: list[ScanResult] = []
    page.answer_shown.connect(answers.append)
    scanning = ScanController(page, client.room(lambda backend: backend.scan), limit_s=0.3)
    scanning.on_code("C-A1")
    qtbot.waitUntil(lambda: page.panel.card is not None, timeout=60_000)
    failed = page.panel.card
    scanning.on_code("C-A2")
    qtbot.waitUntil(lambda: len(answers) == 1, timeout=60_000)

    assert failed is not None
    assert failed.colour is Colour.RED
    assert "Opschrijven duurt te lang." in failed.warning
    assert answers[0].verdict.outcome is Outcome.ADMITTED
    assert store.faults == 1
    let_go.set()
    for thread in hanging:
        thread.join(20)  # only then its connection is closed
    client.close()
    assert store.close(10)
    page.close()


def test_a_page_that_looks_over_a_connection_of_its_own_opens_another(
    qtbot: QtBot, folder: Path
) -> None:
    runner = ThreadRunner()
    session = session_on(folder)
    with session.open_store() as store:
        finder = opened_headcount(session, store.keys.event)
    opened: list[int] = []

    def die() -> None:
        opened.append(id(finder._own.here()))
        raise SystemExit

    runner.submit(die, lambda _: None, lambda _: None)
    runner.submit(lambda: id(finder._own.here()), opened.append, lambda _: None)
    runner.submit(finder.poll_doubles, lambda _: opened.append(0), lambda _: None)
    qtbot.waitUntil(lambda: len(opened) == 3, timeout=60_000)
    runner.submit(finder.close, lambda _: None, lambda _: None)

    assert opened[2] == 0
    assert runner.close(10)
