"""The next snapshot of a list, made in a private file so that the door never waits for it."""

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock, Timeout

from kiosk.errors import WorldFailed
from kiosk.private_files import FILE_MODE, make_private
from kiosk.store.sqlite.database import Database, database_path, translate_sqlite_errors

_TABLES = """
CREATE TABLE staging.row(
  row INTEGER PRIMARY KEY, ticket BLOB, settled INTEGER NOT NULL, code BLOB, shown TEXT NOT NULL,
  ref TEXT NOT NULL, made INTEGER NOT NULL, category TEXT NOT NULL, places INTEGER NOT NULL,
  status TEXT NOT NULL, valid_from INTEGER, valid_until INTEGER, entrances TEXT,
  name TEXT NOT NULL, organisation TEXT NOT NULL, booked_by TEXT NOT NULL, email TEXT NOT NULL,
  note TEXT NOT NULL, carried INTEGER NOT NULL DEFAULT 0);
CREATE INDEX staging.row_ticket ON row(ticket) WHERE settled;
CREATE TABLE staging.rejected(row INTEGER PRIMARY KEY, code BLOB, ref TEXT NOT NULL);
"""

_INDEXES = (
    "CREATE INDEX IF NOT EXISTS staging.row_code ON row(code, ticket)",
    "CREATE INDEX IF NOT EXISTS staging.row_ref ON row(ref, ticket)",
)

_SLICE = 50_000

# An index is made fastest once the rows are there, but the driver's SQLite sorts in memory (built
# with TEMP_STORE=3): 77 bytes a row. In a long list the rows go into the indexes one by one.
_FEW = 200_000

_LOAD = """
INSERT INTO staging.row(row, ticket, settled, code, shown, ref, made, category, places, status,
  valid_from, valid_until, entrances, name, organisation, booked_by, email, note)
VALUES (?, ?, 0, nullif(?, x''), ?, ?, ?, ?, ?, ?, nullif(?, ''), nullif(?, ''), nullif(?, ''),
  ?, ?, ?, ?, ?)
"""

# It is thrown away after a crash, so nothing in it needs to survive one. But a disk that is full
# must find its way back: with journal_mode=OFF all that the connection reads is then "malformed".
_PRAGMAS = ("journal_mode=MEMORY", "synchronous=OFF", "locking_mode=EXCLUSIVE", "cache_size=-16000")


class StagedRow(NamedTuple):
    """One ticket as a file tells it, its code hashed already (16 bytes, or None).

    `ticket` is the id it gets where the source does not know it yet; `shown` is what may be shown
    of the code; `made` says that `ref` is not the file's own. Moments are ms UTC, `entrances` is a
    JSON array or None. Texts are never None.
    """

    row: int
    ticket: bytes
    code: bytes | None
    shown: str
    ref: str
    made: bool
    category: str
    places: int
    status: str
    valid_from: int | None
    valid_until: int | None
    entrances: str | None
    name: str
    organisation: str
    booked_by: str
    email: str
    note: str


class RejectedRow(NamedTuple):
    """A row that is not taken, with what could still be read of whose it is."""

    row: int
    code: bytes | None
    ref: str


class DuplicateRow(NamedTuple):
    """A row that says again what an earlier row (`first`) said."""

    row: int
    first: int
    shown: str


@dataclass(slots=True)
class Staging:
    """The private file as schema `staging` of a connection; made and removed by `staging`.

    In a `long` list the indexes are kept while rows go in.
    """

    database: Database
    long: bool = False

    def load(self, rows: Iterable[StagedRow]) -> None:
        """Take the rows in, in any number: they are never held in memory together."""
        with translate_sqlite_errors(database_path(self.database)):
            # A plain BEGIN locks only what is written: this file, never the door's.
            self.database.execute("BEGIN")
            try:
                bound = map(_bound, rows)
                self.database.conn.executemany(_LOAD, islice(bound, _FEW))
                if (next_row := next(bound, None)) is not None:
                    self.long = True
                    self._index()
                    self.database.conn.executemany(_LOAD, chain((next_row,), bound))
            finally:
                self.database.execute("COMMIT")

    def remember(self, row: RejectedRow) -> None:
        """Remember whose a row was that is not taken: no list may lose them by it."""
        self.database.execute("INSERT INTO staging.rejected VALUES (?, ?, ?)", row)

    def reject(self, row: int) -> None:
        """Take a row out again, and remember whose it was."""
        self.database.execute(
            "INSERT INTO staging.rejected SELECT row, code, ref FROM staging.row WHERE row = ?",
            (row,),
        )
        self.database.execute("DELETE FROM staging.row WHERE row = ?", (row,))

    def leave_out(self, rows: Iterable[int]) -> None:
        """Take rows out again whose guests have a ticket elsewhere."""
        given = [(row,) for row in rows]
        self.database.conn.executemany("DELETE FROM staging.row WHERE row = ?", given)

    def categories(self) -> list[str]:
        """Return the categories of the tickets that may come in, by name."""
        rows = self.database.execute(
            "SELECT DISTINCT category FROM staging.row WHERE NOT carried AND category <> ''"
            " AND status IN ('valid', 'unpaid')"
        ).fetchall()
        return sorted(category for (category,) in rows)  # ORDER BY would sort all rows in memory

    def in_slices(self, sql: str, params: tuple[object, ...]) -> None:
        """Run an update slice by slice: `?1` < row <= `?2`, then `params`.

        SQLite holds what one statement updates in memory.
        """
        (last,) = self.database.execute("SELECT coalesce(max(row), 0) FROM staging.row").fetchone()
        for start in range(0, last, _SLICE):
            self.database.execute(sql, (start, start + _SLICE, *params))

    def settle(self) -> None:
        """Make every row's ticket final, and the rows readable in that order."""
        if not self.long:
            self.database.execute("DROP INDEX staging.row_ticket")
        self.in_slices(
            "UPDATE staging.row SET settled = 1 WHERE row > ?1 AND row <= ?2 AND NOT settled", ()
        )
        if not self.long:
            self.database.execute("CREATE INDEX staging.row_ticket ON row(ticket) WHERE settled")

    def _index(self) -> None:
        for statement in _INDEXES:
            self.database.execute(statement)

    def repeated_codes(self) -> Iterator[DuplicateRow]:
        """Yield the rows with a code that an earlier row has."""
        self._index()
        return self._repeats("code", "code IS NOT NULL", "shown")

    def repeated_refs(self) -> Iterator[DuplicateRow]:
        """Yield the rows with a reference of their own that an earlier row has."""
        self._index()
        return self._repeats("ref", "NOT made", "ref")

    def _repeats(self, column: str, which: str, shown: str) -> Iterator[DuplicateRow]:
        rows = self.database.execute(
            f"SELECT r.row, f.first, r.{shown} FROM staging.row r JOIN ("  # noqa: S608  # our own
            f"  SELECT {column} AS same, min(row) AS first FROM staging.row WHERE {which}"
            f"  GROUP BY {column} HAVING count(*) > 1"
            f") f ON r.{column} = f.same WHERE {which} AND r.row > f.first ORDER BY r.row"
        ).fetchall()
        return (DuplicateRow(*row) for row in rows)


def _bound(row: StagedRow) -> tuple[object, ...]:
    # The driver looks for an adapter for each None, bytes and bool: 13 us a row against 4.
    number, ticket, code, shown, ref, made, category, places, status, *rules, name = row[:13]
    valid_from, valid_until, entrances = ("" if rule is None else rule for rule in rules)
    return (
        number,
        bytearray(ticket),
        bytearray(code or b""),
        shown,
        ref,
        int(made),
        category,
        places,
        status,
        valid_from,
        valid_until,
        entrances,
        name,
        *row[13:],
    )


@contextmanager
def only_import(database: Database, *, wait_s: float = 0) -> Iterator[None]:
    """Be the one that changes lists; WorldFailed if another import still runs after the wait.

    The lock dies with its process.
    """
    path = database_path(database)
    lock = FileLock(path.with_name(f"{path.name}-import.lock"), mode=FILE_MODE)
    try:
        lock.acquire(timeout=wait_s)
    except Timeout as error:
        raise WorldFailed("error.import_running") from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def staging(database: Database) -> Iterator[Staging]:
    """Attach a fresh private file, gone at the end; those that a crash left go now.

    The caller holds `only_import`.
    """
    path = database_path(database)
    _remove_leftovers(path)
    private = path.with_name(f"{path.name}-import-{secrets.token_hex(4)}")
    make_private(private)
    database.execute("ATTACH ? AS staging", [str(private)])
    try:
        yield _made(database)
    finally:
        database.execute("DETACH staging")
        _remove_leftovers(path)


def _made(database: Database) -> Staging:
    for pragma in _PRAGMAS:
        database.execute(f"PRAGMA staging.{pragma}").fetchall()
    for statement in filter(str.strip, _TABLES.split(";")):
        database.execute(statement)
    return Staging(database)


def _remove_leftovers(path: Path) -> None:
    for left in path.parent.glob(f"{path.name}-import-*"):
        with suppress(FileNotFoundError):
            left.unlink()
