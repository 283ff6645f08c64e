"""The measurement of `bench_list_window`: the page of lists with its real backend, offscreen."""

import argparse
import os
import random
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QPushButton

from kiosk.admin.list_import import import_list
from kiosk.backend import import_process
from kiosk.backend.files_backend import LocalFiles
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.domain.event_settings import FESTIVAL
from kiosk.guestlist.import_report import ImportOptions
from kiosk.runtime.data_folder import DataFolder
from kiosk.texts import load_words
from kiosk.ui.files.files_context import FilesContext
from kiosk.ui.files.files_controller import FilesController
from kiosk.ui.files.files_page import FilesPage
from kiosk.ui.files.list_doctor import ListDoctor
from kiosk.ui.shell.garbage import garbage_collected_here
from kiosk.ui.shell.worker import ThreadRunner
from kiosk.ui.style.theme import LIGHT
from tests.bench.bench_import import as_workbook, queued_s, write_list
from tests.bench.bench_scan import make_festival, session_on
from tests.ui.fake_files import FakeReaders

_TICK_MS = 5
_WORDS = load_words("nl")
_CANCELLED_AFTER_S = (0.0, 0.3, 1.0, 2.0, 3.0, 4.0)


class Pauses:
    """The longest times between two turns of the event loop, in ms: own, and with the queue."""

    def __init__(self) -> None:
        self._last, self._queued = time.perf_counter(), 0.0
        self.worst: list[tuple[float, float]] = []
        self._timer = QTimer(interval=_TICK_MS)
        self._timer.timeout.connect(self._turn)

    @contextmanager
    def measured(self) -> Iterator[None]:
        """Measure the turns of a block."""
        self.worst, self._last, self._queued = [], time.perf_counter(), queued_s()
        self._timer.start()
        yield
        self._timer.stop()

    def _turn(self) -> None:
        now, queued = time.perf_counter(), queued_s()  # the main thread's
        whole = (now - self._last) * 1000 - _TICK_MS
        own = max(0.0, whole - (queued - self._queued) * 1000)
        self.worst = sorted([*self.worst, (own, whole)])[-4:]
        self._last, self._queued = now, queued


class Scans(threading.Thread):
    """Scans tickets at a door now and then, and keeps what each took in ms."""

    def __init__(self, session: DataFolder, tickets: int) -> None:
        super().__init__(daemon=True)
        self._session, self._tickets = session, tickets
        self._over = threading.Event()
        self.took: list[float] = []

    def run(self) -> None:
        """Scan until `stop`."""
        chance = random.Random(3)  # noqa: S311  # the same tickets in every run
        with self._session.open_store() as store:
            door = Door(store, Gate(FESTIVAL, "Noord"))
            while not self._over.wait(chance.uniform(0.02, 0.06)):
                begun = time.perf_counter()
                door.scan(f"C-{chance.randrange(self._tickets)}")
                self.took.append((time.perf_counter() - begun) * 1000)

    def stop(self) -> float:
        """Stop; return the p99 in ms."""
        self._over.set()
        self.join()
        return quantiles(self.took, n=100)[98]


@contextmanager
def page_on(session: DataFolder) -> Iterator[FilesPage]:
    """Show the page of lists over a folder."""
    with session.open_store() as store:
        event = store.event()
    page, runner = FilesPage(event, _WORDS, lambda: 0, LIGHT), ThreadRunner()
    context = FilesContext(LocalFiles(session), runner, lambda: _WORDS, lambda _: None)
    FilesController(context, page, FakeReaders(), page)
    page.resize(1366, 700)
    page.show()
    yield page
    runner.close(60)


def until(is_so: Callable[[], bool]) -> float:
    """Turn the event loop until something is so; return the seconds."""
    begun, loop = time.perf_counter(), QEventLoop()
    check = QTimer(interval=_TICK_MS)
    check.timeout.connect(lambda: loop.quit() if is_so() else None)
    check.start()
    loop.exec()
    return time.perf_counter() - begun


def measure(page: FilesPage, path: Path, session: DataFolder) -> None:
    """Read a list in by its button, beside scans."""
    doctor = page.doctor
    alone = Scans(session, 1_000)
    alone.start()
    until(lambda: len(alone.took) > 100)
    print(f"scans without an import: p99 {alone.stop():.1f} ms")
    _measure_step(
        "preview", lambda: page.open_files([path], "webwinkel"), lambda: is_ready(doctor), session
    )
    cancels = [cancel(page, after, session) for after in _CANCELLED_AFTER_S]
    print(
        f"cancel: {max(cancels):.2f} s at most, in {len(cancels)} moments of the import", flush=True
    )
    _measure_step("import", lambda: take(doctor), lambda: page.message != _stopped(), session)


def _measure_step(
    name: str, begin: Callable[[], None], is_done: Callable[[], bool], session: DataFolder
) -> None:
    pauses, scans = Pauses(), Scans(session, 1_000)
    scans.start()
    before = os.times()
    with pauses.measured():
        begin()
        seconds = until(is_done)
    after = os.times()
    apart = sum(after[2:4]) - sum(before[2:4])
    worst = ", ".join(f"{own:.0f} ({whole:.0f})" for own, whole in reversed(pauses.worst))
    print(f"{name}: {seconds:.1f} s, {apart:.1f} s of CPU in another process", flush=True)
    print(f"  pauses of the window {worst} ms; scans p99 {scans.stop():.1f} ms", flush=True)


def is_ready(doctor: ListDoctor) -> bool:
    """Return whether the doctor waits for a person."""
    return doctor.next_stop.isEnabled()


def cancel(page: FilesPage, after: float, session: DataFolder) -> float:
    """Stop an import some seconds after its start; return how many seconds that takes."""
    before = _tickets(session)
    take(page.doctor)
    begun = time.perf_counter()
    until(lambda: time.perf_counter() - begun >= after)
    assert page.busy.isVisible(), "the import was over"
    page.go_back()
    seconds = until(lambda: not page.busy.isVisible())
    assert page.message == _stopped()
    assert _tickets(session) == before
    return seconds


def _stopped() -> str:
    return _WORDS.say("error.import_cancelled")


def _tickets(session: DataFolder) -> tuple[int, int]:
    """Return the number of tickets, and of lists in use."""
    with session.open_store() as store:
        return sum(1 for _ in store.tickets.all()), len(LocalFiles(session).lists())


def take(doctor: ListDoctor) -> None:
    """Count the new categories with the others, and press the button."""
    names = ("Tel de andere bij overig", "Count the others as other guests")
    found: list[QPushButton] = doctor.findChildren(QPushButton)
    buttons = {one.text(): one for one in found}
    next(buttons[name] for name in names if name in buttons).click()
    button = doctor.next_stop
    assert isinstance(button, QPushButton)
    button.click()


def main() -> None:
    """Measure, and print the figures."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--tickets", type=int, default=100_000)
    arguments.add_argument("--xlsx", action="store_true")
    arguments.add_argument("--here", action="store_true")
    given = arguments.parse_args()
    app = QApplication([])
    if given.here:
        import_process.LARGE = 10**12
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "webwinkel.csv"
        write_list(path, given.tickets)
        path = as_workbook(path) if given.xlsx else path
        make_festival(folder / "station", 1_000)
        session = session_on(folder / "station")
        with session.lock(), garbage_collected_here():
            begun = time.process_time()
            import_list(session, path, ImportOptions(source="w", dry_run=True))
            print(f"preview by the command line: {time.process_time() - begun:.1f} s of CPU")
            with page_on(session) as page:
                measure(page, path, session)
    del app
