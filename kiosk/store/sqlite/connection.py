"""Opens a connection to a SQLite file with durable settings, and the file itself.

A file of an older program, by the schema version in its header, is refused unchanged.
"""

import struct
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from pysqlite3 import dbapi2 as sqlite3

from kiosk.errors import UnusableInput, WorldFailed
from kiosk.private_files import make_private
from kiosk.store.sqlite.failures import failure_of
from kiosk.store.sqlite.file_system import sharing_failure
from kiosk.store.sqlite.opened_file import OpenedFile, keep_all, make_writable, release_all

BASE = 100
"""Added to the number of a SQL file; versions up to it belong to programs with other tables."""

_HEADER = struct.Struct(">16s44xI")  # with user_version, see sqlite.org/fileformat.html
_MAGIC = b"SQLite format 3\0"
_OURS = "SELECT 1 FROM sqlite_schema WHERE name = 'list_snapshot'"


def numbered_steps(folder: Path) -> Mapping[int, Path]:
    """Return the numbered SQL files by the version that each makes, in order."""
    return {BASE + int(path.name[:4]): path for path in sorted(folder.glob("[0-9]*.sql"))}


def states_older(content: bytes) -> bool:
    """Return whether a file's content has the schema version of an older program."""
    if len(content) < _HEADER.size:
        return False
    magic, version = _HEADER.unpack_from(content)
    return bool(magic == _MAGIC and 0 < version <= BASE)


def refuse_older(connection: sqlite3.Connection, path: Path) -> None:
    """Raise UnusableInput if an open file has the schema of an older program."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    # A file with a damaged number still has our tables.
    if 0 < version <= BASE and connection.execute(_OURS).fetchone() is None:
        raise UnusableInput("error.database_older", path=path)


def refuse_older_file(path: Path, version: int) -> None:
    """Raise UnusableInput if a file with this version in its header is an older program's.

    The file is opened read-only if it has a -wal: closing the last connection that may write would
    move the -wal of a stopped program into the file.
    """
    if 0 < version <= BASE:
        mode = "ro" if path.with_name(f"{path.name}-wal").exists() else "rw"
        address = f"{path.absolute().as_uri()}?mode={mode}"
        with (
            suppress(UnicodeDecodeError, sqlite3.DatabaseError),  # reported when it is opened
            closing(sqlite3.connect(address, uri=True)) as connection,
        ):
            refuse_older(connection, path)


SAFE_SQLITE = (3, 51, 3)
"""First version whose WAL loses no commits if two connections reset it (sqlite.org/wal.html)."""

BUSY_MS = 5000

# journal_mode comes first, as synchronous depends on it. FULL, because with NORMAL a power cut
# loses admissions that were already shown (tests/faults). Each setting is read back: a network
# share may silently refuse WAL.
_PRAGMAS: dict[str, str | int] = {
    "journal_mode": "wal",
    "synchronous": 2,
    "fullfsync": 1,
    "checkpoint_fullfsync": 1,
    "busy_timeout": BUSY_MS,
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "secure_delete": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
}


def connect(path: Path) -> tuple[Any, OpenedFile]:
    """Return a connection with durable settings, and its file; KioskError if it cannot be opened.

    A file with the tables of an older program is refused before anything is written to it.
    """
    if sqlite3.sqlite_version_info < SAFE_SQLITE:
        raise UnusableInput("error.sqlite_too_old", version=sqlite3.sqlite_version)
    kept = keep_all(path)  # before SQLite opens it: see `kept_files` for the locks
    head, *_ = kept
    try:
        refuse_older_file(path, head.version() if head else 0)
        make_writable(path)
        connection = _connect(path)
        try:
            return connection, OpenedFile(path)
        except OSError as error:
            connection.close()
            raise WorldFailed("error.disk_failed", path=path) from error
    finally:
        release_all(kept)


def _connect(path: Path) -> Any:
    connection = None
    try:
        with suppress(OSError):  # SQLite reports why the file cannot be made
            make_private(path)
        connection = sqlite3.connect(str(path), isolation_level=None, check_same_thread=False)
        _set_up(connection, path)
    except BaseException as error:
        if connection is not None:
            connection.close()
        if not isinstance(error, (UnicodeDecodeError, sqlite3.DatabaseError)):
            raise
        # Its header may have an unknown format, or contain invalid text.
        broken = UnusableInput("error.database_broken", path=path)
        raise failure_of(error, path) or broken from error
    return connection


def _set_up(connection: Any, path: Path) -> None:
    refuse_older(connection, path)
    for name, value in _PRAGMAS.items():
        connection.execute(f"PRAGMA {name}={value}").fetchall()
        (actual,) = connection.execute(f"PRAGMA {name}").fetchone()
        if actual != value:
            failure = WorldFailed("error.database_setting", path=path, setting=name)
            raise sharing_failure(path.parent) or failure
    connection.execute("PRAGMA user_version").fetchone()  # makes the -wal and -shm
