"""The whole backend of the window: one part for each of its rooms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from kiosk.runtime.per_thread import Closable

if TYPE_CHECKING:  # SQLite comes with them: imported after the first window
    from kiosk.ui.desk.desk_interface import DeskBackend
    from kiosk.ui.files.files_interface import FilesBackend
    from kiosk.ui.headcount.headcount_interface import HeadcountBackend
    from kiosk.ui.laptops.laptops_interface import LaptopsBackend
    from kiosk.ui.scan.scan_interface import ScanBackend
    from kiosk.ui.shell.pin_interface import PinBackend
    from kiosk.ui.shell.station_client import RoomClient, StationClient
    from kiosk.ui.station.setup_interface import SetupBackend
    from kiosk.ui.station.station_interface import StationBackend


class Backend(Closable, Protocol):
    """Opened and closed on the thread that owns the store.

    Its parts are used on that thread too, but for what their own descriptions except.
    """

    @property
    def scan(self) -> ScanBackend:
        """The door."""
        ...

    @property
    def pins(self) -> PinBackend:
        """PINs."""
        ...

    @property
    def desk(self) -> DeskBackend:
        """The desk at this station's gate."""
        ...

    @property
    def headcount(self) -> HeadcountBackend:
        """Headcount and double entries."""
        ...

    @property
    def files(self) -> FilesBackend:
        """Guest lists in, attendance files out."""
        ...

    @property
    def laptops(self) -> LaptopsBackend:
        """The other laptops, and exchanges with them."""
        ...

    @property
    def station(self) -> StationBackend:
        """This station itself."""
        ...

    @property
    def setup(self) -> SetupBackend:
        """The first run."""
        ...


@dataclass(frozen=True, slots=True)
class Rooms:
    """A client for each part of the backend."""

    scan: RoomClient[ScanBackend]
    pins: RoomClient[PinBackend]
    desk: RoomClient[DeskBackend]
    headcount: RoomClient[HeadcountBackend]
    files: RoomClient[FilesBackend]
    laptops: RoomClient[LaptopsBackend]
    station: RoomClient[StationBackend]
    setup: RoomClient[SetupBackend]


def rooms_of(client: StationClient[Backend]) -> Rooms:
    """Return the clients of all rooms; they ask on the same thread, in the order of asking."""
    return Rooms(
        scan=client.room(lambda backend: backend.scan),
        pins=client.room(lambda backend: backend.pins),
        desk=client.room(lambda backend: backend.desk),
        headcount=client.room(lambda backend: backend.headcount),
        files=client.room(lambda backend: backend.files),
        laptops=client.room(lambda backend: backend.laptops),
        station=client.room(lambda backend: backend.station),
        setup=client.room(lambda backend: backend.setup),
    )
