"""`kiosk purge`: asks first, leaves a receipt without names, and can be said twice."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.cli.main import main
from kiosk.keys.key_ring import save_key_ring
from tests.festival import Row, festival, session_on
from tests.neighbours import another_station

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    with festival(tmp_path, [Row("A1", name="Jannie Petersen"), Row("A2", name="Piet Snot")]):
        pass

    def kiosk(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(["--data", str(tmp_path), "--lang", "en", *arguments])
        return code, *capsys.readouterr()

    return kiosk


class Terminal(io.StringIO):
    """A person who types."""

    def isatty(self) -> bool:
        return True


def test_without_a_terminal_it_needs_a_yes(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("yes\n"))
    code, out, stderr = run("purge")
    assert (code, out, "--yes" in stderr) == (2, "", True)
    assert "Jannie" in run("tickets", "list")[1]


@pytest.mark.parametrize(("typed", "code"), [("yes\n", 0), ("Ja\n", 0), ("\n", 2), ("", 2)])
def test_at_a_terminal_it_asks(
    run: Run, monkeypatch: pytest.MonkeyPatch, typed: str, code: int
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(typed))
    assert run("purge")[0] == code
    assert ("Jannie" in run("tickets", "list")[1]) == (code != 0)


def test_the_receipt_says_what_went_and_what_stays_without_a_name(run: Run) -> None:
    code, out, stderr = run("purge", "--yes", "--json")
    receipt = json.loads(out)
    assert (code, stderr) == (0, "")
    assert (receipt["event"], receipt["date"]) == ("We Doen Het Samen!", "2026-05-30")
    assert (receipt["rows_removed"], receipt["tickets_kept"]) == (2, 2)
    assert (receipt["removed_files"], "kiosk.db" in receipt["looked_at"]) == ([], True)
    assert "Jannie" not in out


def test_a_second_purge_finds_nothing_and_writes_nothing(run: Run) -> None:
    first = json.loads(run("purge", "--yes", "--json")[1])
    second = json.loads(run("purge", "--json")[1])
    assert (second["rows_removed"], second["entries_kept"]) == (0, first["entries_kept"])
    assert run("verify")[0] == 0


def test_the_window_has_to_be_closed_first(run: Run, tmp_path: Path) -> None:
    with session_on(tmp_path).lock():
        assert run("purge", "--yes")[0] == 2
    assert "Jannie" in run("tickets", "list")[1]


def test_a_door_may_not_purge(run: Run, tmp_path: Path) -> None:
    with session_on(tmp_path).open_store() as store:
        door = another_station(store, "Zuid 1")
        save_key_ring(tmp_path / "keys", door.keys)
    code, out, stderr = run("purge", "--yes")
    assert (code, out) == (2, "")
    assert "door" in stderr


def test_what_came_of_it_is_said_in_a_sentence(run: Run) -> None:
    code, out, _ = run("purge", "--yes")
    assert (code, out.startswith("The personal data of 'We Doen Het Samen!' was removed")) == (
        0,
        True,
    )


def test_who_has_not_handed_in_is_said_first(run: Run, tmp_path: Path) -> None:
    with session_on(tmp_path).open_store() as store:
        another_station(store, "Zuid 1")
    code, _, stderr = run("purge", "--yes")
    assert (code, "1 other laptop has not handed in yet" in stderr) == (0, True)
