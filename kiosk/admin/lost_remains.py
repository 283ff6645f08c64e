"""Sets aside the remains of a lost database, and takes over the entries in them."""

from collections.abc import Sequence
from pathlib import Path

from kiosk.errors import EventLost
from kiosk.runtime.data_folder import DATABASE, DataFolder
from kiosk.store.integrity.carving import carve_entries, insert_carved
from kiosk.store.integrity.verification import repair
from kiosk.store.sqlite.database import immediate
from kiosk.store.sqlite.lost_file import broken_files, rename_lost
from kiosk.store.station_store import StationStore


def set_aside_remains(session: DataFolder) -> list[Path]:
    """Rename what is left of a lost database; return the files that contain entries.

    A folder whose database can be opened is not changed.
    """
    path = session.folder / DATABASE
    try:
        session.check_not_lost()
    except EventLost:
        rename_lost(path)
        return broken_files(path)
    return []


def absorb_remains(store: StationStore, files: Sequence[Path]) -> int:
    """Store the event's entries that are only in these files; return how many.

    Entries that cannot be proved are set aside.
    """
    with immediate(store.database):
        count = insert_carved(store.database, carve_entries(files), {store.keys.event})
    if count:
        repair(store)
    return count
