"""The folder moves in the middle of an import, an exchange or a purge: it is whole afterwards."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.cli.main import main
from tests.faults.inspection import Found, inspect
from tests.faults.recorder import PROJECT, kiosk_in
from tests.sync.laptops import another_laptop, first_laptop


def table(prefix: str, rows: int) -> str:
    return "ticket,code,name\n" + "".join(
        f"{prefix}-{n},{prefix}{n:020},Gast {n}\n" for n in range(rows)
    )


def run(moment: int, station: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command whose folder goes elsewhere in its transaction of that number."""
    _, *kiosk = kiosk_in(station, *command)
    moving = ["tests.faults.moving_program", str(moment), str(station), str(elsewhere(station))]
    return subprocess.run(
        [sys.executable, "-m", *moving, *kiosk[2:]],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        cwd=PROJECT,
    )


def elsewhere(station: Path) -> Path:
    return station.with_name("elsewhere")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The organiser's laptop, and what another one left in `shared`; each test copies them."""
    folder = tmp_path_factory.mktemp("prepared")
    admin = first_laptop(folder / "parent" / "station")
    admin.take_list(folder / "first.csv", table("A", 50))
    other = another_laptop(admin, folder / "other", "Zuid 1")
    other.read(admin.write(folder / "first.kiosk"))
    other.scan(*(f"A{n:020}" for n in range(30)))
    (folder / "shared").mkdir()
    assert main(["--data", str(other.folder), "sync", str(folder / "shared")]) == 0
    (folder / "guests.csv").write_text(table("B", 1200), encoding="utf-8")
    return folder


@pytest.fixture
def station(prepared: Path, tmp_path: Path) -> Path:
    """Return the folder of the organiser's laptop."""
    shutil.copytree(prepared, tmp_path, dirs_exist_ok=True)
    return tmp_path / "parent" / "station"


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


@pytest.mark.parametrize("moment", [1, 2, 3, 5, 8])
@pytest.mark.parametrize("name", ["import", "sync", "purge"])
def test_a_command_whose_folder_moves_is_one_sentence_and_leaves_nothing_half_done(
    station: Path, tmp_path: Path, name: str, moment: int
) -> None:
    given = command_of(name, tmp_path)
    done = run(moment, station, *given)
    assert (done.returncode, done.stdout) == (3, "")
    (sentence,) = done.stderr.splitlines()
    assert "was moved, deleted or replaced" in sentence
    assert not station.exists()
    assert whole(elsewhere(station)).entries
    elsewhere(station).rename(station)
    assert main(["--data", str(station), *given]) in (0, 1)
    found = whole(station)
    assert name != "import" or len(found.tickets) == 1250
