"""Writes a file anew so that no byte of what was deleted is left in it or in its -wal.

A checkpoint leaves what it moved in the -wal, until frames are written over it.
"""

from contextlib import suppress
from pathlib import Path

from kiosk.errors import WorldFailed
from kiosk.private_files import overwrite
from kiosk.store.sqlite.database import Database, database_path, immediate, translate_sqlite_errors
from kiosk.store.sqlite.kept_files import keep, let_go
from kiosk.store.sqlite.wal_end import bytes_in_use

_SALTS = slice(12, 24)
"""In the head of a -wal: another number each time that it is begun from its start."""


def write_anew(database: Database) -> None:
    """Vacuum the file over the start of its -wal, zero the rest of that, and cut it off.

    WorldFailed where another process reads an old state: then it is to be done again.
    """
    path = database_path(database)
    wal = path.with_name(f"{path.name}-wal")
    checkpoint(database, "RESTART")
    before = _salts(wal)
    with translate_sqlite_errors(path):
        database.execute("VACUUM")
    if before and _salts(wal) == before:
        raise WorldFailed("error.database_locked", path=path)  # a reader kept the old frames in use
    with immediate(database):  # nobody adds frames now
        used = _used(path)
        if used is not None:
            with suppress(OSError):  # it is cut off all the same
                overwrite(wal, used)
    checkpoint(database, "TRUNCATE")


def checkpoint(database: Database, how: str) -> None:
    """Move all of the -wal into the file, as SQLite calls it; WorldFailed where one reads it."""
    (busy, _, _) = database.execute(f"PRAGMA wal_checkpoint({how})").fetchone()
    if busy:
        raise WorldFailed("error.database_locked", path=database_path(database))


def _salts(wal: Path) -> bytes:
    try:
        with wal.open("rb") as file:  # SQLite locks nothing in it
            return file.read(_SALTS.stop)[_SALTS]
    except OSError:
        return b""


def _used(path: Path) -> int | None:
    """Return up to where the -wal counts, None where that cannot be seen."""
    shared = keep(path.with_name(f"{path.name}-shm"))
    if shared is None:
        return None
    try:
        return bytes_in_use(shared)
    finally:
        let_go(shared)
