"""All that the program keeps in its folder is for its user alone, whatever the umask."""

import json
import logging
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.atomic_file import atomic_replace
from kiosk.cli.main import main
from kiosk.runtime.data_folder import DATABASE
from kiosk.runtime.log_file import close_log, log_to
from tests.festival import Row, festival, session_on

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="it has no modes")
LIST = "code,name\nC-LONG-ENOUGH-1,Jan Jansen\nC-LONG-ENOUGH-2,Piet\n"


@pytest.fixture(params=[0o000, 0o022])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def modes(folder: Path) -> dict[str, str]:
    found = [folder, *folder.rglob("*")]
    return {str(path.relative_to(folder)): f"{_mode(path):o}" for path in found}


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def is_private(folder: Path) -> bool:
    return all(not int(mode, 8) & 0o077 for mode in modes(folder).values())


def test_a_folder_that_was_there_and_all_in_it_is_closed_while_guests_are_scanned(
    tmp_path: Path, umask: int
) -> None:
    folder, guests = tmp_path / "station", tmp_path / "guests.csv"
    folder.mkdir(mode=0o777)
    assert _mode(folder) == 0o777 & ~umask
    guests.write_text(LIST, encoding="utf-8")
    assert main(["--data", str(folder), "event", "new", "Feest", "--date", "2026-06-13"]) == 0
    assert main(["--data", str(folder), "tickets", "import", str(guests)]) == 0
    scan = [sys.executable, "-m", "kiosk", "--data", str(folder), "scan", "--codes", "-"]
    with subprocess.Popen(
        [*scan, "--at", "2026-06-13T12:00"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as door:
        assert door.stdin is not None
        assert door.stdout is not None
        door.stdin.write("C-LONG-ENOUGH-1\n")
        door.stdin.flush()
        assert json.loads(door.stdout.readline())["outcome"] == "admitted"
        assert {f"{DATABASE}-wal", f"{DATABASE}-shm", "kiosk.lock"} <= modes(folder).keys()
        assert is_private(folder), modes(folder)
        door.stdin.close()
    assert is_private(folder), modes(folder)


def opened_to_all(folder: Path) -> None:
    """Give a folder the modes that an older program left under umask 0."""
    (folder / "exchanged.json").write_text("[]", encoding="utf-8")
    (folder / "before-migration-3-20260101T000000Z.db").touch()
    (folder / "log").mkdir()
    (folder / "log" / "kiosk.log").touch()
    for path in folder.rglob("*"):
        path.chmod(0o777 if path.is_dir() else 0o666)
    folder.chmod(0o755)


def test_a_folder_of_an_older_program_is_closed_when_it_is_opened(tmp_path: Path) -> None:
    with festival(tmp_path / "station", [Row("T1")]):
        pass
    opened_to_all(tmp_path / "station")
    assert main(["--data", str(tmp_path / "station"), "headcount"]) == 0
    assert is_private(tmp_path / "station"), modes(tmp_path / "station")


def test_a_folder_with_other_things_in_it_stays_open_and_so_do_they(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with festival(home, [Row("T1")]):
        pass
    opened_to_all(home)
    for name in ("holiday.jpg", "keys/ssh.pub", "log/other.log"):
        (home / name).touch()
        (home / name).chmod(0o644)
    assert main(["--data", str(home), "headcount"]) == 0
    found = modes(home)
    others = {".", "keys", "log", "holiday.jpg", "keys/ssh.pub", "log/other.log"}
    assert {name: found.pop(name) for name in sorted(others)} == {
        ".": "755",
        "holiday.jpg": "644",
        "keys": "777",
        "keys/ssh.pub": "644",
        "log": "777",
        "log/other.log": "644",
    }
    assert set(found.values()) == {"600"}


def test_what_a_link_leads_to_is_left_alone(tmp_path: Path) -> None:
    with festival(tmp_path / "station"):
        pass
    theirs = tmp_path / "settings.toml"
    theirs.touch()
    theirs.chmod(0o644)
    (tmp_path / "station" / "settings.toml").symlink_to(theirs)
    assert main(["--data", str(tmp_path / "station"), "event", "list"]) == 0
    assert _mode(theirs) == 0o644


def test_a_disk_without_modes_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    with festival(tmp_path / "stick", [Row("T1")]):
        pass
    opened_to_all(tmp_path / "stick")
    monkeypatch.setattr(Path, "chmod", refuse)
    assert main(["--data", str(tmp_path / "stick"), "headcount"]) == 0
    file = tmp_path / "stick" / "out.csv"
    assert main(["--data", str(tmp_path / "stick"), "attendance", "export", str(file)]) == 0


def test_the_log_is_closed_too(tmp_path: Path, umask: int) -> None:
    assert umask in (0o000, 0o022)
    log_to(tmp_path / "station" / "log")
    logging.getLogger("kiosk").error("a bug")
    close_log()
    assert modes(tmp_path / "station") == {".": "700", "log": "700", "log/kiosk.log": "600"}


def test_an_export_is_closed_until_it_is_whole_and_then_as_any_file(
    tmp_path: Path, umask: int
) -> None:
    with atomic_replace(tmp_path / "out.csv") as part:
        with part.open("w", encoding="utf-8") as file:
            file.write("Jan Jansen")
        assert _mode(part) == 0o600
    assert _mode(tmp_path / "out.csv") == 0o666 & ~umask


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "json"])
def test_each_export_ends_with_the_usual_mode(tmp_path: Path, umask: int, suffix: str) -> None:
    with festival(tmp_path / "station", [Row("T1")]):
        pass
    file = tmp_path / f"out.{suffix}"
    assert main(["--data", str(tmp_path / "station"), "attendance", "export", str(file)]) == 0
    assert _mode(file) == 0o666 & ~umask
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith("out.")] == [file.name]


def test_a_backup_beside_the_file_is_closed(tmp_path: Path, umask: int) -> None:
    assert umask in (0o000, 0o022)
    from kiosk.store.sqlite.database_copy import database_copy  # noqa: PLC0415

    with festival(tmp_path, [Row("T1")]):
        pass
    with session_on(tmp_path).database() as database, database_copy(database) as copy:
        assert _mode(copy) == 0o600
