"""`kiosk demo` without a display: the whole job, unseen, as `make demo` runs it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

_VERDICT = re.compile(r"^\d{4}-\d\d-\d\dT\S+  (\w+)")


def demo(folder: Path, *options: str) -> list[str]:
    """Run the demo with no display at all; return what it printed."""
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environment = {key: value for key, value in os.environ.items() if key not in hidden}
    command = [sys.executable, "-m", "kiosk", "--data", str(folder), "demo", "--fast", *options]
    done = subprocess.run(command, env=environment, capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def outcomes(lines: list[str]) -> list[str]:
    return [found[1] for line in lines if (found := _VERDICT.match(line))]


def test_visitors_are_judged_and_every_page_is_pictured(tmp_path: Path) -> None:
    lines = demo(tmp_path, "--visitors", "6")
    assert outcomes(lines)[:3] == ["admitted", "admitted", "just_scanned"]
    pictures = [Path(line) for line in lines if line.endswith(".png")]
    assert len(lines) == len(outcomes(lines)) + len(pictures)
    assert {path.name for path in pictures} >= {"scan.png", "scan-admitted.png"}
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in pictures)


@pytest.mark.slow
def test_the_whole_demo_shows_what_a_door_meets(tmp_path: Path) -> None:
    seen = outcomes(demo(tmp_path))
    assert len(seen) >= 20
    assert set(seen) >= {
        "admitted",
        "just_scanned",
        "already_inside",
        "cancelled",
        "blocked",
        "unpaid",
        "wrong_entrance",
        "wrong_event",
        "not_on_list",
        "unknown",
        "forged",
        "not_a_ticket",
    }
