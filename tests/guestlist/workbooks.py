"""Workbooks as spreadsheets and shops write them, in a folder."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import xlsxwriter
import xlwt

Rows = Sequence[Sequence[Any]]


def xlsx(path: Path, sheets: Mapping[str, Rows], **options: Any) -> Path:
    """Write a workbook with these sheets; dates are dates, `options` are the writer's."""
    with xlsxwriter.Workbook(str(path), {"default_date_format": "d-m-yyyy", **options}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def xls(path: Path, sheets: Mapping[str, Rows]) -> Path:
    """Write an old workbook with these sheets."""
    book = xlwt.Workbook()
    dated = xlwt.easyxf(num_format_str="d-m-yyyy")
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                args = (dated,) if isinstance(value, date | datetime) else ()
                sheet.write(number, column, value, *args)
    book.save(str(path))
    return path


def ods(path: Path, sheets: Mapping[str, str], styles: str = "") -> Path:
    """Write an OpenDocument workbook with these sheets, given as their rows' XML."""
    spaces = " ".join(
        f'xmlns:{short}="urn:{long}:1.0"'
        for short, long in {
            "office": "oasis:names:tc:opendocument:xmlns:office",
            "table": "oasis:names:tc:opendocument:xmlns:table",
            "text": "oasis:names:tc:opendocument:xmlns:text",
            "style": "oasis:names:tc:opendocument:xmlns:style",
            "fo": "oasis:names:tc:opendocument:xmlns:xsl-fo-compatible",
            "calcext": "org:documentfoundation:names:experimental:calc:xmlns:calcext",
        }.items()
    )
    tables = "".join(
        f'<table:table table:name="{name}">{rows}</table:table>' for name, rows in sheets.items()
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    with ZipFile(path, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}>'
            f"{styles}<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
            "</office:document-content>",
        )
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return path


def ods_row(*cells: str, attributes: str = "") -> str:
    """Return a row of cells that are given as XML, or as a text."""
    inside = "".join(
        cell
        if cell.startswith("<")
        else f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p>'
        "</table:table-cell>"
        for cell in cells
    )
    return f"<table:table-row {attributes}>{inside}</table:table-row>"
