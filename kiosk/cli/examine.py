"""How this station is doing: what it reads with, writes on, and runs by."""

import shutil
from pathlib import Path

from kiosk.cli.power import battery
from kiosk.domain.aside import DOORS_OPEN
from kiosk.recent import Lately
from kiosk.shift import Shift
from kiosk.store.books import Books
from kiosk.store.recent import Recent
from kiosk.ui.health import Health, Listed

_MB = 2**20


def examined(books: Books, folder: Path) -> Health:
    """Return how the station over these books is doing; its file is in `folder`."""
    event, station = books.keys.event, books.keys.station
    own = books.events.station_settings(event, station)
    duty = Shift(books).on_duty()
    return Health(
        lists=tuple(Listed(one.source, one.version, one.at) for one in books.events.lists(event)),
        free_mb=shutil.disk_usage(folder).free // _MB,
        doors_open=own.get(DOORS_OPEN) is True,
        operator=duty.operator.name if duty else "",
        battery=battery(),
        unknown=Lately(books).unknown(books.journal.now()),
        clock_off_ms=_clock_off_ms(books),
        lost=tuple(one.source for one in books.manifests.lost()),
    )


def _clock_off_ms(books: Books) -> int:
    """Return by how much the clock is wrong, as far as is known here: behind is less than 0."""
    recent, station = Recent(books.database, books.keys.event), books.keys.station
    now = books.journal.now()
    written = recent.written_after(station, now)
    return now - written if written is not None else -recent.offset(station)
