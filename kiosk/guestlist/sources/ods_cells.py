"""The cells of an OpenDocument workbook that differ: errors, hidden rows, colours, strike-through.

calamine returns none of these.
"""

import html
import re
from collections.abc import Iterator
from itertools import islice
from zipfile import ZipFile

from kiosk.guestlist.row_source import Damage
from kiosk.guestlist.sources.looks.row_looks import MOST_MARKED, STRUCK, Look, colour_name
from kiosk.guestlist.sources.workbook_marks import Marks

_TABLE = re.compile(rb'<table:table\s[^>]*?table:name="([^"]*)"[^>]*>')
_ROW_OR_CELL = re.compile(rb"<table:(table-row|(?:covered-)?table-cell)(?=[\s/>])([^>]*)>")
_ROWS = re.compile(rb'table:number-rows-repeated="(\d+)"')
_COLUMNS = re.compile(rb'table:number-columns-repeated="(\d+)"')

_HIDDEN = re.compile(rb'table:visibility="(?:collapse|filter)"')
_ERROR = b'calcext:value-type="error"'
_FORMULA = b"table:formula="
_VALUE = b"office:value-type="
_TEXT = re.compile(rb"<text:p[^>]*>([^<]*)")

_STYLE = re.compile(
    rb'<style:style\s[^>]*?style:name="([^"]*)"[^>]*?(?:/>|>(.*?)</style:style>)', re.DOTALL
)
_FILL = re.compile(rb'fo:background-color="#([0-9a-fA-F]{6})"')
_LETTERS = re.compile(rb'fo:color="#([0-9a-fA-F]{6})"')
_STRUCK = re.compile(rb'style:text-line-through-style="(?!none")')
_CELL = re.compile(rb'table:style-name="([^"]*)"')
_LONGEST_TAG = 1_000
_MOST_COPIES = 1_000  # of a row or cell; more copies only fill up the sheet


def ods_marks(book: ZipFile) -> dict[str, Marks]:
    """Return the marks of each sheet by its name."""
    content = book.read("content.xml")
    return {name: _marks(content, start, end) for name, start, end in _tables(content)}


def _marks(content: bytes, start: int, end: int) -> Marks:
    marks = Marks()
    interesting = (_ERROR, _FORMULA, b"table:visibility=")
    if not any(content.find(one, start, end) >= 0 for one in interesting):
        return marks
    rows, column = range(0), 0
    for is_row, attributes, inside in _parts(content, start, end):
        if is_row:
            rows, column = range(rows.stop, rows.stop + _count_of(_ROWS, attributes)), 0
            if _HIDDEN.search(attributes):
                marks.hidden.update(rows[:_MOST_COPIES])
            continue
        columns = range(column, column + _count_of(_COLUMNS, attributes))
        column = columns.stop
        if (damage := _damage(attributes, inside)) is not None:
            places = ((row, at) for row in rows[:_MOST_COPIES] for at in columns[:_MOST_COPIES])
            marks.damaged.update(dict.fromkeys(places, damage))
    return marks


def _parts(content: bytes, start: int, end: int) -> Iterator[tuple[bool, bytes, bytes]]:
    """Yield the starts of rows and cells: their attributes, and a piece of what follows."""
    for one in _ROW_OR_CELL.finditer(content, start, end):
        yield one[1] == b"table-row", one[2], content[one.end() : one.end() + 200]


def _damage(attributes: bytes, inside: bytes) -> tuple[str, Damage] | None:
    if _ERROR in attributes:
        shown = _TEXT.search(inside)
        return html.unescape(shown[1].decode("utf-8", "replace")) if shown else "#", Damage.ERROR
    if _FORMULA in attributes and _VALUE not in attributes:
        return "", Damage.NO_RESULT
    return None


def ods_looks(book: ZipFile) -> dict[str, list[Look]]:
    """Return the cells of each sheet that look different; none of a sheet with very many."""
    content = book.read("content.xml")
    styles = _styles(content)
    if not styles:
        return {}
    return {
        name: found
        for name, start, end in _tables(content)
        if len(found := [*islice(_cells(content, start, end, styles), MOST_MARKED + 1)])
        <= MOST_MARKED
    }


def _styles(content: bytes) -> dict[bytes, str]:
    """Return the looks of cells, by the name of their style; plain styles are left out."""
    found = {}
    for one in _STYLE.finditer(content, 0, max(content.find(b"<office:body"), 0)):
        look = _look(one[2] or b"")
        if look is not None and b'style:family="table-cell"' in one[0][:_LONGEST_TAG]:
            found[one[1]] = look
    return found


def _look(style: bytes) -> str | None:
    if _STRUCK.search(style):
        return STRUCK
    fill, letters = _FILL.search(style), _LETTERS.search(style)
    named = colour_name(fill[1].decode()) if fill else None
    if named is None and letters is not None:
        named = colour_name(letters[1].decode())
        return None if named == "grey" else named
    return named


def _cells(content: bytes, start: int, end: int, styles: dict[bytes, str]) -> Iterator[Look]:
    rows, column = range(0), 0
    for one in _ROW_OR_CELL.finditer(content, start, end):
        if one[1] == b"table-row":
            rows, column = range(rows.stop, rows.stop + _count_of(_ROWS, one[2])), 0
            continue
        columns = range(column, column + _count_of(_COLUMNS, one[2]))
        column = columns.stop
        style = _CELL.search(one[2])
        if style is None or style[1] not in styles or len(columns) > _MOST_COPIES:
            continue
        for row in rows[:_MOST_COPIES]:
            yield from ((row, at, styles[style[1]]) for at in columns)


def _tables(content: bytes) -> Iterator[tuple[str, int, int]]:
    """Yield the name of each sheet, and where its XML begins and ends."""
    tables = list(_TABLE.finditer(content))
    ends = [*(one.start() for one in tables), len(content)][1:]
    for one, end in zip(tables, ends, strict=True):
        yield html.unescape(one[1].decode("utf-8", "replace")), one.end(), end


def _count_of(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    number = pattern.search(attributes)
    return int(number[1]) if number else 1
