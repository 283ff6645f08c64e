"""Checks that the file is undamaged, and has the shipped tables, triggers, indexes and views."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from pysqlite3 import dbapi2 as sqlite3

from kiosk.store.sqlite.connection import numbered_steps
from kiosk.store.sqlite.database import Database, database_path, migrate
from kiosk.store.sqlite.failures import check_readable
from kiosk.store.sqlite.problems import Problem, ProblemKind

# SQLite takes a first root page of 0 as the mark of a check of one table, and then skips free and
# lost pages. The root page of a view is 0, and the object that was made last is often the first
# (sqlite3BtreeIntegrityCheck and sqliteHashInsert in SQLite 3.53). So db/ makes the views before
# the tables. Where a view was made again since, the check of `sqlite_schema` reads the free pages.
_CHECKS = ("", "(sqlite_schema)")


def integrity_errors(database: Database, *, quick: bool = False) -> list[str]:
    """Return the errors that SQLite finds in the file, each once; free pages are checked too.

    `quick` leaves out whether each index holds the rows of its table.
    """
    pragma = "quick_check" if quick else "integrity_check"
    found = (text for check in _CHECKS for (text,) in database.execute(f"PRAGMA {pragma}{check}"))
    lines = dict.fromkeys(line for text in found for line in text.splitlines())
    return [line for line in lines if line != "ok" and not line.startswith("***")]


# The shadow tables of a search index differ between versions of SQLite.
_OBJECTS = (
    "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"
    " AND name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow')"
)


def file_problems(database: Database) -> Iterator[Problem]:
    """Yield the problems that SQLite finds in the file, including indexes that lack a row.

    Raises WorldFailed if the disk fails to read it: that says nothing about its content.
    """
    found = integrity_errors(database)
    if found:
        check_readable(database_path(database))
    yield from (Problem(ProblemKind.FILE, about=text) for text in found)


def schema_problems(database: Database, migrations: Path) -> Iterator[Problem]:
    """Yield the tables, indexes, views and triggers that are missing or not as shipped."""
    present = dict(database.execute(_OBJECTS).fetchall())
    for name, sql in _shipped(migrations).items():
        if present.get(name) != sql:
            yield Problem(ProblemKind.SCHEMA, about=name)


def repair_schema(database: Database, migrations: Path) -> None:
    """Restore triggers, indexes and views that are missing or differ; call inside `immediate`."""
    present = dict(database.execute(_OBJECTS).fetchall())
    for name, sql in _shipped(migrations).items():
        kind = sql.split()[1]
        if present.get(name) != sql and kind in ("TRIGGER", "VIEW", "INDEX", "UNIQUE"):
            kind = "INDEX" if kind == "UNIQUE" else kind
            database.execute(f"DROP {kind} IF EXISTS {name}")
            database.execute(sql)


def tables_differ(database: Database, migrations: Path) -> bool:
    """Return whether a table is missing or differs: that cannot be repaired in place."""
    present = dict(database.execute(_OBJECTS).fetchall())
    return any(
        present.get(name) != sql
        for name, sql in _shipped(migrations).items()
        if sql.startswith(("CREATE TABLE", "CREATE VIRTUAL"))
    )


def has_wrong_version(database: Database, migrations: Path) -> bool:
    """Return whether the file has all tables of this version, but another version number."""
    (version,) = database.execute("PRAGMA user_version").fetchone()
    present = dict(database.execute(_OBJECTS).fetchall())
    return bool(version != newest_version(migrations) and present == _shipped(migrations))


def newest_version(migrations: Path) -> int:
    """Return the version that the newest numbered SQL file makes."""
    return max(numbered_steps(migrations))


@cache
def _shipped(migrations: Path) -> Mapping[str, str]:
    fresh = Database(sqlite3.connect(":memory:", isolation_level=None))
    try:
        migrate(fresh, migrations)
        return dict(fresh.execute(_OBJECTS).fetchall())
    finally:
        fresh.close()
