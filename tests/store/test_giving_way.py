"""Long work rests beside an open door and lets waiting writers go first, and else never rests."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.store.sqlite.database import Database, immediate, open_database
from kiosk.store.sqlite.write_batches import YieldToScans, relaxed_transaction
from kiosk.store.sqlite.write_turns import door_is_open, in_turn, is_awaited
from tests.festival import session_on

_DOOR = """
import sys
from pathlib import Path
from tests.festival import session_on
with session_on(Path(sys.argv[1])).lock():
    print("open", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "kiosk.db")
    yield opened
    opened.close()


def rests(database: Database) -> tuple[YieldToScans, list[float]]:
    rested: list[float] = []
    return YieldToScans(database, sleep=rested.append), rested


def test_without_a_door_it_never_rests(database: Database, tmp_path: Path) -> None:
    pause, rested = rests(database)
    with relaxed_transaction(database):
        pass
    pause()
    assert rested == []
    assert not door_is_open(tmp_path)


def test_it_rests_once_the_door_of_this_process_is_open(database: Database, tmp_path: Path) -> None:
    pause, rested = rests(database)
    pause()
    with session_on(tmp_path).lock():
        pause()
    pause()
    assert len(rested) == 1


def test_it_rests_while_another_process_has_its_door_open(
    database: Database, tmp_path: Path
) -> None:
    pause, rested = rests(database)
    door = subprocess.Popen(
        [sys.executable, "-c", _DOOR, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert door.stdout is not None
    assert door.stdout.readline() == "open\n"
    pause()
    assert len(rested) == 1
    door.kill()
    door.communicate()
    pause()
    assert len(rested) == 1


def test_a_door_opens_also_while_an_import_looks_for_one(
    database: Database, tmp_path: Path
) -> None:
    pause, _ = rests(database)
    done = threading.Event()

    def look() -> None:
        while not done.wait(0.001):
            pause()

    looking = threading.Thread(target=look)
    looking.start()
    try:
        for _ in range(100):
            with session_on(tmp_path).lock():
                pass
    finally:
        done.set()
        looking.join()


def test_a_writer_that_waits_goes_first(database: Database, tmp_path: Path) -> None:
    other = open_database(tmp_path / "kiosk.db")
    written = threading.Event()

    def write() -> None:
        with immediate(other):
            written.set()

    waiting = threading.Thread(target=write)
    with relaxed_transaction(database):
        waiting.start()
        while not is_awaited(tmp_path):
            written.wait(0.001)
    YieldToScans(database, sleep=lambda _: written.wait())()
    assert written.is_set()
    waiting.join()
    other.close()


def test_a_writer_that_never_gets_its_turn_holds_nothing_up_for_ever(
    database: Database, tmp_path: Path
) -> None:
    pause, rested = rests(database)
    with in_turn(tmp_path):
        pause()
    assert 0 < sum(rested) <= 0.051
    assert not is_awaited(tmp_path)


def test_several_writers_may_wait_at_once(tmp_path: Path) -> None:
    with in_turn(tmp_path):
        with in_turn(tmp_path):
            assert is_awaited(tmp_path)
        assert is_awaited(tmp_path)
    assert not is_awaited(tmp_path)


def test_a_missing_folder_is_not_awaited(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    with in_turn(gone):
        assert not is_awaited(gone)
        assert not door_is_open(gone)
