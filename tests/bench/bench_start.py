# ruff: noqa: PLC0415, N802 - a child process loads what is measured; Qt names what it calls
"""The time until the window is shown and ready to scan, beside a bare window of the same toolkit.

    .venv/bin/python tests/bench/bench_start.py [ROUNDS]

Runs on the display there is, else offscreen. `first paint` is from the start of the process until
the window's first picture, `ready` until the camera's first frame is shown beside an open station.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

import psutil

_VIDEO = "camera.avi"
_SHOWN_MS = 300  # the scan page is shown this long before memory is read


def main(rounds: int) -> None:
    """Print the medians of some rounds, each process started in turn."""
    with tempfile.TemporaryDirectory() as folder:
        _prepare(Path(folder))
        reported = {
            name: [_started(name, folder) for _ in range(rounds + 1)][1:]  # the first is cold
            for name in _CHILDREN
        }
    (bare, _, light), (first, ready, heavy) = (_medians(reported[name]) for name in _CHILDREN)
    print(f"bare window: first paint {bare:.0f} ms, {light:.0f} MB")
    print(f"kiosk: first paint {first:.0f} ms, {first / bare:.2f} times the bare window")
    print(f"kiosk: ready to scan {ready:.0f} ms, {ready / bare:.2f} times; {heavy:.0f} MB")


def _prepare(folder: Path) -> None:
    """Make an event, and a video for a camera."""
    from tests.camera.drawing import draw, write_video

    kiosk = Path(sys.executable).parent / "kiosk"
    made = ["event", "new", "Bench", "--date", "2026-04-13"]
    subprocess.run([kiosk, "--data", folder, *made], check=True, capture_output=True)
    write_video(folder / _VIDEO, [draw() for _ in range(60)])


def _medians(rounds: list[tuple[float, ...]]) -> tuple[float, ...]:
    return tuple(statistics.median(each) for each in zip(*rounds, strict=True))


def _started(name: str, folder: str) -> tuple[float, ...]:
    """Return ms to the first paint, ms until ready, and MB, of one process."""
    environment = dict(os.environ)
    if "DISPLAY" not in environment:
        environment["QT_QPA_PLATFORM"] = "offscreen"
    command = [sys.executable, __file__, "--child", name, folder]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    return tuple(float(figure) for figure in done.stdout.split()[-3:])


def _since_start() -> float:
    return (time.time() - psutil.Process().create_time()) * 1000


def _report(first: float, ready: float) -> None:
    print(first, ready, psutil.Process().memory_info().rss / 1e6, flush=True)
    os._exit(0)  # what is measured is over


def _bare() -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QWidget

    class Bare(QWidget):
        def paintEvent(self, _event: QPaintEvent) -> None:
            at = _since_start()
            QTimer.singleShot(0, lambda: _report(at, at))

    app = QApplication(sys.argv[:1])
    window = Bare()
    window.showFullScreen()
    app.exec()


def _app(folder: Path) -> None:
    from PySide6.QtCore import QEvent, QObject, QTimer

    import kiosk.cli.main  # noqa: F401  # what the command loads first
    from kiosk.backend.camera import CameraSelector
    from kiosk.backend.exit_plan import ExitPlan
    from kiosk.cli.window import open_backend
    from kiosk.clock import SystemClock
    from kiosk.runtime.data_folder import DataFolder
    from kiosk.settings import Settings
    from kiosk.texts import LANGUAGES, load_words
    from kiosk.ui.application import run, start_app
    from kiosk.ui.style.theme import LIGHT

    class Stopwatch(QObject):
        """Notes the first paint of the window, and of its camera's picture."""

        first = 0.0

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() is QEvent.Type.Paint:
                self.first = self.first or _since_start()
                if watched.property("live") and not self.ready:
                    self.ready = _since_start()
                    QTimer.singleShot(_SHOWN_MS, lambda: _report(self.first, self.ready))
            return False

        ready = 0.0

    app = start_app(LIGHT)
    stopwatch = Stopwatch()
    app.installEventFilter(stopwatch)
    session = DataFolder(folder, load_words("nl"), Settings(), SystemClock())
    words = {language: load_words(language) for language in LANGUAGES}
    sight = CameraSelector(str(folder / _VIDEO))
    run(app, partial(open_backend, session, sight, ExitPlan()), sight, words)


_CHILDREN = {"bare": lambda _: _bare(), "kiosk": _app}

if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        _CHILDREN[sys.argv[2]](Path(sys.argv[3]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
