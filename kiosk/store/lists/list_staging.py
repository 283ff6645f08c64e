"""The next snapshot of a list, made in a private file so that the door never waits for it."""

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain, islice
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
  note TEXT NOT NULL, mail_ok TEXT NOT NULL, carried INTEGER NOT NULL DEFAULT 0);
CREATE INDEX staging.row_ticket ON row(ticket) WHERE settled;
CREATE TABLE staging.rejected(row INTEGER PRIMARY KEY, code BLOB, ref TEXT NOT NULL);
"""

_INDEXES = (
    "CREATE INDEX IF NOT EXISTS staging.row_code ON row(code, ticket)",
    "CREATE INDEX IF NOT EXISTS staging.row_ref ON row(ref, ticket)",
)

LOCK_WAIT_S = 600
"""The longest wait for another import."""

_SLICE = 50_000

# An index is built fastest after the rows are in, but the driver's SQLite sorts in memory (built
# with TEMP_STORE=3): 77 bytes a row. For a long list the indexes are built first.
_FEW = 200_000

_LOAD = """
INSERT INTO staging.row(row, ticket, settled, code, shown, ref, made, category, places, status,
  valid_from, valid_until, entrances, name, organisation, booked_by, email, note, mail_ok)
VALUES (?, ?, 0, nullif(?, x''), ?, ?, ?, ?, ?, ?, nullif(?, ''), nullif(?, ''), nullif(?, ''),
  ?, ?, ?, ?, ?, ?)
"""

# The file is deleted after a crash, so nothing in it needs to survive one. But a full disk must
# be recoverable: with journal_mode=OFF all later reads of the connection fail as "malformed".
_PRAGMAS = ("journal_mode=MEMORY", "synchronous=OFF", "locking_mode=EXCLUSIVE", "cache_size=-16000")


class StagedRow(NamedTuple):
    """One ticket as read from a file, its code hashed (16 bytes, or None).

    `ticket` is its id if the source does not know it yet; `shown` is the part of the code that may
    be shown; `has_generated_ref`: `ref` is not from the file. Times are ms UTC, `entrances` is a
    JSON array or None. Texts are never None. `mail_ok` is "yes", "no" or empty.
    """

    row: int
    ticket: bytes
    code: bytes | None
    shown: str
    ref: str
    has_generated_ref: bool
    category: str
    places: int
    status: str
    valid_from: int | None = None
    valid_until: int | None = None
    entrances: str | None = None
    name: str = ""
    organisation: str = ""
    booked_by: str = ""
    email: str = ""
    note: str = ""
    mail_ok: str = ""


class RejectedRow(NamedTuple):
    """A row that is not imported, with the code and reference that could be read."""

    row: int
    code: bytes | None
    ref: str


class DuplicateRow(NamedTuple):
    """A row that repeats an earlier row (`first`)."""

    row: int
    first: int
    shown: str


@dataclass(slots=True)
class Staging:
    """The private file as schema `staging` of a connection, made and removed by `staging()`.

    For a `long` list the indexes are maintained while rows are loaded.
    """

    database: Database
    long: bool = False

    def load(self, rows: Iterable[StagedRow]) -> None:
        """Load any number of rows; they are never in memory together."""
        with translate_sqlite_errors(database_path(self.database)):
            # A plain BEGIN locks only what is written: this file, never the door's.
            self.database.execute("BEGIN")
            try:
                parameters = map(_parameters, rows)
                self.database.conn.executemany(_LOAD, islice(parameters, _FEW))
                if (extra_row := next(parameters, None)) is not None:
                    self.long = True
                    self._index()
                    self.database.conn.executemany(_LOAD, chain((extra_row,), parameters))
            finally:
                self.database.execute("COMMIT")

    def add_rejected(self, row: RejectedRow) -> None:
        """Store the code and reference of a rejected row: its ticket stays on the list."""
        self.database.execute("INSERT INTO staging.rejected VALUES (?, ?, ?)", row)

    def reject(self, row: int) -> None:
        """Remove a row, and store its code and reference as rejected."""
        self.database.execute(
            "INSERT INTO staging.rejected SELECT row, code, ref FROM staging.row WHERE row = ?",
            (row,),
        )
        self.database.execute("DELETE FROM staging.row WHERE row = ?", (row,))

    def remove_rows(self, rows: Iterable[int]) -> None:
        """Remove rows whose guests have a ticket of another source."""
        numbers = [(row,) for row in rows]
        self.database.conn.executemany("DELETE FROM staging.row WHERE row = ?", numbers)

    def categories(self) -> list[str]:
        """Return the categories of the tickets that give entry, by name."""
        # ORDER BY would sort all rows in memory.
        return sorted(
            self.database.values(
                "SELECT DISTINCT category FROM staging.row WHERE NOT carried AND category <> ''"
                " AND status IN ('valid', 'unpaid')"
            )
        )

    def in_slices(self, sql: str, params: tuple[object, ...]) -> None:
        """Run an update slice by slice: `?1` < row <= `?2`, then `params`.

        SQLite keeps in memory what one statement updates.
        """
        (last,) = self.database.execute("SELECT coalesce(max(row), 0) FROM staging.row").fetchone()
        for start in range(0, last, _SLICE):
            self.database.execute(sql, (start, start + _SLICE, *params))

    def settle_all(self) -> None:
        """Make every row's ticket final, and the rows readable in order of ticket."""
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
        """Yield the rows with a reference from the file that an earlier row has."""
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


_NO_CODE = bytearray()


def _parameters(row: StagedRow) -> tuple[object, ...]:
    # The driver looks up an adapter for each None, bytes and bool: 13 us a row instead of 4.
    number, ticket, code, shown, ref, made, category, places, status, *rules = row[:12]
    valid_from, valid_until, entrances = rules
    return (
        number,
        bytearray(ticket),
        bytearray(code) if code else _NO_CODE,
        shown,
        ref,
        1 if made else 0,
        category,
        places,
        status,
        "" if valid_from is None else valid_from,
        "" if valid_until is None else valid_until,
        "" if entrances is None else entrances,
        *row[12:],
    )


@contextmanager
def import_lock(database: Database, *, wait_s: float = 0) -> Iterator[None]:
    """Lock the lists for one import; WorldFailed if another still runs after `wait_s` seconds.

    The lock ends with its process.
    """
    path = database_path(database)
    lock = FileLock(path.with_name(f"{path.name}-import.lock"), mode=FILE_MODE)
    try:
        held = lock.acquire(timeout=wait_s)
    except Timeout as error:
        raise WorldFailed("error.import_running") from error
    with held:
        yield


@contextmanager
def staging(database: Database) -> Iterator[Staging]:
    """Attach a new private file, and remove it at the end; removes those of a crash too.

    Call inside `import_lock`.
    """
    remove_leftovers(database)
    path = database_path(database)
    private = path.with_name(f"{path.name}-import-{secrets.token_hex(4)}")
    make_private(private)
    database.execute("ATTACH ? AS staging", [str(private)])
    try:
        yield _prepare(database)
    finally:
        database.execute("DETACH staging")
        remove_leftovers(database)


def _prepare(database: Database) -> Staging:
    for pragma in _PRAGMAS:
        database.execute(f"PRAGMA staging.{pragma}").fetchall()
    for statement in filter(str.strip, _TABLES.split(";")):
        database.execute(statement)
    return Staging(database)


def remove_leftovers(database: Database) -> None:
    """Remove the private files of imports that ended; call inside `import_lock`."""
    path = database_path(database)
    for left in path.parent.glob(f"{path.name}-import-*"):
        with suppress(FileNotFoundError):
            left.unlink()
