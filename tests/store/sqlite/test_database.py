"""The file: durable by setting, moved forward whole or not at all, refused in words."""

import shutil
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path

import pytest

from kiosk.errors import UnusableInput, WorldFailed
from kiosk.paths import MIGRATIONS
from kiosk.store.integrity.salvage import is_broken
from kiosk.store.sqlite.database import Database, immediate, migrate, open_database


def pragma(database: Database, name: str) -> object:
    (value,) = database.execute(f"PRAGMA {name}").fetchone()
    return value


def steps(folder: Path, *extra: str) -> Path:
    """Return a folder with our migrations and some more."""
    shutil.copytree(MIGRATIONS, folder)
    last = max(int(path.name[:4]) for path in folder.glob("[0-9]*.sql"))
    for number, script in enumerate(extra, start=last + 1):
        (folder / f"{number:04}_more.sql").write_text(script)
    return folder


def test_a_commit_survives_a_power_cut_by_setting(tmp_path: Path) -> None:
    database = open_database(tmp_path / "a.db")
    assert pragma(database, "journal_mode") == "wal"
    assert pragma(database, "synchronous") == 2
    assert pragma(database, "secure_delete") == 1
    database.close()


def test_a_new_file_is_made_and_a_second_start_changes_nothing(tmp_path: Path) -> None:
    database = open_database(tmp_path / "a.db")
    migrate(database, MIGRATIONS)
    tables = database.table_names()
    migrate(database, MIGRATIONS)
    assert "entry" in tables
    assert database.table_names() == tables
    assert list(tmp_path.glob("before-migration-*")) == []
    database.close()


def test_a_file_with_data_is_copied_before_it_moves_forward(tmp_path: Path) -> None:
    database = open_database(tmp_path / "a.db")
    migrate(database, MIGRATIONS)
    database.execute("INSERT INTO event(event) VALUES (x'01')")
    migrate(database, steps(tmp_path / "db", "CREATE TABLE more(a);"))
    (copy,) = tmp_path.glob("before-migration-*.db")
    before = open_database(copy)
    assert "more" in database.table_names()
    assert "more" not in before.table_names()
    assert before.execute("SELECT count(*) FROM event").fetchone() == (1,)
    before.close()
    database.close()


def test_a_step_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    database = open_database(tmp_path / "a.db")
    migrate(database, MIGRATIONS)
    version = pragma(database, "user_version")
    with pytest.raises(Exception, match="nowhere"):
        migrate(
            database,
            steps(tmp_path / "db", "CREATE TABLE more(a);", "INSERT INTO nowhere VALUES (1);"),
        )
    assert pragma(database, "user_version") == version
    assert "more" not in database.table_names()
    database.close()


def test_a_newer_file_is_refused_in_words_and_left_alone(tmp_path: Path) -> None:
    database = open_database(tmp_path / "a.db")
    migrate(database, MIGRATIONS)
    database.execute("PRAGMA user_version=9999")
    with pytest.raises(UnusableInput) as error:
        migrate(database, MIGRATIONS)
    assert error.value.key == "error.database_newer"
    database.close()


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def older(path: Path, *, closed: bool) -> None:
    """Make a file as programs with other tables did, by a process that ended well or did not."""
    script = (
        "import os, sys; from pysqlite3 import dbapi2\n"
        "file = dbapi2.connect(sys.argv[1], isolation_level=None)\n"
        "for sql in sys.argv[2:]: file.execute(sql)\n"
        f"{'file.close()' if closed else 'os._exit(0)'}"
    )
    made = ("PRAGMA journal_mode=wal", "CREATE TABLE hand(a)", "PRAGMA user_version=4")
    given = [str(path), *made, "PRAGMA wal_checkpoint", "INSERT INTO hand VALUES (1)"]
    subprocess.run([sys.executable, "-c", script, *given], check=True)


@pytest.mark.parametrize("closed", [True, False])
def test_an_older_programs_file_is_refused_in_words_without_touching_it(
    tmp_path: Path, closed: bool
) -> None:
    path = tmp_path / "a b.db"
    older(path, closed=closed)
    before = content(tmp_path)
    assert len(before) == (1 if closed else 3)
    with pytest.raises(UnusableInput) as error:
        open_database(path)
    assert (error.value.key, error.value.params) == ("error.database_older", {"path": path})
    assert content(tmp_path).keys() == before.keys()
    changed = {name for name, held in content(tmp_path).items() if held != before[name]}
    assert changed <= {
        f"{path.name}-shm"
    }  # SQLite's own marks of its readers; a start makes it again
    with pytest.raises(UnusableInput, match="database_older"):
        is_broken(path, MIGRATIONS)


def test_one_damaged_number_makes_no_file_older(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    database = open_database(path)
    migrate(database, MIGRATIONS)
    database.execute("PRAGMA user_version=4")
    database.close()
    with (
        closing(open_database(path)) as again,
        pytest.raises(UnusableInput, match="database_broken"),
    ):
        migrate(again, MIGRATIONS)


def test_what_is_no_database_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(UnusableInput) as error:
        open_database(path)
    assert error.value.key == "error.database_broken"
    assert path.read_bytes() == b"no database at all" * 100


def test_a_locked_file_is_reported_and_works_again_after(tmp_path: Path) -> None:
    database, other = (open_database(tmp_path / "a.db") for _ in range(2))
    migrate(database, MIGRATIONS)
    database.execute("PRAGMA busy_timeout=20")
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(WorldFailed) as error, immediate(database):
        pass
    assert error.value.key == "error.database_locked"
    other.execute("ROLLBACK")
    with immediate(database):
        database.execute("INSERT INTO event(event) VALUES (x'01')")
    assert other.execute("SELECT count(*) FROM event").fetchone() == (1,)
    database.close()
    other.close()


def test_a_failure_in_a_transaction_takes_all_of_it_back(tmp_path: Path) -> None:
    database = open_database(tmp_path / "a.db")
    migrate(database, MIGRATIONS)
    with suppress(ZeroDivisionError), immediate(database):
        database.execute("INSERT INTO event(event) VALUES (x'01')")
        raise ZeroDivisionError
    assert database.execute("SELECT count(*) FROM event").fetchone() == (0,)
    database.close()
