"""The backend of the window, with a part for each of its rooms."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

from kiosk.runtime.per_thread import Closable
from kiosk.ui.shell.ui_context import AppContext, UiContext

if TYPE_CHECKING:  # they import SQLite: imported after the first window
    from kiosk.ui.desk.desk_interface import DeskBackend
    from kiosk.ui.files.files_interface import FilesBackend
    from kiosk.ui.headcount.headcount_interface import HeadcountBackend
    from kiosk.ui.laptops.laptops_interface import LaptopsBackend
    from kiosk.ui.laptops.network_interface import NetworkBackend
    from kiosk.ui.scan.scan_interface import ScanBackend
    from kiosk.ui.setup.setup_interface import SetupBackend
    from kiosk.ui.shell.pin_interface import PinBackend
    from kiosk.ui.shell.station_client import StationClient
    from kiosk.ui.shell.worker import Runner
    from kiosk.ui.station.station_interface import StationBackend

R = TypeVar("R")


class Backend(Closable, Protocol):
    """Opened and closed on the thread that owns the store.

    Its parts are used on that thread too, with the exceptions in their own docstrings.
    """

    @property
    def scan(self) -> ScanBackend:
        """The door."""

    @property
    def pins(self) -> PinBackend:
        """PINs."""

    @property
    def desk(self) -> DeskBackend:
        """The desk at this station's gate."""

    @property
    def headcount(self) -> HeadcountBackend:
        """Headcount and double entries."""

    @property
    def files(self) -> FilesBackend:
        """Guest lists in, attendance files out."""

    @property
    def laptops(self) -> LaptopsBackend:
        """The other laptops, and exchanges with them."""

    @property
    def network(self) -> NetworkBackend:
        """The connection to a hub, and this laptop as the hub."""

    @property
    def station(self) -> StationBackend:
        """This station itself."""

    @property
    def setup(self) -> SetupBackend:
        """The first run."""


class Rooms:
    """A context for the controllers of each room; all of them ask on the same thread, in order."""

    def __init__(
        self, client: StationClient[Backend], shell: AppContext, new_runner: Callable[[], Runner]
    ) -> None:
        def room(of: Callable[[Backend], R]) -> UiContext[R]:
            theme = shell.options.theme
            return UiContext(shell.window, client.room(of), theme, shell.now, new_runner)

        self.scan = room(lambda backend: backend.scan)
        self.pins = room(lambda backend: backend.pins)
        self.desk = room(lambda backend: backend.desk)
        self.headcount = room(lambda backend: backend.headcount)
        self.files = room(lambda backend: backend.files)
        self.laptops = room(lambda backend: backend.laptops)
        self.network = room(lambda backend: backend.network)
        self.station = room(lambda backend: backend.station)
        self.setup = room(lambda backend: backend.setup)
