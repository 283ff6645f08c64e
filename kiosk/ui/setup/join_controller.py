"""Runs the joining of an event: opens the file, joins, then opens the door."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.checkin.station_context import StationContext
from kiosk.ui.setup.join_page import JoinPage
from kiosk.ui.setup.setup_interface import SetupBackend
from kiosk.ui.shell.error_text import error_text
from kiosk.ui.shell.ui_context import UiContext

_LOOK_MS = 2_000


class JoinController(QObject):
    """Runs the steps of the page; `open_door` opens the door at the end.

    As long as no file is chosen it looks for one on the sticks that are put in.

    Signals:
        _read: the part of the file that was read (0 to 1), from the worker thread.
    """

    _read = Signal(float)

    def __init__(
        self,
        ui: UiContext[SetupBackend],
        page: JoinPage,
        open_door: Callable[[StationContext], None],
    ) -> None:
        super().__init__(ui.window)
        self._window = ui.window
        self._page = page
        self._client = ui.client
        self._open_door = open_door
        self._read.connect(page.show_progress)
        self._looking = QTimer(self, interval=_LOOK_MS)
        self._looking.timeout.connect(self._find_files)
        self._looking.start()
        self._find_files()
        page.open_asked.connect(self._open)
        page.join_asked.connect(self._join)

    def _find_files(self) -> None:
        if not self._page.has_file:
            self._client.ask(lambda station: station.event_files(), self._found, self._failed)

    def _found(self, paths: Sequence[Path]) -> None:
        if len(paths) == 1 and not self._page.has_file:
            self._page.choose(paths[0])

    def _open(self, path: Path, passphrase: str) -> None:
        self._client.ask(
            lambda station: station.open_event_file(path, passphrase),
            self._page.show_offer,
            self._failed,
            once=path,
        )

    def _join(self, name: str, entrance: str) -> None:
        self._client.ask(
            lambda station: station.join(name, entrance, self._read.emit),
            self._joined,
            self._failed,
            once="join",
        )

    def _joined(self, post: StationContext) -> None:
        self._looking.stop()
        self._open_door(post)

    def _failed(self, error: Exception) -> None:
        self._page.show_trouble(error_text(error, self._window.words))
