"""A file that was moved, removed or replaced while it is open takes nothing more, and says so."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.errors import WorldFailed
from kiosk.store.sqlite.database import Database, file_trouble, immediate, open_database


def opened(folder: Path) -> Database:
    folder.mkdir(parents=True)
    database = open_database(folder / "kiosk.db")
    database.execute("CREATE TABLE seen(a)")
    return database


def write(database: Database, meanwhile: Callable[[], None] = lambda: None) -> None:
    with immediate(database):
        database.execute("INSERT INTO seen VALUES (1)")
        meanwhile()


def written(database: Database) -> int:
    (rows,) = database.execute("SELECT count(*) FROM seen").fetchone()
    return int(rows)


def delete_folder(folder: Path) -> None:
    shutil.rmtree(folder)


def delete_file(folder: Path) -> None:
    (folder / "kiosk.db").unlink()


def delete_wal(folder: Path) -> None:
    (folder / "kiosk.db-wal").unlink()


def delete_shm(folder: Path) -> None:
    (folder / "kiosk.db-shm").unlink()


def replace_file_by_a_copy(folder: Path) -> None:
    shutil.copy(folder / "kiosk.db", folder / "copy")
    (folder / "copy").replace(folder / "kiosk.db")


def replace_wal_by_a_copy(folder: Path) -> None:
    shutil.copy(folder / "kiosk.db-wal", folder / "copy")
    (folder / "copy").replace(folder / "kiosk.db-wal")


def put_a_new_folder_in_its_place(folder: Path) -> None:
    folder.rename(folder.with_name("old"))
    shutil.copytree(folder.with_name("old"), folder)


def move_the_parent(folder: Path) -> None:
    folder.parent.rename(folder.parent.with_name("elsewhere"))


HARMS = [
    delete_folder,
    delete_file,
    delete_wal,
    delete_shm,
    replace_file_by_a_copy,
    replace_wal_by_a_copy,
    put_a_new_folder_in_its_place,
    move_the_parent,
]


@pytest.mark.parametrize("harm", HARMS)
def test_nothing_is_written_to_a_file_that_is_not_in_its_place(
    tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    folder = tmp_path / "parent" / "data"
    database = opened(folder)
    write(database)
    harm(folder)
    with pytest.raises(WorldFailed) as failed:
        write(database)
    assert failed.value.key == "error.file_moved"
    assert file_trouble(database) == "error.file_moved"
    assert not database.conn.in_transaction
    database.close()


@pytest.mark.parametrize("harm", HARMS)
def test_a_transaction_that_loses_its_file_is_taken_back(
    tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    folder = tmp_path / "parent" / "data"
    database = opened(folder)
    with pytest.raises(WorldFailed):
        write(database, lambda: harm(folder))
    assert written(database) == 0
    database.close()


def test_a_link_to_the_folder_that_leads_elsewhere_is_a_moved_file(tmp_path: Path) -> None:
    opened(tmp_path / "a").close()
    opened(tmp_path / "b").close()
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "a")
    database = open_database(link / "kiosk.db")
    write(database)
    link.unlink()
    link.symlink_to(tmp_path / "b")
    with pytest.raises(WorldFailed):
        write(database)
    database.close()


def test_a_folder_that_is_back_takes_what_comes(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    database = opened(folder)
    folder.rename(tmp_path / "away")
    with pytest.raises(WorldFailed):
        write(database)
    (tmp_path / "away").rename(folder)
    write(database)
    assert written(database) == 1
    database.close()


def test_another_connection_that_comes_and_goes_leaves_the_file_in_place(tmp_path: Path) -> None:
    database = opened(tmp_path / "data")
    write(database)
    beside = open_database(tmp_path / "data" / "kiosk.db")
    write(beside)
    beside.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    beside.execute("VACUUM")
    beside.close()
    write(database)
    assert written(database) == 3
    database.close()
