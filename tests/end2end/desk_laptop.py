"""A desk's laptop: the real window over a real store, its keys by a person and a hand scanner."""

from __future__ import annotations

import os
import shutil

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from kiosk.backend.camera import CameraSelector
from kiosk.backend.exit_plan import ExitPlan
from kiosk.backend.local_backend import LocalBackend
from kiosk.domain.entry import Entry, read_entry
from kiosk.domain.roles import Role
from kiosk.store.lists.name_index import NameIndex
from kiosk.texts import Texts
from kiosk.ui.desk.desk_page import DeskPage
from kiosk.ui.door_wiring import DoorWiring
from kiosk.ui.laptops.stick_watcher import MountedVolumes
from kiosk.ui.scan.correction_controller import CorrectionController
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.shell.main_window import Window
from kiosk.ui.shell.station_client import StationClient
from kiosk.ui.shell.ui_context import AppContext
from kiosk.ui.shell.worker import ThreadRunner
from kiosk.ui.style.language import Language
from kiosk.ui.style.theme import LIGHT, WindowOptions
from kiosk.ui.widgets.dialog import Dialog
from kiosk.ui.widgets.panel import Panel
from kiosk.ui.widgets.result_list import ResultList
from tests.festival import NOON, HandClock
from tests.sync.laptops import Laptop, another_laptop, exchange, first_laptop

T = TypeVar("T", bound=QObject)

GUESTS = """Ticketcode;Ticketnummer;Naam;Organisatie;Aangemeld door;Categorie;Aantal;Status
704120001;WDHS-0001;Anouk van den Heuvel;Wijkraad;;Bewoner;4;geldig
704120002;WDHS-0002;Zoe Hart;De Koppel;;Bewoner;1;geldig
704120003;WDHS-0003;Jan de Vries;Gemeente;;Beleid;1;geldig
704120004;WDHS-0004;Sem Visser;De Stadskamer;;Bewoner;1;niet betaald
704120005;WDHS-0005;Kim de Boer;De Stadskamer;;Bewoner;1;geldig
704120006;WDHS-0006;Bo Li;De Stadskamer;;Bewoner;1;geldig
704120011;WDHS-0011;Ria Bos;Dorpsbelang;Dorpsbelang Hoogland;Bewoner;1;geldig
704120012;WDHS-0012;Piet Smit;Dorpsbelang;Dorpsbelang Hoogland;Bewoner;1;geldig
704120013;WDHS-0013;Els Mol;Dorpsbelang;Dorpsbelang Hoogland;Bewoner;2;geldig
704120021;WDHS-0021;Gast een;;;Bewoner;1;geldig
704120022;WDHS-0022;Gast twee;;;Bewoner;1;geldig
704120030;WDHS-0030;Harmonie Hoogland;Harmonie;;Bewoner;12;geldig
"""
MORE = 20
"""Guests for a scanner that fires in between: 704130000 and on."""

_PERSON_MS, _SCANNER_MS, _LOOK_MS = 150, 8, 1_000
_KEYS = {"Return": Qt.Key.Key_Return, "Down": Qt.Key.Key_Down, "Space": Qt.Key.Key_Space}
_TEXT = {"Return": "\r", "Space": " "}


class SlowStore(ThreadRunner):
    """The thread that owns the store; a test may keep what is asked of it."""

    def __init__(self) -> None:
        super().__init__(part="store")
        self._kept: list[Callable[[], None]] | None = None

    def hold(self) -> None:
        """Keep all that is asked from now on."""
        self._kept = []

    def go_on(self, between: Callable[[], None] = lambda: None) -> None:
        """Do what was asked meanwhile."""
        kept, self._kept = self._kept or [], None
        for submit in kept:
            submit()
            between()

    def submit(self, work, done, failed, *, limit_s: float = 600.0) -> None:  # type: ignore[no-untyped-def]  # the types are those of `Runner`
        """Do it now, or once the test goes on."""

        def ask() -> None:
            super(SlowStore, self).submit(work, done, failed, limit_s=limit_s)

        if self._kept is None:
            ask()
        else:
            self._kept.append(ask)


class DeskLaptop:
    """The hands on the laptop and the eyes on its screen."""

    def __init__(self, window: Window, store: SlowStore, clock: HandClock, laptop: Laptop) -> None:
        self.window, self.store, self.clock, self.laptop = window, store, clock, laptop
        self._at = 1_000_000

    @property
    def desk(self) -> DeskPage:
        return self.part(DeskPage)

    @property
    def scan_page(self) -> ScanPage:
        return self.part(ScanPage)

    @property
    def rows(self) -> ResultList:
        return next(
            one for one in self.desk.findChildren(ResultList) if one.objectName() == "results"
        )

    @property
    def field(self) -> QLineEdit:
        return next(
            one for one in self.desk.findChildren(QLineEdit) if one.objectName() == "search"
        )

    def part(self, kind: type[T]) -> T:
        """Return the part of the window of this kind, one in sight if there are several."""
        found = self.window.findChildren(kind)
        shown = [one for one in found if isinstance(one, QWidget) and one.isVisible()]
        return (shown or found)[-1]

    def sheet(self) -> Dialog | None:
        """Return what is asked over the page."""
        return next((one for one in self.window.findChildren(Dialog) if one.is_open), None)

    def wait(self, until: Callable[[], object], seconds: float = 60) -> None:
        """Wait for what the store's thread brings."""
        over = time.monotonic() + seconds
        while not until():
            assert time.monotonic() < over, "it did not come"
            QTest.qWait(1)

    def settle(self) -> None:
        """Wait until all that was asked of the store is answered, and the newest search too.

        Meanwhile a person looks: a second goes by for the keys.
        """
        self._at += _LOOK_MS
        answered: list[int] = []
        self.store.submit(lambda: 1, answered.append, lambda _: answered.append(0))
        self.wait(lambda: answered and not (self._searched and self.rows.awaiting))
        QApplication.processEvents()

    def go_on_slowly(self) -> None:
        """Let the store do what was asked meanwhile, each question some seconds later."""

        def later() -> None:
            self.settle()
            self.clock.now += 5_000

        self.store.go_on(later)

    @property
    def _searched(self) -> bool:
        return bool(self.window.findChildren(DeskPage))

    def stand_still(self) -> None:
        """Let half a second pass for rows that moved, and for a form that just came."""
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        for part in [*self.window.findChildren(ResultList), *self.window.findChildren(Panel)]:
            for timer in part.findChildren(QTimer, options=direct):
                if timer.isActive():
                    timer.setInterval(0)
        QTest.qWait(1)
        self.wait(lambda: not self.rows.is_settling)

    def press(self, *keys: str) -> None:
        """Press keys one after the other, as a person does."""
        for key in keys:
            if key in _KEYS:
                self._key(_KEYS[key], _TEXT.get(key, ""), _PERSON_MS)
            else:
                made = QKeySequence(key)[0]  # type: ignore[index]  # the stubs do not know
                where = QApplication.focusWidget() or self.window
                QTest.keyClick(where, made.key(), made.keyboardModifiers())
            QApplication.processEvents()

    def repeat(self, key: str) -> None:
        """Let a held key repeat."""
        no = Qt.KeyboardModifier.NoModifier
        event = QKeyEvent(QEvent.Type.KeyPress, _KEYS[key], no, _TEXT.get(key, ""), True)
        event.setTimestamp(self._at)
        QApplication.sendEvent(QApplication.focusWidget() or self.window, event)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        """Type as a person does."""
        for letter in text:
            self._key(Qt.Key.Key_A, letter, _PERSON_MS)
        QApplication.processEvents()

    def scan(self, code: str) -> None:
        """Scan with a hand scanner, wherever the cursor is."""
        self._at += 60_000
        for letter in code:
            self._key(Qt.Key.Key_A, letter, _SCANNER_MS)
        self._key(Qt.Key.Key_Return, "\r", _SCANNER_MS)
        self._at += 60_000
        QApplication.processEvents()

    def tap(self, text: str) -> None:
        """Tap the button with these words, or of this name."""
        buttons = [one for one in self.window.findChildren(QPushButton) if one.isVisible()]
        meant = [one for one in buttons if text in (one.text(), one.objectName())]
        assert meant, f"no button {text}: {[one.text() for one in buttons]}"
        QTest.mouseClick(meant[-1], Qt.MouseButton.LeftButton)
        QApplication.processEvents()

    def buttons(self) -> list[str]:
        """Return the words and names of the buttons in sight."""
        buttons = [one for one in self.window.findChildren(QPushButton) if one.isVisible()]
        return [word for one in buttons for word in (one.text(), one.objectName()) if word]

    def find(self, text: str) -> None:
        """Type a name at the desk, and wait for who is found."""
        self.press("F2")
        self.field.selectAll()
        self.type(text)
        self.settle()
        self.stand_still()

    def choose(self, text: str) -> None:
        """Find a guest and select the first row."""
        self.find(text)
        self.press("Down")

    def journal(self) -> list[Entry]:
        """Return what is written down here, oldest first."""
        self.settle()
        with self.laptop.session.database() as database:
            rows = database.execute("SELECT body FROM entry ORDER BY n").fetchall()
        return [read_entry(body) for (body,) in rows]

    def _key(self, key: Qt.Key, text: str, after_ms: int) -> None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
            event.setTimestamp(self._at)
            QApplication.sendEvent(QApplication.focusWidget() or self.window, event)
            self._at += 2
        self._at += after_ms


@cache
def _prepared() -> tuple[TemporaryDirectory[str], Laptop]:
    """Return a laptop at the desk, beside the office's; both in a folder that each test copies."""
    temporary = TemporaryDirectory()
    folder, clock = Path(temporary.name), HandClock()
    office = first_laptop(folder / "office", clock, companions=True, mercy_s=0)
    more = "".join(f"70413{n:04};X-{n:04};Rij {n};;;Bewoner;1;geldig\n" for n in range(MORE))
    office.take_list(folder / "shop.csv", GUESTS + more)
    laptop = another_laptop(
        office, folder / "desk", "Balie 1", role=Role.DESK, entrance="Noord", clock=clock
    )
    (folder / "stick").mkdir()
    exchange([office, laptop], folder / "stick")
    laptop.read(folder / "stick" / "0.kiosk")
    with laptop.open_store() as opened:
        NameIndex(opened.database, opened.keys.event, pause=lambda: None).update()
    return temporary, laptop


@contextmanager
def desk_laptop(
    folder: Path, app: QApplication, words: dict[str, Texts], labels: Language
) -> Iterator[DeskLaptop]:
    """Open the window of a laptop at the desk, which joined the event and has its list."""
    temporary, prepared = _prepared()
    shutil.copytree(temporary.name, folder, dirs_exist_ok=True)
    clock = replace(prepared.clock)
    laptop = replace(prepared, folder=folder / "desk", clock=clock)
    store = SlowStore()
    client: StationClient[LocalBackend] = StationClient(
        lambda: LocalBackend(
            laptop.session, CameraSelector("0", named=False), ExitPlan(), MountedVolumes()
        ),
        store,
    )
    window = Window(labels, words, language="nl", theme=LIGHT)
    desktop = DoorWiring(
        AppContext(app, window, WindowOptions(animated=False), lambda: clock.now), client
    )
    window.resize(QSize(1366, 768))
    desktop.open()
    window.show()
    window.activateWindow()
    hands = DeskLaptop(window, store, clock, laptop)
    try:
        hands.wait(lambda: window.findChildren(DeskPage) and hands.desk.isVisible())
        hands.settle()
        for correcting in window.findChildren(CorrectionController):
            correcting.soon_s = 0  # these hands need no time to count a group
        yield hands
    finally:
        desktop.stop()
        client.close()
        assert store.close(30)
        window.close_for_good()
        window.deleteLater()


__all__ = ["GUESTS", "MORE", "NOON", "DeskLaptop", "desk_laptop"]
