"""Event files, recovery files and bundles of the first format are read; its database is refused."""

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kiosk.cli.main import main
from tests.first_format import BUNDLES, KEPT, PASSPHRASE, joined_laptop, set_clock
from tests.passphrases import quick_passphrases

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def passphrase(tmp_path: Path) -> Path:
    (tmp_path / "passphrase.txt").write_text(PASSPHRASE, encoding="utf-8")
    return tmp_path / "passphrase.txt"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    set_clock(monkeypatch)

    def kiosk(folder: Path, *arguments: object) -> tuple[int, str]:
        capsys.readouterr()
        code = main(["--data", str(folder), "--lang", "en", *map(str, arguments)])
        out, err = capsys.readouterr()
        return code, out or err

    return kiosk


@pytest.fixture(scope="module")
def joined(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return joined_laptop(tmp_path_factory.mktemp("laptops") / "balie")


@pytest.fixture
def balie(joined: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(joined, tmp_path / "balie"))


def kept_json(name: str) -> Any:
    return json.loads((KEPT / name).read_text(encoding="utf-8"))


def rows(content: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.removeprefix("\ufeff"))))


def test_all_of_it_is_sound(run: Run, balie: Path) -> None:
    code, out = run(balie, "verify", "--json")
    report = json.loads(out)
    assert (code, report["ok"], report["problems"]) == (0, True, [])
    assert (report["entries"], report["logs"]) == (60, 22)


def test_the_attendance_is_that_of_the_day(run: Run, balie: Path, tmp_path: Path) -> None:
    assert run(balie, "attendance", "export", tmp_path / "attendance.csv")[0] == 0
    kept = rows((KEPT / "attendance.csv").read_text(encoding="utf-8"))
    now = rows((tmp_path / "attendance.csv").read_text(encoding="utf-8"))
    assert [{name: row[name] for name in kept[0]} for row in now] == kept
    assert [row["name"] for row in kept if row["double_entries"] == "1"] == ["Bram Jansen"]


def test_the_headcount_and_the_doubles_are_those_of_the_day(run: Run, balie: Path) -> None:
    kept, now = kept_json("headcount.json"), json.loads(run(balie, "headcount", "--json")[1])
    stations = {one["name"]: one["entries"] for one in now.pop("stations")}
    assert stations == {"Balie": 2, "Beheer": 46, "Zuid": 12}
    assert {one["name"]: one["entries"] for one in kept.pop("stations")}.items() <= stations.items()
    del kept["as_of"]
    assert {name: now[name] for name in kept} == kept
    (double,) = json.loads(run(balie, "doubles", "--json")[1])
    (was,) = kept_json("doubles.json")
    assert {name: double[name] for name in was} == was


def test_the_recovery_file_makes_an_admin_that_sets_up_laptops(
    run: Run, tmp_path: Path, passphrase: Path
) -> None:
    sealed = ("--passphrase-file", passphrase)
    recovery = shutil.copy(KEPT / "recovery.kiosk-event", tmp_path)  # joining writes beside it
    spare, again = tmp_path / "spare", tmp_path / "again"
    assert run(spare, "join", recovery, "--name", "Reserve", *sealed)[0] == 0
    assert run(spare, "bundle", "read", *BUNDLES)[0] == 0
    stations = json.loads(run(spare, "station", "list", "--json")[1])
    assert {one["name"]: one["role"] for one in stations} == {
        **{"Beheer": "admin", "Reserve": "admin"},
        "Zuid": "door",
    }
    event = tmp_path / "again.kiosk-event"
    with quick_passphrases():  # the file of that day was opened with the real one
        assert run(spare, "event", "pack", event, "--stations", 1, *sealed)[0] == 0
        assert run(again, "join", event, "--name", "Nieuw", *sealed)[0] == 0
    assert run(again, "tickets", "show", "W-001")[0] == 0
    assert run(again, "verify")[0] == 0


def test_a_backup_with_other_tables_is_refused_with_what_to_do(
    run: Run, tmp_path: Path, passphrase: Path
) -> None:
    backup, folder = KEPT / "beheer.kiosk-backup", tmp_path / "new"
    code, stderr = run(folder, "restore", backup, "--passphrase-file", passphrase)
    assert (code, len(stderr.splitlines())) == (2, 1)
    assert "kiosk bundle write" in stderr
    assert "kiosk bundle read" in stderr
    assert {path.name for path in folder.iterdir()} <= {"kiosk.lock"}
