"""A lost database is noticed without SQLite, and nothing is changed by the check."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as sqlite3

from kiosk.paths import MIGRATIONS
from kiosk.store.sqlite.database import migrate, open_database
from kiosk.store.sqlite.lost_file import broken_files, files_with_entries, is_lost, rename_lost

ENTRY = b'{"v":1,"event":"00000000000000000000000000000000","log":"'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kiosk.db"


def test_a_file_that_was_just_made_is_not_lost_while_its_tables_are_in_the_wal(path: Path) -> None:
    database = open_database(path)
    migrate(database, MIGRATIONS)
    assert path.with_name("kiosk.db-wal").stat().st_size > 0
    assert not is_lost(path)
    database.close()
    assert not is_lost(path)


def test_an_open_file_without_tables_is_lost_until_it_has_some(path: Path) -> None:
    database = open_database(path)
    database.execute("CREATE TABLE bookmark(url)")
    assert is_lost(path)
    migrate(database, MIGRATIONS)
    assert not is_lost(path)
    database.close()


def make(path: Path, sql: str) -> None:
    connection = sqlite3.connect(str(path))
    connection.executescript(sql)
    connection.close()


@pytest.mark.parametrize(
    ("fill", "lost"),
    [
        (lambda path: path.touch(), True),
        (lambda path: path.write_bytes(bytes(3_000_000)), True),
        (lambda path: path.write_bytes(bytes(3_000_000) + b"x"), False),
        (lambda path: path.write_bytes(b"no database"), False),
        (lambda path: path.mkdir(), False),
        (lambda path: make(path, "CREATE TABLE bookmark(url); PRAGMA user_version = 3"), True),
        (lambda path: make(path, "CREATE TABLE entry(n)"), False),
    ],
)
def test_what_counts_as_lost(path: Path, fill: Callable[[Path], object], lost: bool) -> None:
    assert is_lost(path)
    fill(path)
    before = sorted(path.parent.iterdir())
    assert is_lost(path) == lost
    assert sorted(path.parent.iterdir()) == before


def test_what_holds_entries_is_put_aside_under_names_that_are_free(path: Path) -> None:
    wal = path.with_name("kiosk.db-wal")
    for number in range(3):
        path.touch()
        path.with_name("kiosk.db-shm").touch()
        wal.write_bytes(bytes((1 << 20) - 20) + ENTRY + str(number).encode())
        assert files_with_entries(path)[0] == wal
        rename_lost(path)
    assert {one.read_bytes()[-1:] for one in broken_files(path)} == {b"0", b"1", b"2"}
    assert sorted(path.parent.iterdir()) == sorted(broken_files(path))
