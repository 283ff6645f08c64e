"""The views for people say what the commands say, in words, in any program that reads SQLite."""

import csv
import io
import json
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from kiosk.checkin.desk import Desk
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.checkin.pins import Pins
from kiosk.cli.main import main
from kiosk.domain.desk_actions import TicketAction
from kiosk.paths import MIGRATIONS
from tests.festival import HandClock, Row, festival
from tests.first_format import joined_laptop, set_clock

README = MIGRATIONS.parent / "README.md"
VIEWS = (
    *("scan_log", "attendance_list", "headcount", "double_entries", "stations_seen"),
    *("settings_now", "lists_in_use", "refusals"),
)
Rows = list[dict[str, Any]]
Run = Callable[..., str]


@pytest.fixture(scope="module")
def laptop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A laptop in the afternoon: two lists, two doors, exits, an undo, walk-ins, a double entry."""
    return joined_laptop(tmp_path_factory.mktemp("laptops") / "balie")


@pytest.fixture
def run(laptop: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    set_clock(monkeypatch)

    def kiosk(*arguments: object) -> str:
        capsys.readouterr()
        main(["--data", str(laptop), "--lang", "en", *map(str, arguments)])
        return capsys.readouterr().out

    return kiosk


def ask(folder: Path, sql: str) -> Rows:
    """Ask the sqlite3 shell, or Python's own SQLite where that is not installed."""
    shell = shutil.which("sqlite3")
    if shell is None:
        connection = sqlite3.connect(f"{(folder / 'kiosk.db').as_uri()}?mode=ro", uri=True)
        connection.row_factory = sqlite3.Row
        rows = [dict(row) for row in connection.execute(sql)]
        connection.close()
        return rows
    file = str(folder / "kiosk.db")
    given = [shell, "-readonly", "-json", file, sql]
    process = subprocess.run(given, capture_output=True, check=True, text=True, encoding="utf-8")
    assert process.stderr == ""
    return list(json.loads(process.stdout or "[]"))


def view(folder: Path, name: str) -> Rows:
    return ask(folder, f"SELECT * FROM {name}")  # noqa: S608  # our own views


def exported(run: Run, file: Path, *options: str) -> list[dict[str, str]]:
    run("attendance", "export", file, *options)
    content = file.read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


def utc(time: str | None) -> str | None:
    at = datetime.fromisoformat(time) if time else None
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at else None


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_has_rows_in_words(laptop: Path, name: str) -> None:
    rows = view(laptop, name)
    assert rows
    assert not [one for row in rows for one in row.values() if str(one).startswith(("{", "[", '"'))]


def test_the_scan_log_is_the_export_per_scan(laptop: Path, run: Run, tmp_path: Path) -> None:
    fields = "at,kind,outcome,ticket,name,people,direction,area,entrance,station,undone"
    exported_rows = exported(run, tmp_path / "scans.csv", "--per-scan", "--fields", fields)
    whats = {"walk_in": "walk-in"}
    expected = [
        {
            "time": utc(row["at"]),
            "what": "click " + row["direction"]
            if row["kind"] == "clicker"
            else whats.get(row["kind"], row["kind"]),
            "ticket": row["ticket"] or None,
            "name": row["name"] or None,
            "people": int(row["people"]),
            "area": row["area"],
            "entrance": row["entrance"],
            "laptop": row["station"],
            "outcome": row["outcome"] or None,
            "undone": row["undone"],
        }
        for row in exported_rows
    ]
    assert view(laptop, "scan_log") == expected
    assert {row["undone"] for row in expected} == {"yes", "no"}


def test_the_attendance_list_is_the_export(laptop: Path, run: Run, tmp_path: Path) -> None:
    same = ("ticket", "name", "organisation", "booked_by", "category", "status", "first_entrance")
    numbers = (
        "places",
        "people_inside",
        "people_admitted",
        "entries",
        "double_entries",
        "refusals",
    )
    exported_rows = exported(run, tmp_path / "attendance.csv")
    expected = [
        {
            **{name: row[name] for name in same},
            **{name: int(row[name]) for name in numbers},
            "first_in": utc(row["first_in"]),
            "last_out": utc(row["last_out"]),
            "source": row["source"] or "walk-ins",
        }
        for row in exported_rows
    ]
    found = [
        {name: "" if row[name] is None and name in same else row[name] for name in expected[0]}
        for row in view(laptop, "attendance_list")
    ]
    assert found == expected


def test_the_headcount_and_the_refusals_are_those_of_the_command(laptop: Path, run: Run) -> None:
    figures = json.loads(run("headcount", "--json"))
    rows = {(row.pop("area"), row.pop("category")): row for row in view(laptop, "headcount")}
    total = {name: figures[name] for name in ("expected", "admitted", "inside", "double_entries")}
    assert rows.pop(("festival", "(all)")) == total
    counted = {category: dict(row) for (_, category), row in rows.items()}
    assert sum(row.pop("double_entries") for row in counted.values()) == figures["double_entries"]
    assert counted == figures["by_category"]
    refused: dict[str, int] = {}
    for row in view(laptop, "refusals"):
        refused[row["outcome"]] = refused.get(row["outcome"], 0) + row["scans"]
    assert refused == figures["refused"]


def test_double_entries_are_those_of_the_command(laptop: Path, run: Run) -> None:
    (double,) = json.loads(run("doubles", "--json"))
    (row,) = view(laptop, "double_entries")
    assert (row["ticket"], row["name"], row["area"]) == (
        double["ticket"],
        double["name"],
        "festival",
    )
    assert (row["people_beyond"], row["not_decided"], row["places"]) == (double["people"], 1, 1)
    assert row["first_in"] == utc(double["sides"][0]["at"])


def test_stations_settings_and_lists_are_those_of_the_commands(laptop: Path, run: Run) -> None:
    stations = {row["laptop"]: row for row in view(laptop, "stations_seen")}
    for reported in json.loads(run("station", "list", "--json")):
        row = stations.pop(reported["name"])
        assert (row["role"], row["entries"]) == (reported["role"], reported["entries"])
        assert row["this_laptop"] == ("yes" if reported["this"] else "no")
        assert reported["this"] or row["last_seen"] == utc(reported["heard_up_to"])
    assert stations == {}
    event = json.loads(run("event", "show", "--json"))
    settings = {row["setting"]: row for row in view(laptop, "settings_now")}
    for key in ("capacity", "entrances", "help_point"):
        assert settings[key] == {"setting": key, "laptop": None, "value": event[key]}
    lists = {row["source"]: (row["version"], row["rows"], utc(row["at"])) for row in event["lists"]}
    found = view(laptop, "lists_in_use")
    shown = {row["source"]: (row["version"], row["rows"], row["imported"]) for row in found}
    assert shown.pop("walk-ins")[1] == 2
    assert shown == lists


def test_names_of_people_and_no_secrets(tmp_path: Path) -> None:
    clock = HandClock()
    rows = [Row("T1", name="Anna"), Row("T2", name="Bram", status="unpaid")]
    with festival(
        tmp_path, rows, clock=clock, **{"areas": ["festival", "Zaal"], "entrances.Zaal": ["Zaal"]}
    ) as store:
        Pins(store, clock).set_pin("271828")
        desk = Desk(store)
        desk.rename("T1", "Carla")
        desk.change_status("T2", TicketAction.PAY)
        desk.change_setting("text.nl.unpaid.step", "Loop even langs.")
        Door(store, Gate("festival", "Noord")).scan("C-T1")
        Door(store, Gate("Zaal", "Zaal")).scan("C-T2")
    assert [row["name"] for row in view(tmp_path, "attendance_list")] == ["Carla", "Bram"]
    assert [row["status"] for row in view(tmp_path, "attendance_list")] == ["valid", "valid"]
    assert [(row["name"], row["area"]) for row in view(tmp_path, "scan_log")] == [
        *(("Carla", "festival"), ("Bram", "Zaal"))
    ]
    inside = {row["area"]: row["inside"] for row in view(tmp_path, "headcount")}
    assert inside == {"Zaal": 1, "festival": 1}
    settings = {row["setting"]: row["value"] for row in view(tmp_path, "settings_now")}
    assert settings["text.nl.unpaid.step"] == "Loop even langs."
    assert settings["areas"] == "festival; Zaal"
    assert not [key for key in settings if key.startswith("pin")]


def test_a_purge_leaves_no_name_in_them(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("T1", name="Anna")]) as store:
        Door(store, Gate("festival", "Noord")).scan("C-T1")
    assert main(["--data", str(tmp_path), "purge", "--yes"]) == 0
    text = json.dumps([view(tmp_path, name) for name in VIEWS])
    assert "Anna" not in text
    assert [row["ticket"] for row in view(tmp_path, "scan_log")] == ["T1"]


def test_the_examples_in_the_readme_run(laptop: Path) -> None:
    _, _, part = README.read_text(encoding="utf-8").partition("### Look into the file yourself\n")
    examples = [line.split('"')[1] for line in part.splitlines() if line.startswith("    sqlite3 ")]
    assert len(examples) == 3
    for sql in examples:
        assert ask(laptop, sql), sql
