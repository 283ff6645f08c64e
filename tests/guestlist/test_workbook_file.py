"""Workbooks of each kind are read as the texts that they show; what cannot be trusted is marked."""

import re
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import xlsxwriter

from kiosk.guestlist.row_source import Damage, MarkedCell, Row, RowSource
from kiosk.guestlist.sources import workbook_marks, xlsx_parts
from kiosk.guestlist.sources.open_source import open_rows
from tests.guestlist.importer import Importer
from tests.guestlist.workbooks import ods, ods_row, xls, xlsx

GUESTS: list[list[Any]] = [
    ["Code", "Naam", "Personen"],
    ["0012", "Zoë de Boer", 2],
    ["A-2", "Jan", 1],
]
READ = [(2, ["0012", "Zoë de Boer", "2"]), (3, ["A-2", "Jan", "1"])]


def marked(rows: list[Row]) -> list[tuple[int, int, str, str]]:
    """Return the row, place, text and damage of cells that are marked."""
    return [
        (number, place, str(cell), cell.damage.value)
        for number, cells in rows
        for place, cell in enumerate(cells)
        if isinstance(cell, MarkedCell)
    ]


def warning_keys(source: RowSource) -> list[str]:
    list(source.rows())
    return [one.key for one in source.warnings()]


def test_an_excel_workbook_is_read(tmp_path: Path) -> None:
    source = open_rows(xlsx(tmp_path / "Gasten (2).xlsx", {"Blad1": GUESTS}))
    assert list(source.rows()) == list(source.rows()) == READ
    assert (source.headings, source.heading_row) == (("Code", "Naam", "Personen"), 1)
    assert (source.name, source.list_name, source.sheet) == ("Gasten (2).xlsx", "Gasten", "Blad1")
    assert (source.warnings(), source.questions()) == ([], [])


def test_an_old_excel_workbook_is_read(tmp_path: Path) -> None:
    assert list(open_rows(xls(tmp_path / "gasten.xls", {"Blad1": GUESTS})).rows()) == READ


def test_an_opendocument_workbook_is_read(tmp_path: Path) -> None:
    two = '<table:table-cell office:value-type="float" office:value="2"/>'
    one = two.replace('"2"', '"1"')
    rows = ods_row("Code", "Naam", "Personen") + ods_row("0012", "Zoë de Boer", two)
    path = ods(tmp_path / "gasten.ods", {"Blad1": rows + ods_row("A-2", "Jan", one)})
    assert list(open_rows(path).rows()) == READ


def test_the_kind_of_a_file_is_known_by_its_content(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "gasten.xlsx", {"Blad1": GUESTS}).rename(tmp_path / "gasten.csv")
    assert list(open_rows(path).rows()) == READ
    text = tmp_path / "gasten2.xlsx"
    text.write_text("Code;Naam;Personen\n0012;Zoë de Boer;2\nA-2;Jan;1\n", encoding="utf-8")
    assert list(open_rows(text).rows()) == READ


def test_numbers_dates_and_yes_are_read_as_they_are_shown(tmp_path: Path) -> None:
    row = [12345.0, 1.5, date(2026, 6, 13), datetime(2026, 6, 13, 10, 30), True]  # noqa: DTZ001
    path = xlsx(tmp_path / "a.xlsx", {"A": [["Code", "Naam", "b", "c", "d"], row]})
    rows = list(open_rows(path).rows())
    assert rows == [(2, ["12345", "1.5", "2026-06-13", "2026-06-13 10:30:00", "true"])]
    assert marked(rows) == [
        (2, 2, "2026-06-13", Damage.DATE.value),
        (2, 3, "2026-06-13 10:30:00", Damage.DATE.value),
    ]


def test_dates_count_from_1904_where_the_workbook_says_so(tmp_path: Path) -> None:
    row = ["A-1", date(2026, 6, 13)]
    path = xlsx(tmp_path / "a.xlsx", {"A": [["Code", "Geldig vanaf"], row]}, date_1904=True)
    assert list(open_rows(path).rows()) == [(2, ["A-1", "2026-06-13"])]


def test_zeros_that_a_format_puts_before_a_number_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Code", "Naam"])
        sheet.write_number(1, 0, 12, book.add_format({"num_format": "0000000"}))
        sheet.write_string(1, 1, "Jan")
    assert list(open_rows(path).rows()) == [(2, ["0000012", "Jan"])]


def broken_codes(path: Path) -> Path:
    """Write codes that a spreadsheet broke, one in each row from the second."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Code", "Naam", "Opmerking"])
        sheet.write_number(1, 0, 1234567890123456789)
        sheet.write_formula(2, 0, "=1/0", value="#DIV/0!")
        sheet.write_formula(3, 0, "=B4", value="")
        sheet.write_datetime(4, 0, datetime(2026, 5, 1), book.add_format({"num_format": "d-mmm"}))  # noqa: DTZ001
        sheet.write_formula(5, 0, '="A-"&5', value="A-5")
        for row in range(1, 6):
            sheet.write_string(row, 1, f"Gast {row}")
        sheet.write_formula(5, 2, "=1/0", value="#DIV/0!")
    return path


def test_a_code_that_a_spreadsheet_broke_is_a_rejected_row(lists: Importer, tmp_path: Path) -> None:
    content = broken_codes(tmp_path / "a.xlsx").read_bytes()
    report = lists.take(content, "gasten.xlsx", skip_rejected=True)
    assert [(one.row, one.field, one.why.name.lower()) for one in report.rejected] == [
        (2, "code", "rounded"),
        (3, "code", "error_cell"),
        (4, "code", "no_result"),
        (5, "code", "date_as_code"),
    ]
    held = lists.ticket("A-5")
    assert held is not None
    assert held.ticket.note == ""


def test_errors_of_other_programs_are_found_too(tmp_path: Path) -> None:
    error = (
        '<table:table-cell table:formula="of:=1/0" office:value-type="string"'
        ' office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p>'
        "</table:table-cell>"
    )
    rows = ods_row("Code", "Naam") + ods_row(error, "Jan")
    assert marked(list(open_rows(ods(tmp_path / "a.ods", {"A": rows})).rows())) == [
        (2, 0, "#DIV/0!", Damage.ERROR.value)
    ]


@pytest.mark.parametrize("attributes", [b"", rb' r="[A-Z]*\d+"'], ids=["with places", "without"])
def test_an_error_far_down_is_found_at_its_row(
    tmp_path: Path, attributes: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx_parts, "CHUNK", 4096)  # read in many parts
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for number in range(600):
            sheet.write_row(number, 0, [f"A-{number}", "Jan", "Buurthuis de Vriendschap"])
        sheet.write_formula(500, 0, "=1/0", None, "#DIV/0!")
        sheet.set_row(550, options={"hidden": True})
    without = tmp_path / "b.xlsx"
    with ZipFile(path) as read, ZipFile(without, "w") as written:
        for part in read.namelist():
            content = read.read(part)
            is_sheet = bool(attributes) and "worksheets/" in part
            written.writestr(part, re.sub(attributes, b"", content) if is_sheet else content)
    with ZipFile(without) as book:
        marks = workbook_marks.xlsx_marks(book, "Sheet1")
        marks.reach(400)
        assert not marks.damaged
        marks.reach(sys.maxsize)
    assert marks.damaged == {(500, 0): ("#DIV/0!", Damage.ERROR)}
    assert marks.hidden == {550}


def test_rows_with_a_comment_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Leeg")
        sheet = book.add_worksheet("Gasten")
        for number, row in enumerate(GUESTS):
            sheet.write_row(number, 0, row)
        for cell in ("A1", "B3", "A3"):
            sheet.write_comment(cell, "afgemeld")
    problems = {one.key: one.params for one in open_rows(path).warnings()}
    assert problems["import.warning.comments"] == {"rows": 1, "row": 3}


def test_hidden_rows_are_read_and_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(GUESTS):
            sheet.write_row(number, 0, row)
        sheet.set_row(1, options={"hidden": True})
    source = open_rows(path)
    assert [number for number, _ in source.rows()] == [2, 3]
    assert [(one.key, one.params) for one in source.warnings()] == [
        ("import.warning.hidden_rows", {"rows": 1, "row": 2})
    ]
    hidden = ods_row("A-1", "Jan", attributes='table:visibility="filter"')
    rows = ods_row("Code", "Naam") + hidden
    assert warning_keys(open_rows(ods(tmp_path / "a.ods", {"A": rows}))) == [
        "import.warning.hidden_rows"
    ]


def test_cells_merged_downwards_hold_for_each_of_their_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 0, 2, "Gasten van de wijk")
        sheet.write_row(1, 0, ["Naam", "Organisatie", "Personen"])
        sheet.write_row(2, 0, ["Jan", "", 1])
        sheet.write_row(3, 0, ["Els", "", 1])
        sheet.merge_range(2, 1, 4, 1, "Buurthuis")
        sheet.merge_range(5, 0, 5, 2, "Van buiten de wijk")
        sheet.write_row(6, 0, ["Bo", "Gemeente", 1])
    source = open_rows(path)
    assert list(source.rows()) == [
        (3, ["Jan", "Buurthuis", "1"]),
        (4, ["Els", "Buurthuis", "1"]),
        (7, ["Bo", "Gemeente", "1"]),
    ]
    assert warning_keys(source) == ["import.warning.titles_above", "import.warning.lines_left"]


@pytest.mark.parametrize("name", ["Gasten", " gasten "])
def test_a_sheet_is_read_by_its_name(tmp_path: Path, name: str) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"Uitleg": [["Hallo"]], "Gasten": GUESTS})
    assert open_rows(path, sheet=name).sheet == "Gasten"
