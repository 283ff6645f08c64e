"""The SQLite file: opened one way, durable by setting, moved forward by numbered SQL files."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import sqlite_utils
from pysqlite3 import dbapi2 as sqlite3

from kiosk.errors import KioskError, UnusableInput, WorldFailed
from kiosk.store.sqlite.file_system import sharing_failure
from kiosk.store.sqlite.opened_file import OpenedFile, opened_at
from kiosk.store.sqlite.write_turns import in_turn

__all__ = [
    "Contradiction",
    "Database",
    "DatabaseError",
    "check_in_place",
    "data_version",
    "immediate",
    "in_place",
    "migrate",
    "open_database",
    "snapshot",
    "translated",
]


class Database(sqlite_utils.Database):
    """An open connection, and the file that it was opened on; in memory there is none."""

    file: OpenedFile | None = None


DatabaseError: type[Exception] = sqlite3.DatabaseError
Contradiction: type[Exception] = sqlite3.IntegrityError

SAFE_SQLITE = (3, 51, 3)
"""From here on WAL cannot lose commits when two connections reset it (sqlite.org/wal.html)."""

BUSY_MS = 5000

# journal_mode comes first: synchronous is judged by it. Why FULL: with NORMAL a power cut takes
# greens that were already shown (tests/faults). Each is read back, for a network share may
# silently refuse WAL.
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


def open_database(path: Path) -> Database:
    """Open a file, made if absent, with durable settings; KioskError in words if it cannot be."""
    if sqlite3.sqlite_version_info < SAFE_SQLITE:
        raise UnusableInput("sqlite_too_old", version=sqlite3.sqlite_version)
    with translated(path):
        connection = sqlite3.connect(str(path), isolation_level=None, check_same_thread=False)
        try:
            for name, value in _PRAGMAS.items():
                connection.execute(f"PRAGMA {name}={value}").fetchall()
                (taken,) = connection.execute(f"PRAGMA {name}").fetchone()
                if taken != value:
                    raise _not_taken(path, name)
            connection.execute("PRAGMA user_version").fetchone()  # makes what is kept beside it
            database = Database(connection)
            database.file = opened_at(path)
            return database
        except (UnicodeDecodeError, sqlite3.DatabaseError) as error:
            connection.close()
            # Its head may be of a format that SQLite does not know, or hold what is no text.
            raise _told(error, path) or UnusableInput("database_broken", path=path) from error
        except BaseException:
            connection.close()
            raise


def _not_taken(path: Path, setting: str) -> WorldFailed:
    failure = WorldFailed("database_setting", path=path, setting=setting)
    return sharing_failure(path.parent) or failure


@contextmanager
def immediate(database: Database) -> Iterator[None]:
    """Hold the write lock for a read-then-write: all of it is durable at the end, or none.

    A failure of the disk or the lock is raised as WorldFailed, and so is a file that is no longer
    where it was opened: what is written to it would be lost.
    """
    try:
        check_in_place(database)
        with in_turn(database_path(database).parent):
            database.execute("BEGIN IMMEDIATE")
        try:
            yield
            check_in_place(database)
            database.execute("COMMIT")
        except BaseException:
            # SQLite may have rolled back by itself (a full disk does that).
            if database.conn.in_transaction:
                database.execute("ROLLBACK")
            raise
    except sqlite3.DatabaseError as error:
        told = _told(error, database)
        if told is None:
            raise
        raise told from error


def check_in_place(database: Database) -> None:
    """WorldFailed where the file was moved, removed or replaced since it was opened."""
    if not in_place(database):
        raise WorldFailed("file_moved", path=database_path(database))


def in_place(database: Database) -> bool:
    """Return whether the file is still where it was opened."""
    return database.file is None or database.file.in_place()


@contextmanager
def snapshot(database: Database) -> Iterator[None]:
    """Read one state of the file, whatever others commit meanwhile; nobody waits for it."""
    with translated(database):
        database.execute("BEGIN")
        try:
            yield
        finally:
            if database.conn.in_transaction:
                database.execute("COMMIT")


def data_version(database: Database) -> int:
    """Return a number that changes whenever another connection changed the file."""
    (version,) = database.execute("PRAGMA data_version").fetchone()
    return int(version)


def own_changes(database: Database) -> int:
    """Return a number that changes whenever this connection changed the file."""
    return int(database.conn.total_changes)


def database_path(database: Database) -> Path:
    """Return where a database's file is."""
    (_, _, name), *_ = database.conn.execute("PRAGMA database_list").fetchall()
    return Path(name)


def migrate(database: Database, folder: Path) -> None:
    """Bring a file up to the newest of the numbered SQL files; refuse one that is newer.

    A file with data is first copied beside itself (`before-migration-...`). All steps are one
    transaction, so a process that is killed, or two that start at once, leave it old or new.
    """
    steps = {int(path.name[:4]): path for path in sorted(folder.glob("[0-9]*.sql"))}
    path = database_path(database)
    with translated(path):
        version = _version(database)
        if version > max(steps):
            raise UnusableInput("database_newer", path=path)
        if version == max(steps):
            return
        if version > 0:
            stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
            copy = path.with_name(f"before-migration-{version}-{stamp}.db")
            database.execute("VACUUM INTO ?", [str(copy)])
        with immediate(database):
            for number in sorted(steps):
                if number > _version(database):
                    _run(database, steps[number].read_text(encoding="utf-8"))
                    database.execute(f"PRAGMA user_version={number}")


def _version(database: Database) -> int:
    (version,) = database.execute("PRAGMA user_version").fetchone()
    return int(version)


def _run(database: Database, script: str) -> None:
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            database.execute(statement)
            statement = ""


_FAILURES = {
    sqlite3.SQLITE_BUSY: "database_locked",
    sqlite3.SQLITE_LOCKED: "database_locked",
    sqlite3.SQLITE_PROTOCOL: "database_locked",
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_IOERR: "disk_failed",
    sqlite3.SQLITE_READONLY: "database_read_only",
    sqlite3.SQLITE_CANTOPEN: "database_cannot_open",
    sqlite3.SQLITE_PERM: "database_cannot_open",
}
_BY_DISK = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PROTOCOL}
"""What SQLite also says where the disk has no shared memory or locks."""
_LEAST_ROOM = 64 * 1024
"""Bytes that opening a file takes beside it."""
_BROKEN = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


@contextmanager
def translated(where: Path | Database) -> Iterator[None]:
    """Turn what SQLite says of the world into our errors; what is our own mistake passes."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        told = _told(error, where)
        if told is None:
            raise
        raise told from error


def _told(error: Exception, where: Path | Database) -> KioskError | None:
    path = where if isinstance(where, Path) else database_path(where)
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_IOERR and _is_full(path):
        code = sqlite3.SQLITE_FULL  # SQLite says so of its tables only, not of its -shm file
    if code == sqlite3.SQLITE_CANTOPEN and _is_protected(path):
        code = sqlite3.SQLITE_READONLY  # nor of the -shm file that it cannot make
    if code in _BY_DISK and (failure := sharing_failure(path.parent)) is not None:
        return failure
    if code in _BROKEN:
        return UnusableInput("database_broken", path=path)
    if code in _FAILURES:
        return WorldFailed(_FAILURES[code], path=path)
    return None


def _is_protected(path: Path) -> bool:
    return path.is_file() and not os.access(path.parent, os.W_OK)


def _is_full(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < _LEAST_ROOM
    except OSError:
        return False
