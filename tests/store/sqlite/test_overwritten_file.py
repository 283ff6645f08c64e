"""A file that another program writes over, in its place, takes nothing more, and says so."""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.errors import KioskError, WorldFailed
from kiosk.store.sqlite.database import Database, file_trouble, immediate, open_database


def write(
    database: Database, size: int = 3000, meanwhile: Callable[[], None] = lambda: None
) -> None:
    with immediate(database):
        database.execute("INSERT INTO seen VALUES (randomblob(?))", (size,))
        meanwhile()


def written(database: Database) -> int:
    (rows,) = database.execute("SELECT count(*) FROM seen").fetchone()
    return int(rows)


def checkpoint(database: Database, kind: str = "PASSIVE") -> None:
    database.execute(f"PRAGMA wal_checkpoint({kind})").fetchall()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a file that was written to, and a copy of that state beside it."""
    folder = tmp_path / "data"
    folder.mkdir()
    with closing(open_database(folder / "kiosk.db")) as database:
        database.execute("CREATE TABLE seen(a)")
        write(database)
    shutil.copy2(folder / "kiosk.db", tmp_path / "backup.db")
    return folder


@pytest.fixture
def database(folder: Path) -> Iterator[Database]:
    """Return the open file: two checkpoints since the copy, and a write that waits for one."""
    with closing(open_database(folder / "kiosk.db")) as database:
        for _ in range(2):
            write(database)
            checkpoint(database)
        write(database)
        yield database


def copy_over(folder: Path) -> None:
    shutil.copyfile(folder.parent / "backup.db", folder / "kiosk.db")


def copy_over_with_its_times(folder: Path) -> None:
    shutil.copy2(folder.parent / "backup.db", folder / "kiosk.db")


def copy_over_part_by_part(folder: Path) -> None:
    """Write what differs and nothing else, as a program that keeps two folders alike does."""
    whole = (folder.parent / "backup.db").read_bytes()
    with (folder / "kiosk.db").open("r+b") as file:
        for at in range(0, len(whole), 512):
            file.seek(at)
            if file.read(512) != whole[at : at + 512]:
                file.seek(at)
                file.write(whole[at : at + 512])


def copy_another_laptops_file(folder: Path) -> None:
    """Write over it what the same folder became elsewhere, through as many checkpoints."""
    with closing(open_database(folder.parent / "backup.db")) as other:
        for _ in range(2):
            write(other)
            checkpoint(other)
    copy_over(folder)


def empty_it(folder: Path) -> None:
    os.truncate(folder / "kiosk.db", 0)


def write_text_over_it(folder: Path) -> None:
    (folder / "kiosk.db").write_bytes(b"Beste allemaal, hierbij de lijst.\n" * 1000)


@pytest.mark.parametrize(
    "harm",
    [
        copy_over,
        copy_over_with_its_times,
        copy_over_part_by_part,
        copy_another_laptops_file,
        empty_it,
        write_text_over_it,
    ],
)
def test_a_file_that_is_written_over_takes_nothing_more(
    folder: Path, database: Database, harm: Callable[[Path], None]
) -> None:
    inode = (folder / "kiosk.db").stat().st_ino
    harm(folder)
    assert (folder / "kiosk.db").stat().st_ino == inode
    for _ in range(2):
        with pytest.raises(KioskError) as failed:
            write(database)
        # Where SQLite reads what was put there first, it says itself that this is no such file.
        assert failed.value.key in ("error.file_overwritten", "error.database_broken")
    assert file_trouble(database) == "error.file_overwritten"


def test_a_copy_that_comes_in_the_middle_of_a_write_takes_it_back(
    folder: Path, database: Database
) -> None:
    with pytest.raises(WorldFailed) as failed:
        write(database, meanwhile=lambda: copy_over(folder))
    assert failed.value.key == "error.file_overwritten"


def test_a_copy_that_comes_right_after_a_commit_moved_pages_is_seen(folder: Path) -> None:
    with closing(open_database(folder / "kiosk.db")) as database:
        database.execute("PRAGMA wal_autocheckpoint=1").fetchall()
        write(database)
        copy_over(folder)
        with pytest.raises(WorldFailed) as failed:
            write(database)
        assert failed.value.key == "error.file_overwritten"


@pytest.mark.parametrize(
    "suffixes", [["-wal"], ["-shm"], ["", "-wal"], ["", "-wal", "-shm"]], ids=" ".join
)
@pytest.mark.parametrize("commits", [1, 7])
def test_a_copy_of_some_commits_ago_that_is_put_back_is_seen(
    folder: Path, database: Database, suffixes: list[str], commits: int
) -> None:
    copy = shutil.copytree(folder, folder.with_name("copy"))
    for _ in range(commits):
        write(database)
    for suffix in suffixes:
        shutil.copyfile(copy / f"kiosk.db{suffix}", folder / f"kiosk.db{suffix}")
    for _ in range(2):
        with pytest.raises(WorldFailed) as failed:
            write(database)
        assert failed.value.key == "error.file_overwritten"


def test_an_emptied_wal_is_seen(folder: Path, database: Database) -> None:
    os.truncate(folder / "kiosk.db-wal", 0)
    with pytest.raises(WorldFailed) as failed:
        write(database)
    assert failed.value.key == "error.file_overwritten"


def test_the_right_content_put_back_takes_what_comes(folder: Path, database: Database) -> None:
    right = (folder / "kiosk.db").read_bytes()
    copy_over(folder)
    assert file_trouble(database) == "error.file_overwritten"
    (folder / "kiosk.db").write_bytes(right)
    assert file_trouble(database) == ""
    write(database)
    with closing(open_database(folder / "kiosk.db")) as beside:
        assert written(beside) == 5


def test_a_copy_of_the_very_same_content_loses_nothing(folder: Path, database: Database) -> None:
    (folder / "kiosk.db").write_bytes((folder / "kiosk.db").read_bytes())
    write(database)
    with closing(open_database(folder / "kiosk.db")) as beside:
        assert written(beside) == 5
        assert beside.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.parametrize("seed", range(3))
def test_what_connections_do_to_each_other_is_no_other_program(folder: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # the same steps in every run
    paths = [folder / "kiosk.db"] * 3
    open_now = [open_database(path) for path in paths]
    count = 1
    for _ in range(120):
        n = chance.randrange(len(open_now))
        match chance.choices(["write", "checkpoint", "open", "vacuum"], [70, 20, 8, 2])[0]:
            case "write":
                write(open_now[n], chance.choice([10, 3000, 20_000]))
                count += 1
            case "checkpoint":
                checkpoint(open_now[n], chance.choice(["PASSIVE", "FULL", "RESTART", "TRUNCATE"]))
            case "open":
                open_now[n].close()
                open_now[n] = open_database(paths[n])
            case _:
                open_now[n].execute("VACUUM")
        assert file_trouble(open_now[n]) == ""
    assert written(open_now[0]) == count
    for database in open_now:
        database.close()


def test_a_checkpoint_costs_one_more_page_and_a_write_none(database: Database) -> None:
    def pages() -> int:
        (_, pages, _) = database.execute("PRAGMA wal_checkpoint(NOOP)").fetchone()
        return int(pages)

    checkpoint(database, "TRUNCATE")
    taken = []
    for n in range(4):
        before = pages()
        with immediate(database):
            database.execute("UPDATE seen SET a = ? WHERE rowid = 1", (n,))
        taken.append(pages() - before)
    assert taken == [2, 1, 1, 1]


def test_descriptors_do_not_outlive_their_connections(folder: Path) -> None:
    def held() -> int:
        return len(list(Path("/proc/self/fd").iterdir()))

    if not Path("/proc/self/fd").exists():
        pytest.skip("Only Linux tells which descriptors a process has.")
    before = held()
    several = [open_database(folder / "kiosk.db") for _ in range(3)]
    assert held() == before + 3 * 2 + 1 + 3  # SQLite's: file and -wal each, one -shm; ours
    for database in several:
        database.close()
    assert held() == before
    with pytest.raises(KioskError):
        open_database(folder)
    assert held() == before


def test_closing_one_connection_leaves_the_locks_of_the_others(folder: Path) -> None:
    first = open_database(folder / "kiosk.db")
    write(first)
    open_database(folder / "kiosk.db").close()
    with closing(open_database(folder / "kiosk.db")) as beside, immediate(beside):
        pass
    # The last connection of another process removes the -wal, unless this one's lock is seen.
    code = "import sys; from pathlib import Path; from kiosk.store.sqlite.database import *;"
    code += " open_database(Path(sys.argv[1])).close()"
    subprocess.run([sys.executable, "-c", code, str(folder / "kiosk.db")], check=True)
    assert (folder / "kiosk.db-wal").exists()
    write(first)
    first.close()
