"""The attendance file in LibreOffice and pandas: `make spreadsheets`; a short form reads it always.

`tests/cli/commands/test_attendance_command.py` has the short form, with another reader.
"""

import csv
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.cli.main import main
from kiosk.domain.event_settings import FESTIVAL
from tests.festival import NOON, HandClock, Row, festival

PYTHON = os.environ.get("KIOSK_SPREADSHEETS", "")
OFFICE = shutil.which("soffice")
READER = Path(__file__).with_name("read_by_pandas.py")
NAMES = {
    "0012": "=1+1",
    "0013": '=HYPERLINK("http://x.example";"klik")',
    "0014": "+31 6 12345678",
    "0015": "@SUM(A1:A9)",
    "0016": "Zoë, Łukasz; Nguyễn",
    "1E5": "-5",
}
AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"
"""Commas, quotes, UTF-8, cells as they are shown."""

pytestmark = pytest.mark.slow


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    rows = [Row(ref, name=name) for ref, name in NAMES.items()]
    with festival(tmp_path / "data", rows) as store:
        Door(store, Gate(FESTIVAL, "Noord")).scan("C-0012")
    written = tmp_path / "wie.csv", tmp_path / "wie.xlsx"
    for file in written:
        assert main(["--data", str(tmp_path / "data"), "attendance", "export", str(file)]) == 0
    return written


def without_guard(text: str) -> str:
    return text.removeprefix("'")


def without_zone(row: dict[str, str]) -> dict[str, str]:
    return {key: without_guard(text).removesuffix("+02:00") for key, text in row.items()}


@pytest.mark.skipif(not PYTHON, reason="needs pandas: make spreadsheets")
def test_pandas_reads_the_same_in_both_files(files: tuple[Path, Path]) -> None:
    command = [PYTHON, str(READER), *map(str, files)]
    read = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)

    assert [row["ticket"] for row in read["xlsx"]] == list(NAMES)
    assert [row["name"] for row in read["xlsx"]] == list(NAMES.values())
    for text, cell in zip(read["csv"], read["xlsx"], strict=True):
        assert without_zone(text) == cell
    assert read["dates"] == ["2026-05-30T12:00:00+02:00"]


@pytest.mark.skipif(OFFICE is None, reason="needs LibreOffice Calc: make spreadsheets")
@pytest.mark.parametrize("file", [0, 1])
def test_libreoffice_shows_text_as_text_and_runs_no_formula(
    files: tuple[Path, Path], tmp_path: Path, file: int
) -> None:
    shown = tmp_path / "shown"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(OFFICE), profile, "--headless", "--convert-to", AS_CSV, "--outdir", str(shown)]
    if files[file].suffix == ".csv":  # a person confirms these in a dialog
        command.append("--infilter=CSV:44,34,76,1")
    subprocess.run([*command, str(files[file])], capture_output=True, check=True)
    with (shown / "wie.csv").open(encoding="utf-8", newline="") as converted:
        read = list(csv.DictReader(converted))

    assert [without_guard(row["name"]) for row in read] == list(NAMES.values())
    if files[file].suffix == ".xlsx":  # a CSV file cannot say that 0012 is text
        assert [row["ticket"] for row in read] == list(NAMES)
        assert read[0]["first_in"] == "2026-05-30 12:00:00"
        assert read[0]["places"] == "1"


HOURS = Path(__file__).with_name("read_hours_by_pandas.py")


@pytest.fixture
def hours(tmp_path: Path) -> Path:
    """The log of the half hours of a report."""
    clock = HandClock(NOON + 120_000)
    with festival(tmp_path / "dag", [Row("A1", places=3), Row("A2")], clock=clock) as store:
        Door(store, Gate(FESTIVAL, "Noord")).scan("C-A1")
        clock.advance(40 * 60)
        Door(store, Gate(FESTIVAL, "Noord")).scan("C-A2")
    assert main(["--data", str(tmp_path / "dag"), "report", str(tmp_path / "uren.csv")]) == 0
    return tmp_path / "uren.csv"


@pytest.mark.skipif(not PYTHON, reason="needs pandas: make spreadsheets")
def test_pandas_reads_the_half_hours_as_times(hours: Path) -> None:
    command = [PYTHON, str(HOURS), str(hours)]
    read = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    assert read == [
        ["2026-05-30T12:00:00+02:00", "2026-05-30T12:00:00", "festival", 0, 0],
        ["2026-05-30T12:30:00+02:00", "2026-05-30T12:30:00", "festival", 3, 3],
        ["2026-05-30T12:42:00+02:00", "2026-05-30T12:42:00", "festival", 4, 4],
    ]


@pytest.mark.skipif(OFFICE is None, reason="needs LibreOffice Calc: make spreadsheets")
def test_libreoffice_reads_the_half_hours_as_dates_and_times(hours: Path, tmp_path: Path) -> None:
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(OFFICE), profile, "--headless", "--infilter=CSV:44,34,76,1,,0,false,true"]
    command += ["--convert-to", "fods", "--outdir", str(tmp_path), str(hours)]
    subprocess.run(command, capture_output=True, check=True)
    sheet = (tmp_path / "uren.fods").read_text(encoding="utf-8")
    assert re.findall(r'office:date-value="([^"]*)"', sheet) == ["2026-05-30"] * 3
    assert re.findall(r'office:time-value="([^"]*)"', sheet) == [
        *("PT12H00M00S", "PT12H30M00S", "PT12H42M00S"),
    ]
    values = re.findall(r'columns-repeated="2"[^>]* office:value="(\d+)"', sheet)
    assert values == ["0", "3", "4"]  # inside and at most are equal here
