"""Checks the search index of names against the names, letter by letter."""

from collections.abc import Iterator
from contextlib import closing
from itertools import starmap

from pysqlite3 import dbapi2 as sqlite3

from kiosk.store.lists.name_index import index_row
from kiosk.store.sqlite.database import Database, DatabaseError

_INDEX = "personal_search"
_SHADOWS = ("data", "idx", "docsize", "config")
_COLUMNS = "name, organisation, booked_by, ref"
_MISSING = """
SELECT 1 FROM personal p WHERE p.n NOT IN (SELECT id FROM personal_search_docsize) AND (
  p.annex IS NOT NULL AND p.ref IS NOT NULL OR p.annex IS NULL AND p.list IN
  (SELECT list FROM list_snapshot WHERE state = 'current' AND (indexed = 2 OR source = ''))
  AND EXISTS (SELECT 1 FROM list_row r
    WHERE r.list = p.list AND r.ticket = p.ticket AND r.person = p.n)) LIMIT 1
"""
_UNKNOWN = """
SELECT 1 FROM personal_search_docsize d WHERE NOT EXISTS
  (SELECT 1 FROM personal p WHERE p.n = d.id) LIMIT 1
"""
_NAMED = f"""
SELECT d.id, {", ".join(f"p.{name}" for name in _COLUMNS.split(", "))}
FROM personal_search_docsize d JOIN personal p ON p.n = d.id
"""  # noqa: S608  # our own columns
_COMPARE = f"INSERT INTO {_INDEX}({_INDEX}, rank) VALUES ('integrity-check', 1)"  # noqa: S608  # ours


def index_differs(database: Database) -> bool:
    """Return whether the index lacks a name, or has one that is not stored.

    FTS5 can compare an index with its table, but this index is of normalised names, which no table
    has. So it compares a copy, in a private file of SQLite that is deleted at the end.
    """
    for sql in (_MISSING, _UNKNOWN):
        if database.execute(sql).fetchone() is not None:
            return True
    with closing(sqlite3.connect("", isolation_level=None)) as copy:
        try:
            _copy(database, copy)
            copy.execute(_COMPARE)
        except DatabaseError:
            return True
    return False


def _copy(database: Database, copy: sqlite3.Connection) -> None:
    copy.execute("PRAGMA cache_size=-16000")
    copy.execute("BEGIN")
    copy.execute(f"CREATE TABLE personal(n INTEGER PRIMARY KEY, {_COLUMNS})")
    for (sql,) in database.execute(
        "SELECT sql FROM sqlite_master WHERE name IN (?, ?, ?, ?)",
        [f"{_INDEX}_{shadow}" for shadow in _SHADOWS],
    ).fetchall():
        copy.execute(sql)
    for shadow in _SHADOWS:
        _rows(copy, f"{_INDEX}_{shadow}", database.execute(f"SELECT * FROM {_INDEX}_{shadow}"))  # noqa: S608  # ours
    _rows(copy, "personal", starmap(index_row, database.execute(_NAMED)))
    # Attached to the copied tables, not created: creating would begin with an empty index.
    (sql,) = database.execute("SELECT sql FROM sqlite_master WHERE name = ?", (_INDEX,)).fetchone()
    copy.execute("PRAGMA writable_schema=ON")
    copy.execute(
        "INSERT INTO sqlite_master(type, name, tbl_name, rootpage, sql)"
        " VALUES ('table', ?1, ?1, 0, ?2)",
        (_INDEX, sql),
    )
    copy.execute("COMMIT")
    copy.execute("PRAGMA writable_schema=RESET")


def _rows(copy: sqlite3.Connection, table: str, rows: Iterator[tuple[object, ...]]) -> None:
    first = next(iter(rows), None)
    if first is None:
        return
    sql = f"INSERT INTO {table} VALUES ({', '.join('?' * len(first))})"  # noqa: S608  # our own tables
    copy.execute(sql, first)
    copy.executemany(sql, rows)
