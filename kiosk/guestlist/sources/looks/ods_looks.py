"""The coloured and struck-through cells of an OpenDocument sheet, by its styles."""

import re
from collections.abc import Iterator
from itertools import islice
from zipfile import ZipFile

from kiosk.guestlist.sources.looks.row_looks import MOST_MARKED, STRUCK, Look, colour_name
from kiosk.guestlist.sources.ods_parts import COLUMNS, ROW_OR_CELL, ROWS, count_of, ods_tables

_STYLE = re.compile(
    rb'<style:style\s[^>]*?style:name="([^"]*)"[^>]*?(?:/>|>(.*?)</style:style>)', re.DOTALL
)
_FILL = re.compile(rb'fo:background-color="#([0-9a-fA-F]{6})"')
_LETTERS = re.compile(rb'fo:color="#([0-9a-fA-F]{6})"')
_STRUCK = re.compile(rb'style:text-line-through-style="(?!none")')
_CELL = re.compile(rb'table:style-name="([^"]*)"')
_LONGEST_TAG = 1_000
_MOST_COPIES = 1_000  # more copies only fill up the sheet


def ods_looks(book: ZipFile) -> dict[str, list[Look]]:
    """Return the cells of each sheet that look different; none of a sheet with very many."""
    content = book.read("content.xml")
    styles = _styles(content)
    if not styles:
        return {}
    return {
        name: found
        for name, start, end in ods_tables(content)
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
    for one in ROW_OR_CELL.finditer(content, start, end):
        if one[1] == b"table-row":
            rows, column = range(rows.stop, rows.stop + count_of(ROWS, one[2])), 0
            continue
        columns = range(column, column + count_of(COLUMNS, one[2]))
        column = columns.stop
        style = _CELL.search(one[2])
        if style is None or style[1] not in styles or len(columns) > _MOST_COPIES:
            continue
        for row in rows[:_MOST_COPIES]:
            yield from ((row, at, styles[style[1]]) for at in columns)
