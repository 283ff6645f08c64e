"""`kiosk verify`: 0 where all is sound, 1 with the place of whatever is not."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.cli.main import main
from kiosk.runtime.data_folder import DATABASE
from kiosk.store.sqlite.database import open_database
from tests.festival import Row, festival, session_on

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    with festival(tmp_path, [Row("A1")]) as store:
        Door(store, Gate("festival", "Noord")).scan("C-A1")

    def verify(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(["--data", str(tmp_path), "verify", *arguments])
        return code, *capsys.readouterr()

    return verify


def broken(folder: Path, sql: str) -> None:
    database = open_database(folder / DATABASE)
    database.execute(sql)
    database.close()


def report(run: Run, *arguments: str) -> dict[str, Any]:
    fields: dict[str, Any] = json.loads(run("--json", *arguments)[1])
    return fields


def test_a_sound_folder_says_how_much_was_read(run: Run) -> None:
    code, out, err = run("--json")
    assert (code, err) == (0, "")
    assert json.loads(out) == {"ok": True, "entries": 8, "logs": 3, "problems": []}


def test_what_is_wrong_is_named_with_log_and_number(run: Run, tmp_path: Path) -> None:
    broken(tmp_path, "DROP TRIGGER entry_as_written")
    broken(tmp_path, "UPDATE entry SET people = 9 WHERE kind = 'in'")
    found = report(run)
    schema, entry = found["problems"]
    assert (found["ok"], schema["what"], schema["about"]) == (False, "schema", "entry_as_written")
    assert (entry["what"], entry["seq"], len(entry["log"])) == ("entry_copies", 2, 32)
    assert run()[0] == 1


def test_repair_makes_the_totals_again(run: Run, tmp_path: Path) -> None:
    broken(tmp_path, "UPDATE total_category SET inside = 40")
    assert run()[0] == 1
    assert report(run, "--repair")["ok"] is True
    assert run()[0] == 0


def test_repair_writes_columns_and_guards_again_from_what_was_written(
    run: Run, tmp_path: Path
) -> None:
    broken(tmp_path, "DROP TRIGGER entry_as_written")
    broken(tmp_path, "UPDATE entry SET people = 9 WHERE kind = 'in'")
    broken(tmp_path, "UPDATE attendance SET inside = 9")
    code, out, err = run("--repair", "--json")
    assert (code, json.loads(out)["entries"], len(err.splitlines())) == (0, 8, 1)
    database = open_database(tmp_path / DATABASE)
    assert database.execute("SELECT inside FROM attendance").fetchall() == [(1,)]
    database.close()


def test_a_table_that_differs_from_the_shipped_one_is_made_again_with_all_its_rows(
    run: Run, tmp_path: Path
) -> None:
    broken(tmp_path, "ALTER TABLE pin_attempt ADD COLUMN odd TEXT")
    broken(tmp_path, "DROP TABLE shift")
    assert {one["about"] for one in report(run)["problems"]} == {"pin_attempt", "shift"} or run()[
        0
    ] == 1
    assert run("--repair")[0] == 0
    assert run()[:2] == (0, "Alles klopt: 8 regels gelezen in 3 reeksen.\n")


def test_a_newer_programs_file_is_left_alone(run: Run, tmp_path: Path) -> None:
    broken(tmp_path, "ALTER TABLE pin_attempt ADD COLUMN odd TEXT")
    broken(tmp_path, "PRAGMA user_version = 9999")
    assert run("--repair")[0] == 2
    assert not list(tmp_path.glob("kiosk.db.broken-*"))


def test_repair_names_what_is_left_and_ends_with_1(run: Run, tmp_path: Path) -> None:
    broken(tmp_path, "DROP TRIGGER entry_as_written")
    broken(tmp_path, "UPDATE entry SET body = x'7b7d' WHERE kind = 'in'")
    assert run()[0] == 1
    code, out, err = run("--repair")
    assert (code, "only" in err or "gaten" in err) == (1, True)
    (problem,) = report(run)["problems"]
    assert (problem["what"], problem["seq"]) == ("gap", 2)
    assert report(run, "--repair")["problems"] == [problem]
    assert "beschadigd" in out


def test_repair_waits_for_no_program_and_needs_the_folder_to_itself(
    run: Run, tmp_path: Path
) -> None:
    with session_on(tmp_path).lock():
        assert run("--repair")[0] == 2
        assert run()[0] == 0


@pytest.mark.parametrize("language", ["nl", "en"])
def test_each_problem_has_a_sentence(tmp_path: Path, run: Run, language: str) -> None:
    broken(tmp_path, "UPDATE setting SET value = '{\"value\": 1}' WHERE key = 'date'")
    broken(tmp_path, "UPDATE signed_head SET as_of = 1")
    result = subprocess.run(
        [sys.executable, "-m", "kiosk", "--data", tmp_path, "--lang", language, "verify"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1
    assert len(result.stdout.splitlines()) == 5
    assert run()[0] == 1
