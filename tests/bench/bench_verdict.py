"""From a frame with a ticket to the painted verdict: the real camera threads, door and window.

    .venv/bin/python -m tests.bench.bench_verdict [GUESTS]

All frames (1280x720) are drawn before anything is timed. Before each guest the camera holds its
frames back and the same work is done bare, part by part: one decode of that guest's frame, the
statements of one scan on a bare connection, one repaint of the card. Then the camera plays, 30
frames a second, and the clock runs from the ticket's first frame until its card was painted. So
neighbours disturb both alike: believe the ratio, not the milliseconds.
"""

# ruff: noqa: N802 - Qt names what it calls

import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from statistics import median, quantiles

import numpy as np
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from kiosk.backend.camera import CameraSelector
from kiosk.backend.exit_plan import ExitPlan
from kiosk.camera.decoding.zbar_decoder import zbar_decoder
from kiosk.camera.decoding.zxing_decoder import gray, read_live
from kiosk.camera.frame import Frame, Image
from kiosk.camera.watcher import Listener, Watcher
from kiosk.cli.window import open_backend
from kiosk.runtime.data_folder import DATABASE
from kiosk.store.sqlite.database import open_database
from kiosk.texts import LANGUAGES, load_words
from kiosk.ui.application import run, start_app
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.shell.main_window import Window
from kiosk.ui.style.theme import LIGHT, WindowOptions
from tests.bench.bench_scan import Statement, make_festival, record, session_on
from tests.camera.drawing import HEIGHT, WIDTH, draw

FPS = 30
TICKETS = 10_000
_WARM_UP = 8  # guests, while the other pages load
_EMPTY, _HELD_UP = 12, 8  # frames of each guest: no ticket (no code for 0.3 s), then the ticket


class Playing:
    """A camera that plays one guest's frames at a time, each when the bench says so."""

    label = "bench"

    def __init__(self, walls: Sequence[Image], guests: Sequence[Image]) -> None:
        self.waits = threading.Event()
        self.shown_at = 0.0
        self.cpu_s = self.wall_s = 0.0
        self._walls = walls
        self._guests = iter(guests)
        self._go = threading.Event()
        self._left: list[Image] = []
        self._began = (0.0, 0.0)
        self._next_at = 0.0

    def open(self) -> None:
        """Nothing has to be started."""

    def close(self) -> None:
        """Nothing has to be let go of."""

    def again(self) -> "Playing":
        """There is only this one."""
        return self

    def go(self) -> None:
        """Play the next guest."""
        self.waits.clear()
        self._go.set()

    def read(self) -> Frame | None:
        """Wait for the next frame; between two guests until `go`."""
        if not self._left and not self._next_guest():
            return None
        time.sleep(max(0.0, self._next_at - time.monotonic()))
        self._next_at += 1 / FPS
        at = time.monotonic()
        if len(self._left) == _HELD_UP:
            self.shown_at = at
        return Frame(self._left.pop(0), at)

    def _next_guest(self) -> bool:
        now = (time.process_time(), time.monotonic())
        if self._began[1]:
            self.cpu_s += now[0] - self._began[0]
            self.wall_s += now[1] - self._began[1]
        self.waits.set()
        self._go.wait()
        self._go.clear()
        guest = next(self._guests, None)
        if guest is None:
            return False
        self._left = [*self._walls[:_EMPTY], *[guest] * _HELD_UP]
        self._began = time.process_time(), time.monotonic()
        self._next_at = time.monotonic()
        return True


class Bare:
    """The same work without the program around it; in ms."""

    def __init__(self, path: Path, scans: Sequence[Sequence[Statement]]) -> None:
        self._connection = open_database(path).conn
        self._scans = iter(scans)

    def decode(self, image: Image) -> float:
        """Read one frame."""
        begun = time.perf_counter()
        read_live(gray(image))
        return (time.perf_counter() - begun) * 1000

    def commit(self) -> float:
        """Run the statements of one scan, which wait for the disk at their end."""
        begun = time.perf_counter()
        for sql, values in next(self._scans):
            self._connection.execute(sql, values).fetchall()
        return (time.perf_counter() - begun) * 1000

    def repaint(self, page: ScanPage) -> float:
        """Paint the panel with the card that is on it."""
        begun = time.perf_counter()
        page.panel.repaint()
        return (time.perf_counter() - begun) * 1000


class Bench(QObject):
    """Plays guest after guest, and times each from frame to paint."""

    def __init__(self, playing: Playing, guests: Sequence[Image], bare: Bare) -> None:
        super().__init__()
        self._playing = playing
        self._guests = guests
        self._bare = bare
        self._page: ScanPage | None = None
        self._window: Window | None = None
        self._number = 0
        self._ticking = QTimer(self, interval=40)
        self._ticking.timeout.connect(self._tick)
        self._ticking.start()
        self.judged: list[float] = []
        self.painted: list[float] = []
        self.bare: list[tuple[float, float, float]] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note when the colour of a new card, and all beside it, has been painted."""
        page = self._page
        if page is None or event.type() is not QEvent.Type.Paint or watched is not page.panel:
            return False
        if page.panel.number > self._number and page.panel._wiped > 0:
            self._number = page.panel.number
            QTimer.singleShot(0, lambda: self.painted.append(self._since_shown()))
        return False

    def _since_shown(self) -> float:
        return (time.monotonic() - self._playing.shown_at) * 1000

    def _tick(self) -> None:
        if self._page is None:
            self._find()
        elif self._playing.waits.is_set() and self._rested():
            if len(self.bare) == len(self._guests):
                assert self._window is not None
                self._playing.go()
                self._window.close_for_good()
                self._ticking.stop()
                return
            guest = self._guests[len(self.bare)]
            parts = self._bare.decode(guest), self._bare.commit(), self._bare.repaint(self._page)
            self.bare.append(parts)
            self._playing.go()

    def _rested(self) -> bool:
        """Return whether the guest before was painted, and all that follows from it is over."""
        return len(self.painted) == len(self.bare)

    def _find(self) -> None:
        for window in QApplication.topLevelWidgets():
            if isinstance(window, Window) and (pages := window.findChildren(ScanPage)):
                window.resize(1366, 768)
                self._window, self._page = window, pages[0]
                pages[0].card_shown.connect(lambda _: self.judged.append(self._since_shown()))
                QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]


def median_line(name: str, times: Sequence[float]) -> str:
    """Return a line with the median, the 99th of 100, and the longest (ms)."""
    return (
        f"{name:28} p50 {median(times):6.1f} p99 {quantiles(times, n=100)[98]:6.1f}"
        f" max {max(times):6.1f}"
    )


def main(count: int) -> None:
    """Draw everything, run the app on it, and print what it took beside the bare work."""
    count += _WARM_UP
    random = np.random.default_rng(1)
    noise = [random.normal(0, 4, (HEIGHT, WIDTH, 3)) for _ in range(_EMPTY)]

    def noisy(image: Image, number: int) -> Image:
        return np.clip(image + noise[number % _EMPTY], 0, 255).astype(np.uint8)

    walls = [noisy(draw(), number) for number in range(_EMPTY)]
    guests = [noisy(draw((f"C-{number}", 640, 360, 180)), number) for number in range(count)]
    with tempfile.TemporaryDirectory() as name:
        folders = [Path(name) / each for each in ("recorded", "app", "bare")]
        make_festival(folders[0], TICKETS)
        for folder in folders[1:]:
            shutil.copytree(folders[0], folder)
        scans = record(folders[0], [f"C-{number}" for number in range(count)])
        playing = Playing(walls, guests)
        bench = Bench(playing, guests, Bare(folders[2] / DATABASE, scans))
        _run(folders[1], playing)
    _report(bench, playing)


def _run(folder: Path, playing: Playing) -> None:
    def watch(listener: Listener) -> Watcher:
        return Watcher(playing, listener, zbar_decoder())

    session = session_on(folder)
    words = {language: load_words(language) for language in LANGUAGES}
    look = WindowOptions(theme=LIGHT, language="nl", windowed=True)
    station = partial(open_backend, session, CameraSelector("0"), ExitPlan())
    with session.lock():
        run(QApplication.instance(), station, watch, words, options=look)  # type: ignore[arg-type]


def _report(bench: Bench, playing: Playing) -> None:
    whole = [sum(each) for each in bench.bare[_WARM_UP:]]
    painted = bench.painted[_WARM_UP:]
    for part, name in enumerate(("bare decode", "bare commit", "bare repaint")):
        print(median_line(name, [each[part] for each in bench.bare[_WARM_UP:]]))
    print(median_line("bare, all three", whole))
    print(median_line("frame to verdict on its page", bench.judged[_WARM_UP:]))
    print(median_line("frame to painted verdict", painted))
    ratios = [one / other for one, other in zip(painted, whole, strict=True)]
    print(f"painted / bare: p50 {median(painted) / median(whole):.2f}, paired {median(ratios):.2f}")
    print(f"{playing.cpu_s / playing.wall_s:.0%} of one core while it plays {FPS} frames a second")


if __name__ == "__main__":
    start_app(LIGHT, offscreen=True)
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
