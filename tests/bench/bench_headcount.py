"""How long a headcount, its page and an entry take after a day of up to 1,000,000 entries.

    .venv/bin/python -m tests.bench.bench_headcount [--tickets N] [--entries N ...] [--folder DIR]

Each folder has three events, one of them with the long list and the day. Printed are, for each
number of entries, the median times in ms of the CPU and of the clock: a headcount, all that the
page does to show another one, and a scan by a door on which as many entries lie. The scans of all
sizes take turns, so that disk and neighbours disturb them alike: believe the growth. Last, how long
the page of the largest folder takes from its opening to the first figure and to the charts.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from random import Random
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QLabel

from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.domain.event_settings import FESTIVAL
from kiosk.reports.day_report.inside_over_day import first_curve
from kiosk.reports.headcount_report import HeadcountReport, headcount_report
from kiosk.texts import LANGUAGES, load_words
from kiosk.ui.application import start_app
from kiosk.ui.headcount.headcount_controller import HeadcountController
from kiosk.ui.headcount.headcount_page import HeadcountPage
from kiosk.ui.shell.garbage import garbage_collected_here
from kiosk.ui.shell.main_window import Window
from kiosk.ui.shell.worker import ThreadRunner
from kiosk.ui.style.language import Language
from kiosk.ui.style.theme import LIGHT
from tests.bench.bench_scan import session_on
from tests.bench.day_folder import make_day, newcomers
from tests.bench.list_window import until
from tests.opened import opened_headcount
from tests.ui.fakes import ui_of

_ROUNDS = 15
_SCANS = 300


@dataclass
class Times:
    """Times in ms: of the CPU, and of the clock."""

    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)

    def measure(self, run: Callable[[], object]) -> None:
        """Run something once."""
        wall, cpu = time.perf_counter(), time.process_time()
        run()
        self.cpu.append((time.process_time() - cpu) * 1000)
        self.wall.append((time.perf_counter() - wall) * 1000)

    def __str__(self) -> str:
        return f"{median(self.cpu):7.2f} {median(self.wall):7.2f}"


@dataclass
class Figures:
    """The times of the folder with one number of entries."""

    entries: int
    headcount: Times = field(default_factory=Times)
    page: Times = field(default_factory=Times)
    scan: Times = field(default_factory=Times)


def make_folder(folder: Path, tickets: int, entries: int) -> None:
    """Make the folder, unless a run before made it: two small events, then the large one."""
    if not folder.exists():
        now = int(time.time() * 1000)
        for number, share in ((2, 30), (3, 30), (1, 1)):
            make_day(folder, tickets // share, entries // share, now=now, list_number=number)


def count(folder: Path, figures: Figures) -> HeadcountReport:
    """Count some times over a connection of its own, as a command does."""
    with session_on(folder).open_store() as store:
        for _ in range(_ROUNDS):
            now = int(time.time() * 1000)
            figures.headcount.measure(lambda: headcount_report(store, FESTIVAL, now))  # noqa: B023
        report = headcount_report(store, FESTIVAL, int(time.time() * 1000))
        return replace(report, curve=first_curve(report))


def show(seen: HeadcountReport, figures: Figures, page: HeadcountPage) -> None:
    """Show the report some times, each painted."""
    for _ in range(_ROUNDS):
        figures.page.measure(lambda: _paint(page, seen))


def _paint(page: HeadcountPage, seen: HeadcountReport) -> None:
    page.show_report(seen)
    page.repaint()


def scan(folders: Sequence[Path], sizes: Sequence[Figures], tickets: int) -> None:
    """Let the doors of all folders scan the same tickets in turns."""
    with ExitStack() as opened:
        stores = [opened.enter_context(session_on(one).open_store()) for one in folders]
        doors = [Door(store, Gate(FESTIVAL, "Noord")) for store in stores]
        for number in Random(2).sample(newcomers(tickets), _SCANS):  # noqa: S311  # the same tickets
            for door, figures in zip(doors, sizes, strict=True):
                code = f"C-{number}"
                figures.scan.measure(lambda: door.scan(code))  # noqa: B023


def open_page(folder: Path, app: QApplication) -> list[str]:
    """Return how long the page takes from its opening to its first figure and to the charts."""
    words = {language: load_words(language) for language in LANGUAGES}
    with session_on(folder).open_store() as store:
        event = store.keys.event
    window, page = Window(Language(app), words, language="nl"), new_page()
    backend, runner = opened_headcount(session_on(folder), event), ThreadRunner()
    HeadcountController(ui_of(window, backend), page, backend, runner)
    begun, worked = time.perf_counter(), time.process_time()
    page.on_shown()
    lines = []
    number = next(one for one in page.findChildren(QLabel) if one.objectName() == "number")
    for name, is_there in (
        ("first figure", lambda: bool(number.text())),
        ("charts", lambda: page._charts is not None and page._charts.widget.isVisible()),
    ):
        until(is_there)
        lines.append(
            f"{name} after {(time.perf_counter() - begun) * 1000:.0f} ms"
            f" ({(time.process_time() - worked) * 1000:.0f} ms of CPU)"
        )
    runner.close(60)
    return lines


def new_page() -> HeadcountPage:
    """Return a visible page."""
    page = HeadcountPage(load_words("nl"), lambda: int(time.time() * 1000), LIGHT)
    page.resize(1366, 700)
    page.show()
    return page


def main() -> None:
    """Measure all sizes, and print a table."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--tickets", type=int, default=300_000)
    arguments.add_argument("--entries", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    arguments.add_argument("--folder", type=Path, help="keeps the folders for another run")
    given = arguments.parse_args()
    app = start_app(LIGHT, offscreen=True)
    with garbage_collected_here(), tempfile.TemporaryDirectory() as name:
        folders = [(given.folder or Path(name)) / f"{one}" for one in given.entries]
        sizes = [Figures(entries) for entries in given.entries]
        opened: list[str] = []
        for folder, figures in zip(folders, sizes, strict=True):
            make_folder(folder, given.tickets, figures.entries)
        opened = open_page(folders[-1], app)  # loads the charts
        page = new_page()
        page.add_charts(import_module("kiosk.ui.headcount.day_charts").DayCharts(LIGHT))
        for folder, figures in zip(folders, sizes, strict=True):
            show(count(folder, figures), figures, page)
        scan(folders, sizes, given.tickets)
    print("  entries   headcount CPU, all   page CPU, all    scan CPU, all   scan's growth")
    for one in sizes:
        growth = median(one.scan.cpu) / median(sizes[0].scan.cpu)
        print(f"{one.entries:9,}   {one.headcount}   {one.page}  {one.scan}   {growth:13.2f}")
    print("\n".join(opened))


if __name__ == "__main__":
    main()
