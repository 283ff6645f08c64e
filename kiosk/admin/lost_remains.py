"""Puts aside the remains of a lost database, and takes over the entries in them."""

from collections.abc import Sequence
from pathlib import Path

from kiosk.errors import EventLost
from kiosk.runtime.data_folder import DATABASE, DataFolder
from kiosk.store.integrity.carving import carve_entries, insert_carved
from kiosk.store.integrity.verification import repair
from kiosk.store.sqlite.database import immediate
from kiosk.store.sqlite.lost_file import broken_files, rename_lost
from kiosk.store.station_store import StationStore


def put_aside_lost(session: DataFolder) -> list[Path]:
    """Rename what is left of a database that is lost; return the files that hold entries of it.

    A folder whose database can be opened stays as it is.
    """
    path = session.folder / DATABASE
    try:
        session.check_not_lost()
    except EventLost:
        rename_lost(path)
        return broken_files(path)
    return []


def take_remains(store: StationStore, files: Sequence[Path]) -> int:
    """Take over the entries of the event that are in some files and not here; return how many.

    What cannot be proved of them is put aside.
    """
    with immediate(store.database):
        taken = insert_carved(store.database, carve_entries(files), {store.keys.event})
    if taken:
        repair(store)
    return taken
