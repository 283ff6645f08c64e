"""A film of a busy door before the real window: exactly the entries that a person would make."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import math
import threading
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk.admin.new_event import make_event
from kiosk.backend.camera import CameraSelector
from kiosk.backend.exit_plan import ExitPlan
from kiosk.backend.local_backend import LocalBackend
from kiosk.camera.camera_state import CameraState
from kiosk.camera.decoding.zbar_decoder import zbar_decoder
from kiosk.camera.frame import Frame
from kiosk.camera.frame_reader import FrameReader, ScannedCode
from kiosk.camera.watcher import Listener, Watcher
from kiosk.checkin.answer import ScanResult
from kiosk.clock import Clock, FilmClock, SystemClock
from kiosk.demo.film_card import CardLook as Card
from kiosk.runtime.data_folder import DataFolder
from kiosk.supervisor import Life
from kiosk.texts import LANGUAGES, load_words
from kiosk.ui.application import run
from kiosk.ui.input.preview import Preview
from kiosk.ui.laptops.stick_watcher import MountedVolumes
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.shell.main_window import Window
from kiosk.ui.style.theme import LIGHT, WindowOptions, apply_theme, load_fonts
from tests.end2end.film import Cue, Film, Held, Turns, sheet, ticket
from tests.festival import DAY, SETTINGS, HandClock, Row, add_list, session_on

QUEUE = ("Q1", "Q2", "Q3", "Q4")
SHEET = ("S1", "S2", "S3", "S4")
COUPLE, PATIENT, LAST = "D1", "E1", "F1"
SECONDS = 72.0
SHEET_AT, APART, TURNED = (600, 370), 250, 14.0
TAPS = (26.5, 28.0, 29.5, 31.0)
OUTSIDE, HERE, GONE = (1160, 400), (560, 400), (60, 460)


def _in_turn(code: str, look: Card, comes: float, goes: float, since: float) -> Held:
    """A guest who waits beside the place where tickets are held up, comes there, and leaves."""
    way = [
        (since, *OUTSIDE),
        (comes, *OUTSIDE),
        (comes + 0.5, *HERE),
        (goes, *HERE),
        (goes + 0.5, *GONE),
    ]
    return Held(ticket(f"C-{code}", look), way)


def _shown(code: str, look: Card, comes: float, goes: float) -> Held:
    """A ticket that is raised from below, held, and lowered."""
    x, y = HERE
    way = [(comes - 0.4, x, 1100), (comes, x, y), (goes, x, y), (goes + 0.4, x, 1100)]
    return Held(ticket(f"C-{code}", look), way)


def day() -> list[Held]:
    """The guests: a queue, a sheet of four, a couple with one ticket, one who waits for 20 s."""
    queue = [
        _in_turn(code, Card.PHONE, 13 + 2.5 * turn, 15.5 + 2.5 * turn, 10.5 + 2.5 * turn)
        for turn, code in enumerate(QUEUE)
    ]
    four = sheet([f"C-{code}" for code in SHEET], 150, APART, TURNED)
    x, y = SHEET_AT
    return [
        *queue,
        Held(four, [(24, x, 1200), (25.2, x, y), (33, x, y), (33.4, x, 1200)]),
        _shown(COUPLE, Card.PRINT, 36, 38),
        _shown(COUPLE, Card.PRINT, 40, 42),
        _shown(PATIENT, Card.PHONE, 46, 66),
        _shown(LAST, Card.DARK_PHONE, 69, 71),
    ]


class Hand(QObject):
    """Taps on the camera's picture, on the window's thread, and waits until that was done.

    Signals:
        asked: tap at this pixel of the frame, then set the event.
        over: the film is over: close the window when all was shown.
    """

    asked = Signal(float, float, object)
    over = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.asked.connect(self._tap, Qt.ConnectionType.QueuedConnection)
        self.over.connect(self._leave, Qt.ConnectionType.QueuedConnection)

    def _leave(self) -> None:
        QTimer.singleShot(500, self, lambda: _window().close_for_good())

    def tap(self, x: float, y: float) -> None:
        done = threading.Event()
        self.asked.emit(x, y, done)
        assert done.wait(120)

    def _tap(self, x: float, y: float, done: threading.Event) -> None:
        preview = _page().preview
        QTest.mouseClick(preview, Qt.MouseButton.LeftButton, pos=_on_screen(preview, x, y))
        done.set()


def _on_screen(preview: Preview, x: float, y: float) -> QPoint:
    """Where a pixel of a 1280x720 frame is on the mirrored picture that fills the preview."""
    scale = max(preview.width() / 1280, preview.height() / 720)
    across = preview.width() / 2 - (x - 640) * scale
    return QPoint(round(across), round(preview.height() / 2 + (y - 360) * scale))


def taps(hand: Hand) -> list[Cue]:
    """A person taps each of the four tickets on the sheet."""
    corners = [(across, down) for down in (-1, 1) for across in (-1, 1)]
    return [
        Cue(at, partial(hand.tap, *_on_the_sheet(*corner)))
        for at, corner in zip(TAPS, corners, strict=True)
    ]


def _on_the_sheet(across: int, down: int) -> tuple[float, float]:
    """Where the middle of a code on the turned sheet is in the frame."""
    turn = math.radians(TURNED)
    right, below = across * APART / 2, down * APART / 2
    return (
        SHEET_AT[0] + right * math.cos(turn) + below * math.sin(turn),
        SHEET_AT[1] + below * math.cos(turn) - right * math.sin(turn),
    )


class InTurn(Watcher):
    """A watcher that says when it looked at a frame."""

    turns: Turns | None = None

    def _read_frame(self, reader: FrameReader, frame: Frame, life: Life) -> None:
        super()._read_frame(reader, frame, life)
        if self.turns is not None:
            self.turns.look()


@dataclass
class Door:
    """The real door, which says when it judged."""

    session: DataFolder
    turns: Turns | None
    answers: list[str] = field(default_factory=list)

    def open(self) -> LocalBackend:
        backend = LocalBackend(self.session, CameraSelector("0"), ExitPlan(), MountedVolumes())
        scan = backend.scan.scan

        def judge(code: str) -> ScanResult:
            answer = scan(code)
            self.answers.append(answer.verdict.outcome.value)
            if self.turns is not None:
                self.turns.judge()
            return answer

        backend.scan.scan = judge  # type: ignore[method-assign]  # it says when it judged
        return backend


@dataclass(frozen=True)
class Seen:
    """The result of the film: the entries in the journal in order, and the answers of the door."""

    entries: list[tuple[str, str]]
    answers: list[str]


def watch_film(folder: Path, clock: Clock, date: str, *, film_clock: FilmClock | None) -> Seen:
    """Show the film to the real window on a real folder, until it is over."""
    session = replace(session_on(folder), clock=clock)
    made = make_event(session, {**SETTINGS, "date": date}, "Noord 1")
    with session.open_store(made.id) as store:
        add_list(store, "shop", [Row(code) for code in (*QUEUE, *SHEET, COUPLE, PATIENT, LAST)])
    turns = Turns() if film_clock is not None else None
    door, hand = Door(session, turns), Hand()

    def wait(at: float) -> None:
        assert turns is not None
        assert film_clock is not None
        turns.give()
        film_clock.show(at)

    film = Film(day(), SECONDS, 10 if turns else 25, taps(hand), wait=wait if turns else None)

    def watch(listener: Listener) -> Watcher:
        watcher = InTurn(film, _ending(_counting(listener, turns), hand), zbar_decoder())
        watcher.turns = turns
        return watcher

    run(
        _app(),
        door.open,
        watch,
        {language: load_words(language) for language in LANGUAGES},
        options=WindowOptions(windowed=True),
        now=clock.wall,
    )
    with session.open_store(made.id) as store:
        rows = store.database.execute(
            "SELECT kind, ref FROM entry LEFT JOIN list_row USING (ticket)"
            " WHERE ticket IS NOT NULL OR kind = 'refused' ORDER BY n"
        ).fetchall()
    return Seen([(kind, ref) for kind, ref in rows], door.answers)


def _counting(listener: Listener, turns: Turns | None) -> Listener:
    if turns is None:
        return listener

    def forward(sighting: ScannedCode) -> None:
        turns.count_code()
        listener.on_code(sighting)

    return replace(listener, on_code=forward)


def _ending(listener: Listener, hand: Hand) -> Listener:
    """Close the window a moment after the film is over."""

    def forward(state: CameraState) -> None:
        listener.on_state(state)
        if state is CameraState.ENDED:
            hand.over.emit()

    return replace(listener, on_state=forward)


def _app() -> QApplication:
    app = QApplication.instance()
    made = app if isinstance(app, QApplication) else QApplication([])
    load_fonts()
    apply_theme(made, LIGHT)
    return made


def _window() -> Window:
    tops = QApplication.topLevelWidgets()
    return next(each for each in tops if isinstance(each, Window) and each.isVisible())


def _page() -> ScanPage:
    page = _window().findChild(ScanPage)
    assert isinstance(page, ScanPage)
    return page


EXPECTED = [("in", code) for code in (*QUEUE, *SHEET, COUPLE, PATIENT, LAST)]


def test_a_busy_door_makes_exactly_the_entries_that_a_person_would(tmp_path: Path) -> None:
    film_clock = FilmClock(HandClock())
    seen = watch_film(tmp_path, film_clock, DAY, film_clock=film_clock)

    assert seen.entries == EXPECTED
    assert [answer for answer in seen.answers if answer != "not_a_ticket"] == [
        *["admitted"] * 9,
        "just_scanned",
        *["admitted"] * 2,
    ]


@pytest.mark.slow
def test_a_busy_door_at_its_own_pace_makes_the_same_entries(tmp_path: Path) -> None:
    today = datetime.now(UTC).astimezone(ZoneInfo("Europe/Amsterdam")).date().isoformat()
    seen = watch_film(tmp_path, SystemClock(), today, film_clock=None)

    assert seen.entries == EXPECTED
