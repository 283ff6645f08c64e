"""The workbook of a report, as other programs read it."""

import random
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from python_calamine import CalamineWorkbook

from kiosk.errors import Cancelled, UnusableInput, WorldFailed
from kiosk.reports import xlsx_writer
from kiosk.reports.file_formats import Cell
from kiosk.reports.xlsx_writer import write_xlsx

ZONE = ZoneInfo("Europe/Amsterdam")
AT = datetime(2026, 5, 30, 12, 0, 1, tzinfo=ZONE)
LONG = "Anne-Wilhelmina van den Heuvel-Özdemir tot Łódź en Phú Quốc (ễ)"


def read(path: Path, sheet: str = "Aanwezigheid") -> list[list[Any]]:
    return CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python()


def test_values_come_back_as_they_were(tmp_path: Path) -> None:
    file = tmp_path / "out.xlsx"
    rows: list[list[Cell]] = [["0012", 3, AT], ["2E4", 0, ""], [LONG, -1, AT]]
    assert write_xlsx(file, ["ticket", "places", "first_in"], rows) == 3
    local = AT.replace(tzinfo=None)
    assert read(file) == [
        ["ticket", "places", "first_in"],
        ["0012", 3.0, local],
        ["2E4", 0.0, ""],
        [LONG, -1.0, local],
    ]


@pytest.mark.parametrize("text", ["=1+1", "+31 6 1234", "-x", "@sum", "=HYPERLINK(1)", "a;=1"])
def test_text_like_a_formula_stays_text_also_when_it_is_edited(tmp_path: Path, text: str) -> None:
    file = tmp_path / "out.xlsx"
    write_xlsx(file, ["name"], [[text]])
    assert read(file)[1] == [text]
    with zipfile.ZipFile(file) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        assert 'quotePrefix="1"' in parts.read("xl/styles.xml").decode()
    assert "<f>" not in sheet


@pytest.mark.parametrize("text", ["https://example.org/x", "mailto:a@b.nl", "0012", "1e5", "TRUE"])
def test_nothing_is_taken_for_a_link_or_a_number(tmp_path: Path, text: str) -> None:
    file = tmp_path / "out.xlsx"
    write_xlsx(file, ["note"], [[text]])
    assert read(file)[1] == [text]
    with zipfile.ZipFile(file) as parts:
        assert not [name for name in parts.namelist() if name.endswith("sheet1.xml.rels")]


def test_control_characters_do_not_break_the_file(tmp_path: Path) -> None:
    file = tmp_path / "out.xlsx"
    write_xlsx(file, ["note"], [["a\x01b"], ["<b>&'\"</b>"], ["two\nlines"]])
    assert [row[0] for row in read(file)[2:]] == ["<b>&'\"</b>", "two\nlines"]


def test_the_header_stays_in_view_and_filters(tmp_path: Path) -> None:
    file = tmp_path / "out.xlsx"
    write_xlsx(file, ["a", "b"], [["x", "y"], ["z", "w"]])
    with zipfile.ZipFile(file) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert '<autoFilter ref="A1:B3"/>' in sheet
    assert 'state="frozen"' in sheet


def test_the_totals_are_on_a_sheet_of_their_own(tmp_path: Path) -> None:
    file = tmp_path / "out.xlsx"
    write_xlsx(file, ["a"], [["x"]], summary=[("Binnengekomen", "admitted", 412)])
    assert read(file, "Samenvatting") == [["Binnengekomen", "admitted", 412.0]]
    assert CalamineWorkbook.from_path(file).sheet_names == ["Aanwezigheid", "Samenvatting"]


def test_the_same_rows_give_the_same_bytes_in_another_zone_and_year(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows: list[list[Cell]] = [["A1", 1, AT]]
    write_xlsx(tmp_path / "one.xlsx", ["a", "b", "c"], rows, summary=[("x", 1)])
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    monkeypatch.setenv("LC_ALL", "C")
    write_xlsx(tmp_path / "two.xlsx", ["a", "b", "c"], rows, summary=[("x", 1)])
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_a_sheet_that_is_full_is_refused_and_the_old_file_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx_writer, "MAX_ROWS", 3)
    file = tmp_path / "out.xlsx"
    assert write_xlsx(file, ["a"], [["1"], ["2"]]) == 2
    before = file.read_bytes()
    with pytest.raises(UnusableInput) as caught:
        write_xlsx(file, ["a"], [["1"], ["2"], ["3"]])
    assert (caught.value.key, caught.value.params["most"]) == ("error.too_many_rows", 2)
    assert file.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["out.xlsx"]


def test_a_reader_that_fails_half_way_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "out.xlsx"
    file.write_text("old")

    def rows() -> Iterator[list[Cell]]:
        yield ["x"]
        raise WorldFailed("error.file_not_written", file=file)

    with pytest.raises(WorldFailed):
        write_xlsx(file, ["a"], rows())
    assert file.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["out.xlsx"]


_FULL = """
import resource, secrets, sys
from pathlib import Path
from kiosk.errors import WorldFailed
from kiosk.reports.xlsx_writer import write_xlsx

_, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), hard))
try:
    write_xlsx(Path(sys.argv[1]), ["a"], ([secrets.token_hex(4000)] for _ in range(80)))
except WorldFailed as error:
    print(error.key)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files there")
@pytest.mark.parametrize("most", [3_000, 50_000, 300_000])
def test_a_disk_that_fills_up_is_reported_and_the_old_file_stays(tmp_path: Path, most: int) -> None:
    """At the smallest the ZIP's own parts do not fit, at the others the rows, then the ZIP."""
    file = tmp_path / "out.xlsx"
    file.write_text("old")
    program = [sys.executable, "-c", _FULL, str(file), str(most)]
    run = subprocess.run(program, capture_output=True, text=True, check=False)
    assert (run.stdout, run.stderr) == ("error.file_not_written\n", "")
    assert file.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["out.xlsx"]


def test_packing_a_long_file_says_how_far_it_is_and_can_be_stopped(tmp_path: Path) -> None:
    chance = random.Random(1)  # noqa: S311  # no secret
    rows = [[chance.randbytes(40).hex()] for _ in range(8_000)]
    file, parts = tmp_path / "out.xlsx", list[float]()
    write_xlsx(file, ["a"], rows, packing=parts.append)
    assert len(parts) > 2
    assert parts == sorted(parts)
    assert 0.7 < parts[-1] <= 1
    before = file.read_bytes()

    def stop(_part: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        write_xlsx(file, ["a"], rows, packing=stop)
    assert file.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["out.xlsx"]
