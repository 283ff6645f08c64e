"""Marks of an OpenDocument sheet that calamine does not return: errors and hidden rows."""

import html
import re
from collections.abc import Iterator
from zipfile import ZipFile

from kiosk.guestlist.row_source import Damage
from kiosk.guestlist.sources.ods_parts import COLUMNS, ROW_OR_CELL, ROWS, count_of, ods_tables
from kiosk.guestlist.sources.workbook_marks import Marks

_HIDDEN = re.compile(rb'table:visibility="(?:collapse|filter)"')
_ERROR = b'calcext:value-type="error"'
_FORMULA = b"table:formula="
_VALUE = b"office:value-type="
_TEXT = re.compile(rb"<text:p[^>]*>([^<]*)")
_MOST = 1_000  # marked copies of a cell; more copies only fill up the sheet


def ods_marks(book: ZipFile) -> dict[str, Marks]:
    """Return the marks of each sheet by its name."""
    content = book.read("content.xml")
    return {name: _marks(content, start, end) for name, start, end in ods_tables(content)}


def _marks(content: bytes, start: int, end: int) -> Marks:
    marks = Marks()
    interesting = (_ERROR, _FORMULA, b"table:visibility=")
    if not any(content.find(one, start, end) >= 0 for one in interesting):
        return marks
    next_row, rows, column = 0, range(0), 0
    for is_row, attributes, inside in _parts(content, start, end):
        if is_row:
            rows = range(next_row, next_row + count_of(ROWS, attributes))
            next_row, column = rows.stop, 0
            if _HIDDEN.search(attributes):
                marks.hidden.update(rows[:_MOST])
            continue
        columns = range(column, column + count_of(COLUMNS, attributes))
        column = columns.stop
        if (damage := _damage(attributes, inside)) is not None:
            places = ((row, at) for row in rows[:_MOST] for at in columns[:_MOST])
            marks.damaged.update(dict.fromkeys(places, damage))
    return marks


def _parts(content: bytes, start: int, end: int) -> Iterator[tuple[bool, bytes, bytes]]:
    """Yield the starts of rows and cells: their attributes, and a piece of what follows."""
    for one in ROW_OR_CELL.finditer(content, start, end):
        yield one[1] == b"table-row", one[2], content[one.end() : one.end() + 200]


def _damage(attributes: bytes, inside: bytes) -> tuple[str, Damage] | None:
    if _ERROR in attributes:
        shown = _TEXT.search(inside)
        return html.unescape(shown[1].decode("utf-8", "replace")) if shown else "#", Damage.ERROR
    if _FORMULA in attributes and _VALUE not in attributes:
        return "", Damage.NO_RESULT
    return None
