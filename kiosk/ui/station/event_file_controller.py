"""Sets other laptops up from an admin's: asks over the page, and has the file written elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject

from kiosk.admin.requests import EnrolmentRequest
from kiosk.domain.event_settings import Event
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.shell.main_window import Window
from kiosk.ui.shell.pin_prompt import told
from kiosk.ui.shell.station_client import Closing, StationClient
from kiosk.ui.shell.worker import Runner
from kiosk.ui.station.event_file_dialog import PackSheet
from kiosk.ui.style.theme import Theme


class EventFileController(QObject):
    """Adds the deed where the organiser's key is here; the file is written on another thread."""

    def __init__(
        self,
        window: Window,
        page: ScanPage,
        doorway: StationClient[WithPacker],
        event: Event,
        theme: Theme,
        runner: Runner,
        offer: Callable[[Callable[[], None]], None],
    ) -> None:
        """`offer` is given what begins it, where this laptop can."""
        super().__init__(window)
        self._window = window
        self._page = page
        self._event = event
        self._theme = theme
        self._offer_elsewhere = offer
        self._runner = runner
        doorway.ask(lambda station: station.packer(), self._offer, self._failed)

    def _offer(self, packer: Packs | None) -> None:
        if packer is None:
            return
        ask = partial(self._ask, packer)
        self._window.add_deed(
            "Ctrl+L", lambda: QCoreApplication.translate("Pack", "Set up laptops"), ask
        )
        self._offer_elsewhere(ask)

    def _ask(self, packer: Packs, *_: object) -> None:
        name = f"{self._event.name} {self._event.date.isoformat()}"
        sheet = PackSheet(self._window.words, name, self._theme)
        sheet.asked.connect(partial(self._write, packer, sheet))
        self._window.show_overlay(sheet)

    def _write(self, packer: Packs, sheet: PackSheet, path: Path, wanted: EnrolmentRequest) -> None:
        self._runner.submit(
            partial(packer.pack, path, wanted),
            lambda _: self._written(sheet, path, wanted),
            lambda error: self._not_written(sheet, error),
        )

    def _written(self, sheet: PackSheet, path: Path, wanted: EnrolmentRequest) -> None:
        words = self._window.words
        key = "kept" if wanted.recovery else "made"
        sentence = words.say(f"pack.{key}", file=path.name, count=wanted.stations)
        if sheet.is_open:
            sheet.show_written(sentence)
        else:
            self._page.warn(sentence)

    def _not_written(self, sheet: PackSheet, error: Exception) -> None:
        sentence = told(error, self._window.words)
        if sheet.is_open:
            sheet.show_trouble(sentence)
        else:
            self._page.warn(sentence)

    def _failed(self, error: Exception) -> None:
        self._page.warn(told(error, self._window.words))


class Packs(Protocol):
    """Writes event files; it takes seconds and runs on the runner's thread."""

    def pack(self, path: Path, wanted: EnrolmentRequest) -> None:
        """Write an event file, whole and read back; a KioskError says why it cannot be."""
        ...


class WithPacker(Closing, Protocol):
    """A station that may be able to set others up."""

    def packer(self) -> Packs | None:
        """Return what writes event files; None where the organiser's key is not here."""
        ...
