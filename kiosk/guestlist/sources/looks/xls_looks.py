"""The coloured, struck-through and commented cells of an old Excel sheet (xls)."""

from collections.abc import Iterator
from itertools import islice

import xlrd

from kiosk.guestlist.sources.looks.row_looks import (
    MOST_COMMENTS,
    MOST_MARKED,
    STRUCK,
    Look,
    colour_name,
)

_SOLID = 1


def xls_looks(workbook: xlrd.book.Book, sheet: xlrd.sheet.Sheet) -> list[Look]:
    """Return the cells of a sheet that look different; none if there are very many."""
    styles = [_look(workbook, style) for style in workbook.xf_list]
    if not any(styles):
        return []
    found = list(islice(_cells(sheet, styles), MOST_MARKED + 1))
    return found if len(found) <= MOST_MARKED else []


def _cells(sheet: xlrd.sheet.Sheet, styles: list[str | None]) -> Iterator[Look]:
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            if (look := styles[cell.xf_index]) is not None:
                yield row, column, look


def _look(workbook: xlrd.book.Book, style: xlrd.formatting.XF) -> str | None:
    font = workbook.font_list[style.font_index]
    if font.struck_out:
        return STRUCK
    fill = style.background
    if fill.fill_pattern == _SOLID:
        return _name(workbook, fill.pattern_colour_index)
    letters = None if font.underline_type else _name(workbook, font.colour_index)
    return None if letters == "grey" else letters


def _name(workbook: xlrd.book.Book, number: int) -> str | None:
    rgb = workbook.colour_map.get(number)
    return None if rgb is None else colour_name(bytes(rgb).hex())


def xls_comments(sheet: xlrd.sheet.Sheet) -> list[int]:
    """Return the rows (from 1) with a comment on a sheet of an old workbook (xls)."""
    return sorted({row + 1 for row, _ in sheet.cell_note_map})[:MOST_COMMENTS]
