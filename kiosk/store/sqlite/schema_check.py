"""Whether the file itself is sound, and has the tables and guards that it was made with."""

from collections.abc import Iterator
from pathlib import Path

from pysqlite3 import dbapi2 as sqlite3

from kiosk.store.sqlite.database import Database, database_path, migrate
from kiosk.store.sqlite.failures import check_readable
from kiosk.store.sqlite.integrity_check import integrity_errors
from kiosk.store.sqlite.problems import Problem, ProblemKind
from kiosk.store.sqlite.schema_version import numbered_steps

# What a search index keeps for itself differs between versions of SQLite.
_OBJECTS = (
    "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"
    " AND name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow')"
)


def file_problems(database: Database) -> Iterator[Problem]:
    """Yield what SQLite finds wrong with the file, indexes that miss a row included.

    WorldFailed where the disk fails to read it: that says nothing of what the file holds.
    """
    found = integrity_errors(database)
    if found:
        check_readable(database_path(database))
    for text in found:
        yield Problem(ProblemKind.FILE, about=text)


def schema_problems(database: Database, migrations: Path) -> Iterator[Problem]:
    """Yield the tables, indexes, views and guards that are missing or other than shipped."""
    held = dict(database.execute(_OBJECTS).fetchall())
    for name, sql in _shipped(migrations).items():
        if held.get(name) != sql:
            yield Problem(ProblemKind.SCHEMA, about=name)


def mend_schema(database: Database, migrations: Path) -> None:
    """Make guards, indexes and views again that are missing or other; callers hold `immediate`."""
    held = dict(database.execute(_OBJECTS).fetchall())
    for name, sql in _shipped(migrations).items():
        kind = sql.split()[1]
        if held.get(name) != sql and kind in ("TRIGGER", "VIEW", "INDEX", "UNIQUE"):
            kind = "INDEX" if kind == "UNIQUE" else kind
            database.execute(f"DROP {kind} IF EXISTS {name}")
            database.execute(sql)


def tables_differ(database: Database, migrations: Path) -> bool:
    """Return whether a table is missing or other: no repair in its place can put that right."""
    held = dict(database.execute(_OBJECTS).fetchall())
    return any(
        held.get(name) != sql
        for name, sql in _shipped(migrations).items()
        if sql.startswith(("CREATE TABLE", "CREATE VIRTUAL"))
    )


def version_lies(database: Database, migrations: Path) -> bool:
    """Return whether the file has all of this version, and calls itself of another."""
    (version,) = database.execute("PRAGMA user_version").fetchone()
    held = dict(database.execute(_OBJECTS).fetchall())
    return bool(version != newest_version(migrations) and held == _shipped(migrations))


def newest_version(migrations: Path) -> int:
    """Return the version that the newest of the numbered SQL files makes."""
    return max(numbered_steps(migrations))


def _shipped(migrations: Path) -> dict[str, str]:
    fresh = Database(sqlite3.connect(":memory:", isolation_level=None))
    try:
        migrate(fresh, migrations)
        return dict(fresh.execute(_OBJECTS).fetchall())
    finally:
        fresh.close()
