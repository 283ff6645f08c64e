"""Translates SQLite's errors about disk, lock and file, but not those of our own code."""

import os
import shutil
from pathlib import Path

from pysqlite3 import dbapi2 as sqlite3

from kiosk.errors import KioskError, UnusableInput, WorldFailed
from kiosk.store.sqlite.file_system import sharing_failure
from kiosk.store.sqlite.kept_files import is_readable

_FAILURES = {
    sqlite3.SQLITE_BUSY: "error.database_locked",
    sqlite3.SQLITE_LOCKED: "error.database_locked",
    sqlite3.SQLITE_PROTOCOL: "error.database_locked",
    sqlite3.SQLITE_FULL: "error.disk_full",
    sqlite3.SQLITE_IOERR: "error.disk_failed",
    sqlite3.SQLITE_READONLY: "error.database_read_only",
    sqlite3.SQLITE_CANTOPEN: "error.database_cannot_open",
    sqlite3.SQLITE_PERM: "error.database_cannot_open",
}
_MAYBE_SHARING = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PROTOCOL}
"""SQLite also reports these if the disk has no shared memory or locks."""
_MIN_FREE_BYTES = 64 * 1024
"""Bytes on the disk that opening a file needs."""
_BROKEN = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def failure_of(error: Exception, path: Path) -> KioskError | None:
    """Return the error about a file; None if it is an error of our own code."""
    code = _code(error)
    if code == sqlite3.SQLITE_IOERR and _is_full(path):
        code = (
            sqlite3.SQLITE_FULL
        )  # SQLite reports "full" for its tables only, not for its -shm file
    if code == sqlite3.SQLITE_CANTOPEN and _is_protected(path):
        code = sqlite3.SQLITE_READONLY  # nor "read-only" for a -shm file that it cannot make
    if code in _MAYBE_SHARING and (failure := sharing_failure(path.parent)) is not None:
        return failure
    if code in _BROKEN and not is_readable(path):
        return WorldFailed("error.disk_failed", path=path)
    if code in _BROKEN:
        return UnusableInput("error.database_broken", path=path)
    if code == sqlite3.SQLITE_READONLY:
        return WorldFailed(_FAILURES[code], path=_protected(path))
    if code in _FAILURES:
        return WorldFailed(_FAILURES[code], path=path)
    return None


def check_readable(path: Path) -> None:
    """Raise WorldFailed if the disk fails to read a file."""
    if not is_readable(path):
        raise WorldFailed("error.disk_failed", path=path)


def is_damage(error: Exception) -> bool:
    """Return whether an error is about the content of the file."""
    return _code(error) in _BROKEN


def _code(error: Exception) -> int:
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _is_protected(path: Path) -> bool:
    return path.is_file() and not os.access(path.parent, os.W_OK)


def _protected(path: Path) -> Path:
    """Return the file that may not be written to: the database, its -wal or its -shm."""
    names = (path.with_name(f"{path.name}{suffix}") for suffix in ("", "-wal", "-shm"))
    return next((one for one in names if one.exists() and not os.access(one, os.W_OK)), path)


def _is_full(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < _MIN_FREE_BYTES
    except OSError:
        return False
