"""A checked copy of the whole file in one state, made while other processes write."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.errors import UnusableInput
from kiosk.private_files import make_private
from kiosk.store.sqlite.database import (
    Database,
    database_path,
    open_database,
    translate_sqlite_errors,
)
from kiosk.store.sqlite.schema_check import integrity_errors

_COPY = "kiosk.db.copy"


@contextmanager
def database_copy(database: Database) -> Iterator[Path]:
    """Yield a checked copy in the same folder, which is deleted at the end."""
    path = database_path(database).with_name(_COPY)
    try:
        path.unlink(missing_ok=True)  # one that a crash left
        make_private(path)
        with translate_sqlite_errors(path):
            database.execute("VACUUM INTO ?", [str(path)])
        check_copy(path)
        yield path
    finally:
        for left in path.parent.glob(f"{_COPY}*"):
            left.unlink(missing_ok=True)


def check_copy(path: Path) -> None:
    """Raise UnusableInput if a copy is not an undamaged file of this program."""
    copy = open_database(path)
    try:
        with translate_sqlite_errors(path):
            errors = integrity_errors(copy, quick=True)
        if errors:
            raise UnusableInput("error.database_broken", path=path)
    finally:
        copy.close()
