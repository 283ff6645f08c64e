"""The schema version in a file's header: a file of an older program is refused unchanged."""

import struct
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path

from pysqlite3 import dbapi2 as sqlite3

from kiosk.errors import UnusableInput

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
