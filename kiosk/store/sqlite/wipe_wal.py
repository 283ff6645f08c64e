"""Rewrites a file so that no byte of deleted rows is left in it or in its -wal.

A checkpoint leaves the moved frames in the -wal until others overwrite them.
"""

from contextlib import suppress
from pathlib import Path

from kiosk.errors import WorldFailed
from kiosk.private_files import overwrite
from kiosk.store.sqlite.database import Database, database_path, immediate, translate_sqlite_errors
from kiosk.store.sqlite.kept_files import keep, release
from kiosk.store.sqlite.wal_end import bytes_in_use

_SALTS = slice(12, 24)
"""In the header of a -wal: changes each time that it restarts from its beginning."""


def rewrite(database: Database) -> None:
    """Vacuum the file over the start of its -wal, zero the rest of that, and truncate it.

    Raises WorldFailed if another process reads an old state: call it again then.
    """
    path = database_path(database)
    wal = path.with_name(f"{path.name}-wal")
    checkpoint(database, "RESTART")
    before = _salts(wal)
    with translate_sqlite_errors(path):
        database.execute("VACUUM")
    if before and _salts(wal) == before:
        raise WorldFailed("error.database_locked", path=path)  # a reader kept the old frames in use
    with immediate(database):  # no process adds frames meanwhile
        used = _used(path)
        if used is not None:
            with suppress(OSError):  # it is truncated anyway
                overwrite(wal, used)
    checkpoint(database, "TRUNCATE")


def checkpoint(database: Database, mode: str) -> None:
    """Move all of the -wal into the file, in SQLite's mode `how`; WorldFailed if one reads it."""
    (busy, _, _) = database.execute(f"PRAGMA wal_checkpoint({mode})").fetchone()
    if busy:
        raise WorldFailed("error.database_locked", path=database_path(database))


def _salts(wal: Path) -> bytes:
    try:
        with wal.open("rb") as file:  # SQLite has no lock on it
            return file.read(_SALTS.stop)[_SALTS]
    except OSError:
        return b""


def _used(path: Path) -> int | None:
    """Return how many bytes of the -wal are valid; None if that is not known."""
    shared = keep(path.with_name(f"{path.name}-shm"))
    if shared is None:
        return None
    try:
        return bytes_in_use(shared)
    finally:
        release(shared)
