"""`kiosk purge --laptop`: it removes only entries that another copy has, also after a stop."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.admin.closing import hand_in_day
from kiosk.admin.empty_laptop import events_here, wipe_folder
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.cli.main import main
from kiosk.errors import UnusableInput
from kiosk.store.sqlite.wipe_folder import MARK, begin_wipe
from kiosk.sync.targets import file_or_folder
from tests.festival import Row, festival, session_on

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A laptop that handed in its day, with all that a long life leaves behind."""
    folder = tmp_path / "laptop"
    with festival(folder, [Row("A1", name="Jannie Petersen")]) as store:
        Door(store, Gate("festival", "Noord")).scan("C-A1")
        hand_in_day(store, file_or_folder(tmp_path / "stick.kiosk"))
    (folder / "log").mkdir()
    for name in ("log/kiosk.log", "before-migration-1-x.db", "settings.toml", "kiosk.db.copy"):
        (folder / name).touch()
    return folder


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def kiosk(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(["--data", str(folder), "--lang", "en", *arguments])
        return code, *capsys.readouterr()

    return kiosk


def scanned(folder: Path) -> None:
    with session_on(folder).open_store() as store:
        Door(store, Gate("festival", "Noord")).scan("stranger")


def test_a_laptop_that_handed_in_is_emptied_with_a_receipt(run: Run, folder: Path) -> None:
    code, out, stderr = run("purge", "--laptop", "--yes", "--json")
    receipt = json.loads(out)
    assert (code, stderr, list(folder.iterdir())) == (0, "", [])
    assert [(one["event"], one["station"]) for one in receipt["events"]] == [
        ("We Doen Het Samen!", "Noord 1")
    ]
    assert {"kiosk.db", "settings.toml", "log/kiosk.log"} <= set(receipt["removed"])
    assert "Jannie" not in out


def test_entries_that_are_on_no_other_laptop_prevent_wiping(run: Run, folder: Path) -> None:
    scanned(folder)
    before = sorted(folder.rglob("*"))
    code, out, stderr = run("purge", "--laptop", "--yes")
    assert (code, out, "kiosk close FILE" in stderr) == (2, "", True)
    assert set(before) <= set(folder.rglob("*"))


def test_an_entry_that_comes_after_the_question_keeps_it_full(folder: Path) -> None:
    session = session_on(folder)
    with session.lock():
        assert [one.missing for one in events_here(session)] == [0]
        scanned(folder)
        with pytest.raises(UnusableInput, match="not_handed_in"):
            wipe_folder(session)
    assert (folder / "kiosk.db").exists()


def test_it_asks_first(run: Run, folder: Path) -> None:
    code, out, stderr = run("purge", "--laptop")
    assert (code, out, "--yes" in stderr) == (2, "", True)
    assert (folder / "kiosk.db").exists()


def test_files_of_other_programs_are_left_and_named(run: Run, folder: Path) -> None:
    (folder / "letter.txt").write_text("dear", encoding="utf-8")
    code, out, stderr = run("purge", "--laptop", "--yes")
    assert (code, "letter.txt" in stderr, out.startswith("This laptop has been empty")) == (
        1,
        True,
        True,
    )
    assert [path.name for path in folder.iterdir()] == ["letter.txt"]


def test_an_empty_laptop_is_emptied_again_without_a_word_of_blame(run: Run, folder: Path) -> None:
    run("purge", "--laptop", "--yes")
    code, out, _ = run("purge", "--laptop", "--yes", "--json")
    assert (code, json.loads(out)["events"], list(folder.iterdir())) == (0, [], [])


@pytest.mark.parametrize("gone", range(5))
def test_wherever_it_was_stopped_the_next_to_open_the_folder_goes_on(
    run: Run, folder: Path, gone: int
) -> None:
    begin_wipe(folder)
    for path in [one for one in sorted(folder.rglob("*")) if one.is_file()][:gone]:
        if path.name != MARK:
            path.unlink()
    assert run("event", "list")[:2] == (0, "")
    assert not (folder / MARK).exists()
    assert not list((folder / "keys").glob("*"))


def test_the_window_has_to_be_closed_first(run: Run, folder: Path) -> None:
    with session_on(folder).lock():
        assert run("purge", "--laptop", "--yes")[0] == 2
    assert (folder / "kiosk.db").exists()
