"""A long day at one door: many tickets scanned in the real window over the real store.

Run it: `.venv/bin/python -m tests.ui.long_day FOLDER SCANS`. It prints how it went, as JSON.
"""

from __future__ import annotations

import json
import os
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import psutil
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from kiosk.backend.camera import CameraSelector
from kiosk.backend.exit_plan import ExitPlan
from kiosk.backend.local_backend import LocalBackend
from kiosk.texts import LANGUAGES, load_words
from kiosk.ui.application import start_app
from kiosk.ui.door_wiring import DoorWiring
from kiosk.ui.input.hand_scanner import WedgeScanner
from kiosk.ui.laptops.stick_watcher import MountedVolumes
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.shell.main_window import Window
from kiosk.ui.shell.station_client import StationClient
from kiosk.ui.shell.ui_context import AppContext
from kiosk.ui.shell.worker import ThreadRunner
from kiosk.ui.style.language import translated_labels
from kiosk.ui.style.theme import LIGHT, WindowOptions
from tests.festival import NOON, HandClock, Row, festival, session_on

_WARM = 0.1  # of the scans: what is loaded once is loaded by then
_PART = 0.1  # of the scans, at the beginning and at the end, is compared


@dataclass(frozen=True)
class Day:
    """Bytes of memory once warm and at the end; ms from code to painted card."""

    warm: int
    end: int
    first_p99: float
    last_p99: float
    cards: int


def main(folder: Path, scans: int) -> Day:
    """Scan tickets one after the other, as fast as the results come."""
    clock = HandClock()
    with festival(folder, [Row(f"T{number:06}") for number in range(scans)], clock=clock):
        pass
    app = start_app(LIGHT, offscreen=True)
    words = {language: load_words(language) for language in LANGUAGES}
    store = ThreadRunner()
    client: StationClient[LocalBackend] = StationClient(
        lambda: LocalBackend(
            session_on(folder, clock),
            CameraSelector("0", named=False),
            ExitPlan(),
            MountedVolumes(),
        ),
        store,
    )
    with translated_labels(app) as language:
        window = Window(language, words, language="nl", theme=LIGHT)
        desktop = DoorWiring(
            AppContext(app, window, WindowOptions(animated=False), lambda: NOON), client
        )
        window.resize(QSize(1366, 768))
        desktop.open()
        window.show()
        day = _scanned(app, window, clock, scans)
        desktop.stop()
        client.close()
        assert store.close(30)
    return day


def _scanned(app: QApplication, window: Window, clock: HandClock, scans: int) -> Day:
    while not window.findChildren(WedgeScanner):
        app.processEvents()
    (page,), (scanner,) = window.findChildren(ScanPage), window.findChildren(WedgeScanner)
    process, took, warm = psutil.Process(), [], 0
    for number in range(scans):
        clock.advance(1)
        began = time.perf_counter()
        scanner.scanned.emit((f"C-T{number:06}",))
        while page.panel.number <= number:
            app.processEvents()
        page.panel.repaint()
        took.append((time.perf_counter() - began) * 1000)
        if number == int(scans * _WARM):
            warm = process.memory_info().rss
    part = int(scans * _PART)
    end, first, last = process.memory_info().rss, took[part : 2 * part], took[-part:]
    return Day(warm, end, _p99(first), _p99(last), page.panel.number)


def _p99(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.99)]


if __name__ == "__main__":
    print(json.dumps(asdict(main(Path(sys.argv[1]), int(sys.argv[2])))))
