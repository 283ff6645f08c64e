"""Leads joining: the page asks, the station opens the file and takes it in, and the door opens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from kiosk.ui.doorway import Closing, Doorway
from kiosk.ui.join_page import JoinPage, Offer
from kiosk.ui.post import Post
from kiosk.ui.proving import told
from kiosk.ui.window import Window


class Joins(Closing, Protocol):
    """A station that can join an event, on the thread that owns the store."""

    def open_event_file(self, path: Path, passphrase: str) -> Offer:
        """Open an event file; UnusableInput if it is none or the passphrase is another."""
        ...

    def join(self, name: str, entrance: str, heard: Callable[[float], None]) -> Post:
        """Take part in the event of the file that is open; `heard` is told how far it is."""
        ...


class Joining(QObject):
    """Goes through the page's steps; `stand` opens the door at the end.

    Signals:
        _read: so much of the file was read, told from the thread that reads.
    """

    _read = Signal(float)

    def __init__(
        self,
        window: Window,
        page: JoinPage,
        doorway: Doorway[Joins],
        stand: Callable[[Post], None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._page = page
        self._doorway = doorway
        self._stand = stand
        self._read.connect(page.show_progress)
        page.open_asked.connect(self._open)
        page.join_asked.connect(self._join)

    def _open(self, path: Path, passphrase: str) -> None:
        self._doorway.ask(
            lambda station: station.open_event_file(path, passphrase),
            self._page.show_offer,
            self._failed,
        )

    def _join(self, name: str, entrance: str) -> None:
        self._doorway.ask(
            lambda station: station.join(name, entrance, self._read.emit),
            self._stand,
            self._failed,
        )

    def _failed(self, error: Exception) -> None:
        self._page.show_trouble(told(error, self._window.words))
