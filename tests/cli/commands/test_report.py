"""`kiosk report` from the command line."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.cli.main import main
from kiosk.domain.verdict import Direction
from kiosk.ui.style.theme import load_fonts
from tests.festival import NOON, HandClock, Row, festival

IN = Gate("festival", "Noord")
OUT = Gate("festival", "Noord", Direction.OUT)


@pytest.fixture
def station(
    tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Path:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    request.getfixturevalue("qapp")  # the application of all tests in this process
    load_fonts()  # a command with an application of its own does so
    clock = HandClock(NOON + 120_000)
    with festival(tmp_path / "a b", [Row("A1", places=4), Row("A2")], clock=clock) as store:
        Door(store, IN).scan("C-A1", people=3)
        clock.advance(33 * 60)
        Door(store, IN).scan("C-A2")
        clock.advance(33 * 60)
        Door(store, OUT).scan("C-A1", people=2)
    return tmp_path / "a b"


def written(station: Path, name: str, *options: str) -> bytes:
    assert main(["--data", str(station), *options, "report", str(station / name)]) == 0
    return (station / name).read_bytes()


def text_of(pdf: bytes) -> str:
    return str(PdfDocument(pdf)[0].get_textpage().get_text_range())


def test_each_suffix_is_a_file_of_its_kind(
    station: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert written(station, "verslag.png").startswith(b"\x89PNG")
    assert "3 mensen" not in capsys.readouterr().out
    page = text_of(written(station, "verslag.PDF"))
    assert "VOORLOPIG: Noord 1 heeft niet ingeleverd (4 mensen bekend tot 13:08)" in page
    error = capsys.readouterr().err
    assert "voorlopig: Noord 1 heeft niet ingeleverd" in error


def test_the_half_hours_end_as_the_headcount_does(
    station: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = list(csv.DictReader(written(station, "uren.csv").decode("utf-8-sig").splitlines()))
    assert [(row["clock"], row["inside"]) for row in rows] == [
        *(("12:00", "0"), ("12:30", "3"), ("13:00", "4"), ("13:08", "2")),
    ]
    assert rows[-1]["time"] == "2026-05-30T13:08:00+02:00"
    capsys.readouterr()
    assert main(["--data", str(station), "headcount", "--json"]) == 0
    count = json.loads(capsys.readouterr().out)
    assert (count["inside"], count["admitted"]) == (2, 4)
    assert sum(span["in"] - span["out"] for span in count["series"]) == count["inside"]


def test_zone_language_and_fonts_of_the_laptop_do_not_matter(station: Path) -> None:
    here = written(station, "1.pdf"), written(station, "1.csv")
    (station / "settings.toml").write_text('language = "en"\n')
    (station / "fonts.conf").write_text("<fontconfig></fontconfig>")  # as if none was installed
    elsewhere = station / "2.pdf"
    laptop = {"TZ": "Asia/Kathmandu", "LC_ALL": "C.UTF-8"}
    laptop["FONTCONFIG_FILE"] = str(station / "fonts.conf")
    subprocess.run(
        [sys.executable, "-m", "kiosk", "--data", str(station), "report", str(elsewhere)],
        env={**os.environ, **laptop},
        check=True,
        capture_output=True,
    )
    assert (elsewhere.read_bytes(), written(station, "2.csv")) == here
    assert "Verslag van de dag" in text_of(here[0])
    assert "Report of the day" in text_of(written(station, "3.pdf", "--lang", "en"))


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("verslag.txt", ".pdf, .png, .csv"), ("nergens/verslag.pdf", "is er niet")],
)
def test_a_report_that_cannot_be_written_says_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, sentence: str
) -> None:
    path = tmp_path / name
    assert main(["--data", str(tmp_path), "--lang", "nl", "report", str(path)]) == 2
    assert (sentence in capsys.readouterr().err, path.exists()) == (True, False)
