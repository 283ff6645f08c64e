"""Event files as the window asks for them, over a connection of their own."""

from pathlib import Path

from kiosk.cli.station import Session
from kiosk.sync.packing import Wanted, pack
from kiosk.ui.pack_work import SetUp


class StationPacker:
    """Opens the station's folder anew for each file, on the thread that asks."""

    def __init__(self, session: Session, event: str) -> None:
        self._session = session
        self._event = event

    def pack(self, path: Path, wanted: SetUp) -> None:
        """Write an event file, whole and read back."""
        with self._session.books(self._event) as books:
            asked = Wanted(wanted.passphrase, wanted.stations, wanted.role, wanted.recovery)
            pack(books, path, asked, self._session.clock.wall())
