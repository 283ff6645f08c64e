"""The SQLite database: opened with durable settings, upgraded by numbered SQL files.

Also the base of the classes that read and write the rows of one event.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import sqlite_utils
from pysqlite3 import dbapi2 as sqlite3

from kiosk.errors import UnusableInput, WorldFailed
from kiosk.private_files import make_private
from kiosk.store.sqlite.connection import connect, numbered_steps
from kiosk.store.sqlite.failures import failure_of, is_damage
from kiosk.store.sqlite.opened_file import OpenedFile
from kiosk.store.sqlite.write_turns import in_turn

Parameters = Sequence[Any] | dict[str, Any]


class Database(sqlite_utils.Database):
    """An open connection, and the file that it was opened on (none in memory).

    `is_refused`: the file could not be written to, so the connection is opened again before the
    next write. `openings` counts those. `is_grouped`: its commits become durable later, together.
    `locked_version` is its `data_version` inside `immediate`, where no other can change the file.
    """

    file: OpenedFile | None = None
    is_refused: bool = False
    is_grouped: bool = False
    openings: int = 0
    locked_version: int | None = None

    def close(self) -> None:
        """Close the connection and the file."""
        super().close()
        if self.file is not None:
            self.file.close()

    def rows(self, sql: str, parameters: Parameters = ()) -> list[Any]:
        """Return the rows of a query as tuples."""
        return self.execute(sql, parameters).fetchall()

    def values(self, sql: str, parameters: Parameters = ()) -> list[Any]:
        """Return the only column of a query."""
        return [value for (value,) in self.rows(sql, parameters)]

    def number(self, sql: str, parameters: Parameters = ()) -> int:
        """Return the only value of a query, such as a count."""
        (value,) = self.execute(sql, parameters).fetchone()
        return int(value)

    def mapping(self, sql: str, parameters: Parameters = ()) -> dict[Any, Any]:
        """Return a query's second column by its first one."""
        return dict(self.rows(sql, parameters))

    def exists(self, sql: str, parameters: Parameters = ()) -> bool:
        """Return whether a query has a row."""
        return self.execute(sql, parameters).fetchone() is not None


class EventTables:
    """The rows of one event (`event` is hex) in some tables."""

    def __init__(self, database: Database, event: str) -> None:
        self._database = database
        self._event_hex = event
        self._event = bytes.fromhex(event)


DatabaseError: type[Exception] = sqlite3.DatabaseError
ConstraintViolated: type[Exception] = sqlite3.IntegrityError

_TRIES = 3
_MORE_THAN_CHANGES = 2**40
"""More changes than one connection makes or sees."""


def open_database(path: Path) -> Database:
    """Open a file, or make it, with durable settings; KioskError if that fails."""
    is_protected = path.exists() and not os.access(path, os.W_OK)
    connection, file = connect(path)
    database = Database(connection)
    database.file = file
    database.is_refused = is_protected
    return database


@contextmanager
def immediate(database: Database) -> Iterator[None]:
    """Run a block as one write transaction: all of it is durable at the end, or nothing.

    Raises WorldFailed if the disk or the lock fails, and if the file was moved or overwritten by
    another program, because a write to it would be lost.
    """
    _open_again(database)
    try:
        with in_turn(_folder(database)):
            database.execute("BEGIN IMMEDIATE")
        try:
            database.locked_version = data_version(database)
            yield
            _check_file(database)
            database.execute("COMMIT")
            if database.file is not None:
                database.file.note_commit()
        except BaseException:
            # SQLite may have rolled back by itself (a full disk does that).
            if database.conn.in_transaction:
                database.execute("ROLLBACK")
            raise
        finally:
            database.locked_version = None
    except sqlite3.DatabaseError as error:
        failure = failure_of(error, database_path(database))
        if failure is None:
            raise
        # SQLite reports a file that another program overwrote as a bad disk, or as damaged.
        if failure.key != "error.database_locked" and (trouble := _trouble(database)) is not None:
            raise trouble from error
        database.is_refused = database.is_refused or failure.key == "error.database_read_only"
        raise failure from error


def _open_again(database: Database) -> None:
    """Open a file again that could not be written to, if it can be by now.

    SQLite keeps the access rights that a file had when it was opened.
    """
    file = database.file
    if not database.is_refused or file is None or database.conn.in_transaction:
        return
    alone = len(database.conn.execute("PRAGMA database_list").fetchall()) == 1
    if not (alone and os.access(file.path, os.W_OK) and file.in_place()):
        return
    connection, opened = connect(file.path)
    database.close()
    database.conn, database.file = connection, opened
    database.is_refused = False
    database.openings += 1


def _check_file(database: Database) -> None:
    """Raise WorldFailed if a write would be lost; call inside the write transaction."""
    file = database.file
    if file is None:
        return
    if not file.in_place():
        raise WorldFailed("error.file_moved", path=file.path)
    try:
        is_ours = file.is_ours(partial(_mark, database))
    except OSError as error:
        raise WorldFailed("error.disk_failed", path=file.path) from error
    if not is_ours:
        raise WorldFailed("error.file_overwritten", path=file.path)
    if file.is_due:
        database.execute(f"PRAGMA application_id={file.draw()}")


def _mark(database: Database) -> int:
    (mark,) = database.execute("PRAGMA application_id").fetchone()
    return int(mark)


def file_trouble(database: Database) -> str:
    """Return the error key that a write to the file would raise; empty for none."""
    trouble = _trouble(database)
    return trouble.key if trouble is not None else ""


def _trouble(database: Database) -> WorldFailed | None:
    file = database.file
    if file is None:
        return None
    if not file.in_place():
        return WorldFailed("error.file_moved", path=file.path)
    try:
        # Others may write between reading the file and asking SQLite.
        ours = any(file.is_ours(partial(_mark, database)) for _ in range(_TRIES))
    except (OSError, sqlite3.DatabaseError) as error:
        ours = not is_damage(error)
    return None if ours else WorldFailed("error.file_overwritten", path=file.path)


@contextmanager
def snapshot(database: Database) -> Iterator[None]:
    """Read one state of the file, whatever others commit meanwhile; blocks no writer."""
    with translate_sqlite_errors(database):
        database.execute("BEGIN")
        try:
            yield
        finally:
            if database.conn.in_transaction:
                database.execute("COMMIT")


def data_version(database: Database) -> int:
    """Return a number that changes when another connection changed the file."""
    if database.locked_version is not None:
        return database.locked_version  # a scan asks three times
    (version,) = database.execute("PRAGMA data_version").fetchone()
    return int(version) + database.openings * _MORE_THAN_CHANGES


def own_change_count(database: Database) -> int:
    """Return a number that changes when this connection changed the file."""
    return int(database.conn.total_changes) + database.openings * _MORE_THAN_CHANGES


def database_path(database: Database) -> Path:
    """Return the path of a database's file."""
    (_, _, name), *_ = database.conn.execute("PRAGMA database_list").fetchall()
    return Path(name)


def _folder(database: Database) -> Path:
    return database_path(database).parent if database.file is None else database.file.folder


def _nothing(_: Database) -> None:
    """Rebuild nothing: the file is new, or has no data that is projected."""


def migrate(
    database: Database, folder: Path, rebuild: Callable[[Database], None] = _nothing
) -> None:
    """Upgrade a file by the numbered SQL files; UnusableInput if it is newer.

    A file with data is first copied into its folder (`before-migration-...`), and `rebuild` then
    computes its projections again. All steps are one transaction, so a process that is killed, or
    two that start at once, leave it old or new.
    """
    steps = numbered_steps(folder)
    path = database_path(database)
    with translate_sqlite_errors(path):
        version = _version(database)
        if version > max(steps):
            raise UnusableInput("error.database_newer", path=path)
        if version == max(steps):
            return
        if 0 < version < min(steps):
            raise UnusableInput(
                "error.database_broken", path=path
            )  # an older program's file was refused before
        if version > 0:
            stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
            copy = path.with_name(f"before-migration-{version}-{stamp}.db")
            make_private(copy)
            database.execute("VACUUM INTO ?", [str(copy)])
        with immediate(database):
            for number in sorted(steps):
                if number > _version(database):
                    _run(database, steps[number].read_text(encoding="utf-8"))
                    database.execute(f"PRAGMA user_version={number}")
            if version > 0:
                rebuild(database)


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


@contextmanager
def translate_sqlite_errors(where: Path | Database) -> Iterator[None]:
    """Raise SQLite's errors about disk, lock and file as KioskError; others pass unchanged."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        failure = failure_of(error, where if isinstance(where, Path) else database_path(where))
        if failure is None:
            raise
        raise failure from error
