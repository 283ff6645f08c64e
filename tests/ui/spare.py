"""The real window over a real folder, with a folder of the test as its stick."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kiosk.backend.camera import CameraSelector
from kiosk.backend.exit_plan import ExitPlan
from kiosk.backend.laptops_backend import LocalLaptops
from kiosk.backend.local_backend import LocalBackend
from kiosk.reports.exchange_result import ExchangeSummary
from kiosk.runtime.data_folder import DataFolder
from kiosk.runtime.disks import Stick
from kiosk.sync.carrier import Carrier
from kiosk.sync.shared_folder import SharedFolder
from kiosk.texts import Texts
from kiosk.ui.door_wiring import DoorWiring
from kiosk.ui.input.hand_scanner import WedgeScanner
from kiosk.ui.laptops.stick_bar import StickBar
from kiosk.ui.scan.header import Header
from kiosk.ui.shell.main_window import Window
from kiosk.ui.shell.station_client import StationClient
from kiosk.ui.shell.ui_context import AppContext
from kiosk.ui.shell.worker import ThreadRunner
from kiosk.ui.style.language import Language
from kiosk.ui.style.theme import WindowOptions
from kiosk.ui.widgets.choice_dialog import ChoiceDialog
from tests.sync.laptops import Laptop

T = TypeVar("T", bound=QWidget)
_LONG_MS = 60_000


@dataclass
class Slot:
    """The slot for a stick."""

    sticks_in: list[Stick] = field(default_factory=list)

    def put_in(self, folder: Path) -> None:
        self.sticks_in.append(Stick(folder, folder.name))

    def sticks(self) -> Sequence[Stick]:
        return list(self.sticks_in)


class FolderLaptops(LocalLaptops):
    """The real exchange, with a folder as the stick."""

    def exchange(self, carrier: Carrier) -> ExchangeSummary:
        return super().exchange(SharedFolder(Path(carrier.target)))

    def hand_in(self, carrier: Carrier) -> bool:
        return super().hand_in(SharedFolder(Path(carrier.target)))


class SlotBackend(LocalBackend):
    """The real backend, with the slot of the test."""

    def __init__(self, session: DataFolder, slot: Slot) -> None:
        super().__init__(session, CameraSelector("0", named=False), ExitPlan(), slot)

    @cached_property
    def laptops(self) -> FolderLaptops:
        return FolderLaptops(self._opened, self._plan, self._volumes)


class Seat:
    """A person who operates the window by its buttons and keys."""

    def __init__(self, qtbot: QtBot, window: Window, slot: Slot) -> None:
        self.qtbot = qtbot
        self.window = window
        self.slot = slot

    def wait(self, until: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(until, timeout=_LONG_MS)

    def shown(self, kind: type[T]) -> list[T]:
        return [one for one in self.window.findChildren(kind) if one.isVisible()]

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key)

    def tap(self, name: str) -> None:
        self.wait(lambda: bool(self._buttons(name)))
        self._buttons(name)[0].click()

    def choose(self, words: str) -> None:
        """Tap the choice that starts with a text, once its dialog is open."""
        self.wait(lambda: bool(self._choices(words)))
        self._choices(words)[0].click()

    @property
    def question(self) -> str:
        """The title of the open dialog, empty without one."""
        return next((one.accessibleName() for one in self.shown(ChoiceDialog)), "")

    @property
    def place(self) -> str:
        """The gate in the header of the window."""
        return next((one.gate_text for one in self.window.findChildren(Header)), "")

    def exchange(self, stick: Path) -> None:
        """Put a stick in, and exchange by the offered key."""
        self.slot.put_in(stick)
        self.wait(lambda: any(one.offers for one in self.window.findChildren(StickBar)))
        self.press(Qt.Key.Key_F5)

    def scan(self, code: str) -> None:
        (scanner,) = self.window.findChildren(WedgeScanner)
        scanner.scanned.emit((code,))

    def _buttons(self, name: str) -> list[QPushButton]:
        return [
            one for one in self.shown(QPushButton) if one.objectName() == name and one.isEnabled()
        ]

    def _choices(self, words: str) -> list[QPushButton]:
        return [
            one
            for sheet in self.shown(ChoiceDialog)
            for one in sheet.findChildren(QPushButton)
            if one.text().lstrip("0123456789 ").startswith(words)
        ]


@contextmanager
def seated(
    qtbot: QtBot, app: QApplication, labels: Language, words: dict[str, Texts], laptop: Laptop
) -> Iterator[Seat]:
    """Open the window on a laptop's folder as the program does, and close it at the end."""
    slot, store = Slot(), ThreadRunner()
    client: StationClient[SlotBackend] = StationClient(
        lambda: SlotBackend(laptop.session, slot), store
    )
    window = Window(labels, words, language="nl")
    look = WindowOptions(animated=False)
    desktop = DoorWiring(AppContext(app, window, look, laptop.clock.wall), client)
    window.resize(QSize(1366, 768))
    try:
        desktop.open()
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        yield Seat(qtbot, window, slot)
    finally:
        desktop.stop()
        client.close()
        assert store.close(30)
        window.close_for_good()
        window.deleteLater()
        app.sendPostedEvents(window, QEvent.Type.DeferredDelete)
