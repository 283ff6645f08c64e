"""A folder on the laptop's own disk is no second copy: it is said, and nothing is emptied by it."""

import json
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.cli.main import main
from kiosk.errors import UnusableInput
from kiosk.runtime.data_folder import DataFolder
from kiosk.runtime.disks import on_other_disk
from kiosk.store.journal.recent_entries import RecentEntries
from kiosk.store.journal.replicas import Replicas
from kiosk.sync.shared_folder import SharedFolder
from tests.festival import Row, festival, session_on
from tests.opened import opened_laptops

Run = Callable[..., tuple[int, str, str]]
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108  # another device than the disk, where there is one


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "laptop"
    with festival(folder, [Row("A1")]) as store:
        Door(store, Gate("festival", "Noord")).scan("C-A1")
    (tmp_path / "shared").mkdir()
    return folder


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """The commands as they are, on folders of one disk."""

    def kiosk(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(["--data", str(folder), "--lang", "en", *arguments])
        return code, *capsys.readouterr()

    return kiosk


def on_one_disk(folder: Path) -> DataFolder:
    return replace(session_on(folder), is_other_disk=on_other_disk)


def test_a_folder_beside_another_is_on_the_same_disk_and_one_that_is_gone_is_no_copy(
    tmp_path: Path,
) -> None:
    beside = tmp_path / "beside"
    assert not on_other_disk(tmp_path, beside)
    beside.mkdir()
    assert not on_other_disk(tmp_path, beside)


def test_a_folder_on_another_device_is_elsewhere() -> None:
    disk = Path(tempfile.gettempdir())
    if not SHARED_MEMORY.is_dir() or SHARED_MEMORY.stat().st_dev == disk.stat().st_dev:
        pytest.skip("one device alone")
    assert on_other_disk(disk, SHARED_MEMORY)


def test_a_day_handed_in_on_the_own_disk_is_handed_in_with_a_warning(
    run: Run, tmp_path: Path
) -> None:
    code, out, stderr = run("close", str(tmp_path / "shared"), "--json")
    report = json.loads(out)
    assert (code, report["handed_in"], report["expected"]) == (0, 1, 1)
    assert not report["written"]["other_disk"]
    assert "no second copy" in stderr
    assert run("close")[0] == 0
    assert run("verify")[0] == 0


@pytest.mark.parametrize(
    "command", [("close",), ("sync",), ("bundle", "write")], ids=lambda words: words[0]
)
def test_whatever_was_written_on_the_own_disk_does_not_let_the_laptop_be_emptied(
    run: Run, folder: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    file = tmp_path / "shared" / ("x.kiosk" if command[0] == "bundle" else "")
    code, _, stderr = run(*command, str(file))
    assert (code, "no second copy" in stderr) == (0, True)
    code, out, stderr = run("purge", "--laptop", "--yes")
    assert (code, out, "to a stick" in stderr) == (2, "", True)
    assert (folder / "kiosk.db").exists()


def test_what_the_own_disk_holds_too_was_never_sent(folder: Path, tmp_path: Path) -> None:
    session = on_one_disk(folder)
    with session.open_store() as store:
        event = store.keys.event
    exchange = opened_laptops(session, event)
    assert not exchange.hand_in(SharedFolder(tmp_path / "shared"))
    assert not exchange.exchange(SharedFolder(tmp_path / "shared")).other_disk
    exchange.close()
    with session.open_store() as store:
        given = Replicas(store.database, event)
        assert given.count_only_here(store.keys.station) > 0
        entries, at = RecentEntries(store.database, event).not_replicated(store.keys.station)
        assert (entries > 0, at) == (True, None)
    station = opened_laptops(session, event)
    with pytest.raises(UnusableInput, match="hand_in_first"):
        station.wipe_at_exit()
    station.close()


def test_a_stick_after_the_own_disk_is_a_copy(run: Run, folder: Path, tmp_path: Path) -> None:
    run("close", str(tmp_path / "shared"))
    exchange = opened_laptops(session_on(folder), opened_event(folder))
    assert exchange.hand_in(SharedFolder(tmp_path / "shared"))
    exchange.close()
    run("close", str(tmp_path / "shared"))
    assert run("purge", "--laptop", "--yes")[0] == 0


def opened_event(folder: Path) -> str:
    with session_on(folder).open_store() as store:
        return store.keys.event
