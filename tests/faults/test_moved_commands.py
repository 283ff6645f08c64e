"""The folder moves in the middle of an import, an exchange or a purge: it is whole afterwards."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import pytest
from pysqlite3 import dbapi2 as sqlite3

from kiosk.cli.main import main
from kiosk.runtime.data_folder import DATABASE
from kiosk.store.sqlite.write_turns import is_awaited
from tests.faults.inspection import Found, inspect
from tests.faults.recorder import PROJECT, kiosk_in
from tests.sync.laptops import another_laptop, first_laptop


class Turns:
    """Holds the write lock of a station, so that a process gets it only when it is let."""

    def __init__(self, station: Path) -> None:
        self._folder = station
        self._held = sqlite3.connect(station / DATABASE, isolation_level=None, timeout=60)

    def __enter__(self) -> Self:
        self._held.execute("BEGIN IMMEDIATE")
        return self

    def __exit__(self, *_: object) -> None:
        self._held.close()

    def wait(self, process: subprocess.Popen[str]) -> bool:
        """Wait until the process waits for the lock; return False if it ends instead."""
        while not is_awaited(self._folder):
            if process.poll() is not None:
                return False
            time.sleep(0.005)
        return True

    def give(self) -> None:
        """Let the process have one turn."""
        self._held.execute("ROLLBACK")
        self._held.execute("BEGIN IMMEDIATE")

    def let_go(self) -> None:
        """Let the process have all others."""
        self._held.execute("ROLLBACK")


def table(prefix: str, rows: int) -> str:
    return "ticket,code,name\n" + "".join(
        f"{prefix}-{n},{prefix}{n:020},Gast {n}\n" for n in range(rows)
    )


@contextmanager
def running(folder: Path, *command: str) -> Iterator[subprocess.Popen[str]]:
    """Run a command as a process that does not outlive the block."""
    process = subprocess.Popen(
        kiosk_in(folder, *command),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=PROJECT,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


@pytest.fixture
def station(tmp_path: Path) -> Path:
    """Return the folder of the organiser's laptop; others left what they did in `shared`."""
    admin = first_laptop(tmp_path / "parent" / "station")
    admin.take_list(tmp_path / "first.csv", table("A", 50))
    other = another_laptop(admin, tmp_path / "other", "Zuid 1")
    other.read(admin.write(tmp_path / "first.kiosk"))
    other.scan(*(f"A{n:020}" for n in range(30)))
    (tmp_path / "shared").mkdir()
    assert main(["--data", str(other.folder), "sync", str(tmp_path / "shared")]) == 0
    (tmp_path / "guests.csv").write_text(table("B", 1200), encoding="utf-8")
    return admin.folder


def command_of(name: str, beside: Path) -> tuple[str, ...]:
    return {
        "import": ("tickets", "import", str(beside / "guests.csv")),
        "sync": ("sync", str(beside / "shared")),
        "purge": ("purge", "--yes"),
    }[name]


def whole(folder: Path) -> Found:
    """Return what is in a folder whose tables and lists are as its journal says."""
    found = inspect(folder)
    # The last thing at another laptop's door is only kept there.
    wrong = found.inconsistent if not found.inconsistent.startswith("newest: kept set()") else ""
    assert (found.corrupt, wrong) == ("", "")
    refs = [ref for ref, *_ in found.tickets]
    assert sum(ref.startswith("B-") for ref in refs) in (0, 1200)
    return found


@pytest.mark.parametrize("turn", [1, 2, 4])
@pytest.mark.parametrize("name", ["import", "sync", "purge"])
def test_a_command_whose_folder_moves_is_one_sentence_and_leaves_nothing_half_done(
    station: Path, tmp_path: Path, name: str, turn: int
) -> None:
    given = command_of(name, tmp_path)
    with Turns(station) as turns, running(station, *given) as process:
        for _ in range(turn - 1):
            assert turns.wait(process)
            turns.give()
        assert turns.wait(process)
        away = station.rename(station.with_name("elsewhere"))
        turns.let_go()
        out, told = process.communicate(timeout=120)
    assert (process.returncode, out) == (3, "")
    (sentence,) = told.splitlines()
    assert "was moved, deleted or replaced" in sentence
    assert not station.exists()
    assert whole(away).entries
    away.rename(station)
    assert main(["--data", str(station), *given]) in (0, 1)
    found = whole(station)
    assert name != "import" or len(found.tickets) == 1250
