"""Salvage: copies all that can be read of a broken file to a new one that replaces it.

The broken file is kept in the same folder under another name. All tables are read except those that
the register of projections rebuilds; other laptops send the lost entries.
"""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.atomic_file import sync_folder
from kiosk.errors import KioskError, UnusableInput, WorldFailed
from kiosk.keys.key_ring import KeyRing
from kiosk.keys.signing import read_certificate
from kiosk.private_files import make_private, private_opener
from kiosk.store.integrity.carving import carve_entries, insert_carved
from kiosk.store.lists.name_index import NameIndex, index_single_persons
from kiosk.store.projection_register import PROJECTED_TABLES, PROJECTIONS
from kiosk.store.sqlite.database import Database, DatabaseError, immediate, migrate, open_database
from kiosk.store.sqlite.failures import check_readable, failure_of
from kiosk.store.sqlite.lost_file import broken_name, files_with_entries, has_wal, is_lost
from kiosk.store.sqlite.schema_check import (
    has_wrong_version,
    integrity_errors,
    newest_version,
    tables_differ,
)
from kiosk.store.stations.events import insert_this_station

_BATCH = 200
_PAGE = 4096
_MOST_FAILURES = 20_000
"""After this many unreadable numbers in a row, reading stops."""


@dataclass(frozen=True, slots=True)
class Salvaged:
    """The number of entries that could be read, and the new name of the broken file."""

    entries: int
    kept_as: str


def is_broken(path: Path, migrations: Path) -> bool:
    """Return whether a file is no database, or has a missing or changed table.

    A file with all tables of this version, but another version number, is corrected. Raises
    KioskError if it cannot be read: a failing disk and a lock say nothing about its content.
    """
    try:
        database = open_database(path)
    except UnusableInput as error:
        if error.key != "error.database_broken":
            raise
        return True
    try:
        (version,) = database.execute("PRAGMA user_version").fetchone()
        newest = newest_version(migrations)
        if has_wrong_version(database, migrations):
            database.execute(f"PRAGMA user_version={newest}")
            version = newest
        if version > newest:
            return False  # of a newer program: not checked here
        if integrity_errors(database, quick=True):
            check_readable(path)
            return True
        return bool(version == newest and tables_differ(database, migrations))
    except DatabaseError as error:
        failure = failure_of(error, path)
        if isinstance(failure, WorldFailed):
            raise failure from error
        return True
    finally:
        database.close()


def salvage(path: Path, migrations: Path, rings: Sequence[KeyRing]) -> Salvaged:
    """Replace a broken file by a new one with all that can be read of it.

    Call it as the owner of the folder. If it is stopped, the broken file is still in place.
    """
    broken, fresh = broken_name(path), path.with_name(f"{path.name}.fresh")
    for suffix in ("", "-wal"):
        if path.with_name(f"{path.name}{suffix}").exists():
            _copy_file(path.with_name(f"{path.name}{suffix}"), f"{broken.name}{suffix}")
    sync_folder(path.parent)
    _remove(fresh)
    # Before SQLite opens, and perhaps empties, a -wal.
    wal = path.with_name(f"{path.name}-wal")
    carved = list(carve_entries(files_with_entries(path) if is_lost(path) else (path, wal)))
    database = open_database(fresh)
    try:
        migrate(database, migrations)
        with immediate(database):
            with _readable(path, broken) as source:
                _copy(source, database)
            insert_carved(database, carved)
            _restore_events(database, rings)
            for projection in PROJECTIONS:
                for statement in projection.salvage:
                    database.execute(statement)
            index_single_persons(database)
            (entries,) = database.execute("SELECT count(*) FROM entry").fetchone()
        for ring in rings:
            NameIndex(database, ring.event, pause=lambda: None).update()
    finally:
        database.close()
    for suffix in ("-wal", "-shm"):  # of the broken file: they must not be read into the new one
        path.with_name(f"{path.name}{suffix}").unlink(missing_ok=True)
    fresh.replace(path)
    sync_folder(path.parent)
    return Salvaged(int(entries), broken.name)


@contextmanager
def _readable(path: Path, broken: Path) -> Iterator[Path]:
    """Yield a file that SQLite can read: the broken one, or a copy with its -wal if that one is
    lost.

    SQLite reads the -wal of a file that has a page, and deletes that of an empty file. So it gets a
    copy of the -wal next to an empty page; the original -wal is not changed.
    """
    if not (is_lost(path) and has_wal(path)):
        yield broken
        return
    source = path.with_name(f"{path.name}.part-read")
    _remove(source)
    make_private(source)
    source.write_bytes(bytes(_PAGE))
    _copy_file(broken.with_name(f"{broken.name}-wal"), f"{source.name}-wal")
    try:
        yield source
    finally:
        _remove(source)


def _copy_file(path: Path, name: str) -> None:
    with (
        path.open("rb") as source,
        open(path.with_name(name), "wb", opener=private_opener) as copy,
    ):
        shutil.copyfileobj(source, copy)
        copy.flush()
        os.fsync(copy.fileno())


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(f"{path.name}{suffix}").unlink(missing_ok=True)


def _copy(broken: Path, fresh: Database) -> None:
    try:
        source = open_database(broken)
    except KioskError:
        return  # even its header is unreadable
    try:
        for table in tables_to_read(fresh):
            names = _names(fresh, source, table)
            reader = _TableReader(source, table, names, _key(fresh, table))
            rows = reader.by_number() if _has_number(fresh, table) else reader.by_key()
            for row in rows:
                _insert(fresh, table, names, row)
    finally:
        source.close()


def tables_to_read(database: Database) -> list[str]:
    """Return the tables that a salvage reads: all that no projection rebuilds."""
    rows = database.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
        " AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name"
    ).fetchall()
    return [name for (name,) in rows if name not in PROJECTED_TABLES]


def _key(database: Database, table: str) -> str:
    return ", ".join(
        database.values("SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk", (table,))
    )


def _has_number(database: Database, table: str) -> bool:
    """Return whether the key of a table is the row number of SQLite."""
    (without,) = database.execute(
        "SELECT wr FROM pragma_table_list WHERE schema = 'main' AND name = ?", (table,)
    ).fetchone()
    return not without


def _names(fresh: Database, source: Database, table: str) -> list[str]:
    """Return the columns that both files have; an older one has fewer."""
    asked = f"PRAGMA table_info({table})"
    names = [name for _, name, *_ in fresh.execute(asked)]
    try:
        present = {name for _, name, *_ in source.execute(asked)}
    except DatabaseError:
        return names
    return [name for name in names if name in present] or names


def _insert(fresh: Database, table: str, names: Sequence[str], row: Sequence[Any]) -> None:
    marks = ", ".join("?" * len(names))
    with suppress(DatabaseError):  # the row read violates a constraint
        fresh.execute(
            f"INSERT OR IGNORE INTO {table}({', '.join(names)}) VALUES ({marks})",  # noqa: S608  # our own tables
            list(row),
        )


class _TableReader:
    """Reads as much as possible of a broken table, from both of its ends."""

    def __init__(self, source: Database, table: str, names: Sequence[str], key: str) -> None:
        self._source = source
        self._what = f"SELECT {', '.join(names)} FROM {table}"  # noqa: S608  # our own tables
        self._names = names
        self._key = key

    def by_number(self) -> Iterator[Sequence[Any]]:
        """Yield rows by number, skipping those that cannot be read."""
        last, failures, at = 0, 0, self._names.index(self._key)
        while failures < _MOST_FAILURES:
            many = _BATCH if failures == 0 else 1
            ask = f"{self._what} WHERE {self._key} > ? ORDER BY {self._key} LIMIT {many}"
            rows = self._rows(ask, (last,))
            if rows is None:
                # First row by row up to the broken place, then number by number across it.
                last += many == 1
                failures += 1
                continue
            if not rows:
                return
            yield from rows
            last, failures = rows[-1][at], 0

    def by_key(self) -> Iterator[Sequence[Any]]:
        """Yield rows from the first one onwards, and from the last one backwards."""
        back = ", ".join(f"{column} DESC" for column in self._key.split(", "))
        for order in (self._key, back):
            try:
                yield from self._source.execute(f"{self._what} ORDER BY {order}")
            except DatabaseError:
                continue
            return

    def _rows(self, ask: str, params: tuple[int, ...]) -> list[Sequence[Any]] | None:
        try:
            return list(self._source.execute(ask, params).fetchall())
        except DatabaseError:
            return None


def _restore_events(fresh: Database, rings: Sequence[KeyRing]) -> None:
    """Restore the events that have keys, with this station in them."""
    for ring in rings:
        certificate = read_certificate(ring.certificate, ring.organiser_public)
        event = bytes.fromhex(ring.event)
        fresh.execute("INSERT OR IGNORE INTO event(event) VALUES (?)", (event,))
        insert_this_station(fresh, certificate, ring.certificate)
    fresh.execute(
        "UPDATE event SET current = 1 WHERE event = (SELECT max(event) FROM event)"
        " AND NOT EXISTS (SELECT 1 FROM event WHERE current = 1)"
    )
