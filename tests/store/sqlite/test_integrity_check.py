"""SQLite's check of the file reads the free pages too, whichever object the schema begins with."""

import re
import struct
from pathlib import Path

import pytest

from kiosk.paths import MIGRATIONS
from kiosk.store.sqlite.database import migrate, open_database
from kiosk.store.sqlite.schema_check import integrity_errors

PAGE = 4096  # bytes
FIRST_FREE = (
    32  # byte of the file header with the number of the first page of the list of free pages
)
VIEWS = re.findall(
    r"^CREATE VIEW (\w+)", "".join(p.read_text() for p in MIGRATIONS.glob("*.sql")), re.M
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Make a file of the program with free pages."""
    path = tmp_path / "kiosk.db"
    database = open_database(path)
    migrate(database, MIGRATIONS)
    with database.conn:
        database.execute("CREATE TABLE filled(x)")
        database.execute(
            "INSERT INTO filled SELECT zeroblob(9000) FROM pragma_function_list LIMIT 9"
        )
    with database.conn:
        database.execute("DROP TABLE filled")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    database.close()
    return path


def errors(path: Path, *, quick: bool) -> list[str]:
    database = open_database(path)
    try:
        return integrity_errors(database, quick=quick)
    finally:
        database.close()


def change_free_page(path: Path, number: int) -> int:
    """Write another number over the first free page's in the list; return that page's number."""
    content = bytearray(path.read_bytes())
    (first,) = struct.unpack_from(">I", content, FIRST_FREE)
    place = (first - 1) * PAGE + 8
    (free,) = struct.unpack_from(">I", content, place)
    struct.pack_into(">I", content, place, number)
    path.write_bytes(content)
    return int(free)


@pytest.mark.parametrize("quick", [True, False])
def test_a_sound_file_has_no_errors(file: Path, quick: bool) -> None:
    assert errors(file, quick=quick) == []


@pytest.mark.parametrize("quick", [True, False])
def test_a_free_page_beyond_the_end_is_found_once(file: Path, quick: bool) -> None:
    free = change_free_page(file, 5000)
    found = errors(file, quick=quick)
    assert [line for line in found if "invalid page number 5000" in line] == found[:1]
    assert [line for line in found if f"Page {free}: never used" in line] == found[1:]


@pytest.mark.parametrize("quick", [True, False])
def test_a_page_in_use_that_counts_as_free_is_found(file: Path, quick: bool) -> None:
    change_free_page(file, 3)
    assert "3" in " ".join(errors(file, quick=quick))


@pytest.mark.parametrize("view", VIEWS)
def test_after_a_view_is_made_again_free_pages_are_still_read(file: Path, view: str) -> None:
    database = open_database(file)
    ((sql,),) = database.execute("SELECT sql FROM sqlite_master WHERE name = ?", [view]).fetchall()
    with database.conn:
        database.execute(f"DROP VIEW {view}")
        database.execute(sql)
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    database.close()
    assert errors(file, quick=False) == []
    change_free_page(file, 5000)
    assert "invalid page number 5000" in " ".join(errors(file, quick=False))
