"""`kiosk simulate` as a person runs it: real laptops, a hub, faults, and the check at the end."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]


def simulate(place: Path, *options: str) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", "simulate", "--json", *options],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=PROJECT,
        env={**os.environ, "TMPDIR": str(place)},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return dict(json.loads(done.stdout))


def test_a_short_day_ends_with_laptops_that_agree(tmp_path: Path) -> None:
    size = ("--stations", "2", "--visitors", "12", "--minutes", "0.1")
    result = simulate(tmp_path, *size, "--seed", "620518332")  # a door dies after its last guest
    assert (result["stations"], result["visitors"]) == (2, 12)
    assert (result["converged"], result["lost"], result["problems"]) == (True, 0, [])
    assert result["doubles"] == result["doubles_expected"]
    assert isinstance(result["entries"], int)
    assert result["entries"] >= 12
    assert list(tmp_path.iterdir()) == [], "a day that went well leaves nothing"


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", ["1", "2", "3", "5"])  # one for each fate of the hub
def test_a_busy_day_with_cuts_and_deaths_loses_nothing(tmp_path: Path, seed: str) -> None:
    options = ("--stations", "8", "--visitors", "2000", "--minutes", "4", "--seed", seed)
    result = simulate(tmp_path, *options)
    assert result["hub"] == {"1": "taken_over", "2": "restored", "3": "returns", "5": "gone"}[seed]
    assert (result["converged"], result["lost"], result["problems"]) == (True, 0, [])
    assert result["doubles"] == result["doubles_expected"]
