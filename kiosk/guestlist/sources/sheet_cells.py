"""The cells of a workbook's sheets, row by row, for all kinds of workbooks."""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from zipfile import ZipFile

import python_calamine
import xlrd

from kiosk.errors import UnusableInput
from kiosk.guestlist.row_source import Damage
from kiosk.guestlist.sources.looks.row_looks import Look
from kiosk.guestlist.sources.looks.xls_looks import xls_comments, xls_looks
from kiosk.guestlist.sources.looks.xlsx_looks import xlsx_comments, xlsx_looks
from kiosk.guestlist.sources.ods_cells import ods_looks, ods_marks
from kiosk.guestlist.sources.workbook_marks import Marks, xlsx_marks

MOST_CELLS = 50_000_000
"""The most cells of a sheet, from its first to its last filled one."""

Range = tuple[tuple[int, int], tuple[int, int]]
"""The first and the last (row, column) of merged cells, from 0."""


@dataclass(frozen=True, slots=True)
class SheetCells:
    """One sheet: its rows from the first one on, the marks of its cells, and how some look.

    `comments` are the rows (from 1) with a comment.
    """

    name: str
    visible: bool
    rows: Iterator[Sequence[object]]
    merged: Sequence[Range] = ()
    marks: Marks = field(default_factory=Marks)
    looks: Sequence[Look] = ()
    height: int = 0
    comments: Sequence[int] = ()


def sheets_of_archive(path: Path, book: ZipFile) -> tuple[int, Iterator[SheetCells]]:
    """Return the number of sheets of an Excel (xlsx) or OpenDocument workbook, and each of them."""
    workbook = python_calamine.CalamineWorkbook.from_path(path)
    sheets = [
        properties
        for properties in workbook.sheets_metadata
        if properties.typ is python_calamine.SheetTypeEnum.WorkSheet
    ]
    return len(sheets), _sheets_of_archive(path, book, workbook, sheets)


def _sheets_of_archive(
    path: Path,
    book: ZipFile,
    workbook: python_calamine.CalamineWorkbook,
    sheets: Sequence[python_calamine.SheetMetadata],
) -> Iterator[SheetCells]:
    of_ods = ods_marks(book) if "content.xml" in book.namelist() else None
    ods_sheets = ods_looks(book) if of_ods is not None else {}
    for properties in sheets:
        sheet = workbook.get_sheet_by_name(properties.name)
        last_row, last_column = sheet.end or (0, 0)
        _check_size(path, last_row + 1, last_column + 1)
        yield SheetCells(
            properties.name,
            properties.visible is python_calamine.SheetVisibleEnum.Visible,
            sheet.iter_rows() if sheet.end else iter(()),
            sheet.merged_cell_ranges or (),
            xlsx_marks(book, properties.name)
            if of_ods is None
            else of_ods.get(properties.name, Marks()),
            xlsx_looks(book, properties.name)
            if of_ods is None
            else ods_sheets.get(properties.name, ()),
            last_row + 1,
            xlsx_comments(book, properties.name) if of_ods is None else (),
        )


def sheets_of_xls(path: Path) -> tuple[int, Iterator[SheetCells]]:
    """Return the number of sheets of an old Excel workbook (xls), and each of them."""
    workbook = _open_xls(path)
    return workbook.nsheets, _sheets_of_xls(path, workbook)


def _sheets_of_xls(path: Path, workbook: xlrd.book.Book) -> Iterator[SheetCells]:
    for sheet in workbook.sheets():
        _check_size(path, sheet.nrows, sheet.ncols)
        marks = Marks(hidden={row for row, info in sheet.rowinfo_map.items() if info.hidden})
        merged = [
            ((top, left), (bottom - 1, right - 1))
            for top, bottom, left, right in sheet.merged_cells
        ]
        yield SheetCells(
            sheet.name,
            not sheet.visibility,
            _xls_rows(workbook, sheet, marks),
            merged,
            marks,
            xls_looks(workbook, sheet),
            sheet.nrows,
            xls_comments(sheet),
        )


def _open_xls(path: Path) -> xlrd.book.Book:
    try:
        return xlrd.open_workbook(
            str(path), logfile=io.StringIO(), formatting_info=True, ignore_workbook_corruption=True
        )
    except xlrd.XLRDError as error:
        key = "error.list_is_locked" if "encrypted" in str(error) else "error.list_is_broken"
        raise UnusableInput(key, file=path.name) from error


def _check_size(path: Path, rows: int, columns: int) -> None:
    if rows * columns > MOST_CELLS:
        raise UnusableInput("error.list_too_large", file=path.name)


_ONLY_ZEROS = re.compile(r"0{2,40}")


def _xls_rows(
    workbook: xlrd.book.Book, sheet: xlrd.sheet.Sheet, marks: Marks
) -> Iterator[Sequence[object]]:
    formats = [workbook.format_map[one.format_key].format_str for one in workbook.xf_list]
    for number in range(sheet.nrows):
        row = []
        for column, cell in enumerate(sheet.row(number)):
            if cell.ctype == xlrd.XL_CELL_ERROR:
                shown = xlrd.error_text_from_code.get(cell.value, "#")
                marks.damaged[number, column] = shown, Damage.ERROR
            elif cell.ctype == xlrd.XL_CELL_NUMBER and _ONLY_ZEROS.fullmatch(
                formats[cell.xf_index]
            ):
                marks.zeros[number, column] = len(formats[cell.xf_index])
            row.append(_xls_value(cell, workbook.datemode))
        yield row


def _xls_value(cell: xlrd.sheet.Cell, datemode: int) -> object:
    match cell.ctype:
        case xlrd.XL_CELL_DATE:
            return _xls_moment(cell.value, datemode)
        case xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value)
        case xlrd.XL_CELL_ERROR:
            return ""
    return cell.value


def _xls_moment(days: float, datemode: int) -> object:
    try:
        moment: datetime = xlrd.xldate.xldate_as_datetime(days, datemode)
    except (ValueError, OverflowError):
        return days
    if 0 <= days < 1:
        return moment.time()
    return date(moment.year, moment.month, moment.day) if days.is_integer() else moment
