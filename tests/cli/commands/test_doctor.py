"""`kiosk doctor`: a laptop that is ready, and each thing that needs a person."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kiosk.admin.preflight import laptop_readiness
from kiosk.checkin.rehearsed_events import RehearsedEvents
from kiosk.cli.main import main
from kiosk.settings import save_settings
from tests.camera.drawing import write_video
from tests.festival import DAY, Row, festival, session_on
from tests.hub.hubs import a_door, an_admin, hub_on
from tests.sync.laptops import exchange

Checks = dict[str, list[dict[str, Any]]]
Run = Callable[..., tuple[int, Checks]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `kiosk doctor --json` beside a program that has the camera; return its checks by name."""
    monkeypatch.setattr(laptop_readiness, "loudspeakers", lambda: ("Speaker",))

    def doctor(folder: Path = tmp_path) -> tuple[int, Checks]:
        capsys.readouterr()
        with session_on(folder).lock(lost_too=True):
            code = main(["--data", str(folder), "--lang", "en", "doctor", "--json"])
        report = json.loads(capsys.readouterr().out)
        assert report["ok"] is (code == 0)
        checks: Checks = {}
        for one in report["checks"]:
            checks.setdefault(one["check"], []).append(one)
        return code, checks

    return doctor


def state(checks: Checks, name: str) -> str:
    (one,) = checks[name]
    return str(one["state"])


def test_a_laptop_without_an_event_is_checked_too(run: Run) -> None:
    code, checks = run()
    assert code == 1
    assert state(checks, "event") == "attention"
    assert state(checks, "disk") == state(checks, "codes") == "ok"
    assert state(checks, "camera") == "unknown"
    assert "open on this laptop" in checks["camera"][0]["text"]


def test_all_open_points_of_the_first_day_are_named_at_the_admin(run: Run, tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1"), Row("A2")], opens="09:30"):
        pass
    code, checks = run()
    points = [one["text"] for one in checks["setup"]]
    assert code == 1
    assert any("PIN" in one for one in points)
    assert any("test scan" in one for one in points)
    assert not any("doors open" in one for one in points)
    assert checks["lists"][0]["text"].startswith("1 list with 2 tickets")
    assert state(checks, "file") == state(checks, "laptops") == "ok"
    assert f"was on {DAY}" in checks["day"][0]["text"]


def test_a_door_only_needs_a_test_scan(run: Run, tmp_path: Path) -> None:
    admin = an_admin(tmp_path)
    door = a_door(admin, tmp_path, "Deur 2")
    exchange([admin, door], tmp_path)
    _, checks = run(door.folder)
    assert [one["state"] for one in checks["setup"]] == ["attention"]
    assert (state(checks, "day"), state(checks, "lists")) == ("ok", "ok")
    RehearsedEvents(door.folder).add(admin.event)
    assert state(run(door.folder)[1], "setup") == "ok"


def test_a_hub_that_answers_and_one_that_is_gone(run: Run, tmp_path: Path) -> None:
    admin = an_admin(tmp_path)
    door = a_door(admin, tmp_path, "Deur 2")
    exchange([admin, door], tmp_path)
    with hub_on(admin) as hub:
        assert "hub" not in run(door.folder)[1]
        assert main(["--data", str(door.folder), "sync", "add", hub.address.text]) == 0
        assert state(run(door.folder)[1], "hub") == "ok"
    assert state(run(door.folder)[1], "hub") == "attention"


def test_a_lost_database_and_a_damaged_one_are_named(run: Run, tmp_path: Path) -> None:
    with festival(tmp_path, [Row(f"A{number}") for number in range(40)]):
        pass
    database = tmp_path / "kiosk.db"
    content = bytearray(database.read_bytes())
    content[8192:16384] = bytes(8192)
    database.write_bytes(content)
    code, checks = run()
    assert code == 1
    assert "attention" in {
        one["state"] for name in ("file", "event") for one in checks.get(name, ())
    }
    database.unlink()
    code, checks = run()
    assert code == 1
    assert state(checks, "event") == "attention"
    assert "We Doen Het Samen!" in checks["event"][0]["text"]
    assert not database.exists()


@pytest.mark.parametrize(
    ("charge", "expected", "said"),
    [
        ((80, True), "ok", "80%"),
        ((80, False), "attention", "before the doors open"),
        ((20, False), "attention", "almost empty"),
        (None, "unknown", "No battery"),
    ],
)
def test_the_battery(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    charge: tuple[int, bool] | None,
    expected: str,
    said: str,
) -> None:
    monkeypatch.setattr(laptop_readiness, "battery_charge", lambda: charge)
    _, checks = run()
    assert state(checks, "battery") == expected
    assert said in checks["battery"][0]["text"]


def test_a_full_disk_and_no_loudspeaker(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(laptop_readiness, "LOW_DISK_MB", 2**40)
    monkeypatch.setattr(laptop_readiness, "loudspeakers", lambda: ())
    _, checks = run()
    assert state(checks, "disk") == state(checks, "sound") == "attention"


def test_a_camera_that_sees_nothing_is_said_in_plain_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    black = np.zeros((720, 1280, 3), dtype=np.uint8)
    write_video(tmp_path / "black.avi", [black] * 150)
    save_settings(tmp_path, {"camera": str(tmp_path / "black.avi")})
    assert main(["--data", str(tmp_path), "--lang", "nl", "doctor"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("LET OP") and "ziet niets" in line for line in lines)
    assert lines[-1].endswith("vragen aandacht.")
