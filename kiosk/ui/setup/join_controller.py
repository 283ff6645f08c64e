"""Runs the joining of an event: opens the file, joins, then opens the door."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QTimer, Signal

from kiosk.checkin.station_context import StationContext
from kiosk.ui.setup.join_page import JoinPage
from kiosk.ui.setup.setup_interface import SetupBackend
from kiosk.ui.shell.room_controller import RoomController
from kiosk.ui.shell.ui_context import UiContext

_LOOK_MS = 2_000


class JoinController(RoomController[SetupBackend]):
    """Runs the steps of the page; `open_door` opens the door at the end.

    It looks for event files on the sticks that are plugged in, and asks which one if there are
    several. Another stick replaces the files found, until one is opened.

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
        super().__init__(ui)
        self._page = page
        self._open_door = open_door
        self._read.connect(page.show_progress)
        self._seen: Sequence[Path] = ()
        self._found_path: Path | None = None
        self._looking = QTimer(self, interval=_LOOK_MS)
        self._looking.timeout.connect(self._find_files)
        self._looking.start()
        self._find_files()
        page.open_asked.connect(self._open)
        page.invite_asked.connect(self._open_invite)
        page.join_asked.connect(self._join)

    def _find_files(self) -> None:
        own = self._page.source.path in (None, self._found_path)  # else a person chose another file
        if own and not self._page.has_offer:
            self._client.ask(lambda station: station.event_files(), self._found, self._failed)

    def _found(self, paths: Sequence[Path]) -> None:
        page = self._page
        if (
            paths == self._seen
            or page.has_offer
            or page.source.path not in (None, self._found_path)
        ):
            return
        self._seen = paths
        if page.source.path is not None and page.source.path not in paths:
            page.choose(None)
        if len(paths) == 1 and page.source.path is None:
            self._choose(paths[0])
        elif len(paths) > 1 and page.source.path is None:
            QTimer.singleShot(0, self, lambda: self._ask_which(paths))  # the page shows first

    def _choose(self, path: Path) -> None:
        self._found_path = path
        self._page.choose(path)

    def _ask_which(self, paths: Sequence[Path]) -> None:
        """Ask which file is for this laptop: each kind of laptop has its own."""
        if not self._page.isVisible():
            self._seen = ()
            return
        choices = [(str(number), path.stem) for number, path in enumerate(paths)]
        which = self._words.say("join.which")
        self._ask_choice(which, choices, lambda number: self._choose(paths[int(number)]))

    def _open(self, path: Path, passphrase: str) -> None:
        self._client.ask(
            lambda station: station.open_event_file(path, passphrase),
            self._page.show_offer,
            self._failed,
            once=path,
        )

    def _open_invite(self, invite: str) -> None:
        self._client.ask(
            lambda station: station.open_invite(invite),
            self._page.show_offer,
            self._failed,
            once=invite,
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
        self._page.show_trouble(self._error_text(error))
