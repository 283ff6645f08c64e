import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

LONG_DAY = """
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QLabel

class Bell(QObject):
    rung = Signal(bool)

app, label, bell = QApplication([]), QLabel(), Bell()
for number in range(20_000):
    label.setText(str(number))
    bell.rung.emit(True)
print("done")
"""


def test_qt_survives_the_calls_of_a_long_day() -> None:
    """PySide6 6.12.0 aborts here on Python 3.11: each call takes a reference to None away."""
    day = subprocess.run(
        [sys.executable, "-c", LONG_DAY], capture_output=True, text=True, check=False
    )

    assert (day.returncode, day.stdout) == (0, "done\n")


def scanned(folder: Path, scans: int) -> dict[str, Any]:
    """Scan tickets in the real window; return the figures and the headcount."""
    command = [sys.executable, "-m", "tests.ui.long_day", str(folder), str(scans)]
    day = subprocess.run(command, capture_output=True, text=True, check=False)
    assert day.returncode == 0, day.stderr[-2000:]
    asked = [sys.executable, "-m", "kiosk", "--data", str(folder), "headcount", "--json"]
    counted = subprocess.run(asked, capture_output=True, text=True, check=True)
    return {**json.loads(day.stdout), "admitted": json.loads(counted.stdout)["admitted"]}


def test_none_of_a_hundred_scans_in_a_row_is_lost(tmp_path: Path) -> None:
    day = scanned(tmp_path, 100)

    assert (day["cards"], day["admitted"]) == (100, 100)


@pytest.mark.slow
def test_the_ten_thousandth_guest_waits_no_longer_than_the_first(tmp_path: Path) -> None:
    day = scanned(tmp_path, 10_000)
    print({name: round(value, 1) for name, value in day.items()})

    assert (day["cards"], day["admitted"]) == (10_000, 10_000)
    assert day["end"] <= day["warm"] * 1.05
    assert day["last_p99"] <= day["first_p99"] * 1.5
