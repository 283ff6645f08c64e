"""Asks a laptop whose folder was copied from another one for a name of its own."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject

from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.shell.main_window import Window
from kiosk.ui.shell.pin_prompt import told
from kiosk.ui.shell.station_client import Closing, StationClient
from kiosk.ui.widgets.name_dialog import NameSheet


class MayBeCopied(Closing, Protocol):
    """A station whose folder may come from another machine."""

    def unnamed_copy(self) -> str:
        """Return its name if it has another one's folder and no name of its own yet, else none."""
        ...

    def name_copy(self, name: str) -> None:
        """Give this machine a name of its own."""
        ...


class NameCopyController(QObject):
    """Asks once each time that the window opens, until there is a name."""

    def __init__(self, window: Window, page: ScanPage, doorway: StationClient[MayBeCopied]) -> None:
        super().__init__(window)
        self._window = window
        self._page = page
        self._doorway = doorway
        doorway.ask(lambda station: station.unnamed_copy(), self._ask, self._failed)

    def _ask(self, called: str) -> None:
        if not called:
            return
        self._show(self._window.words.say("copied.ask", name=called))

    def _show(self, asked: str) -> None:
        sheet = NameSheet(asked, self._window.words.say("copied.field"), ())
        sheet.named.connect(self._name)
        self._window.show_overlay(sheet)

    def _name(self, name: str) -> None:
        self._doorway.ask(
            lambda station: station.name_copy(name),
            partial(self._named, name),
            lambda error: self._show(told(error, self._window.words)),
        )

    def _named(self, name: str, _: None) -> None:
        self._page.warn(self._window.words.say("copied.named", name=name))

    def _failed(self, error: Exception) -> None:
        self._page.warn(told(error, self._window.words))
