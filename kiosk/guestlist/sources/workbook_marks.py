"""Marks of a workbook that calamine does not return: errors, formulas without result, hidden rows.

Only parts of a sheet with any of these are checked cell by cell. The marks are read together with
the rows, so that the first rows can be sent before the whole sheet is checked.
"""

import html
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from zipfile import ZipFile

from kiosk.guestlist.row_source import Damage
from kiosk.guestlist.sources.xlsx_parts import column_of, part_of, whole_rows, xml_part


@dataclass(slots=True)
class Marks:
    """Marks of cells at (row, column), from 0: errors with their text, widths in zeros.

    They are complete up to row `complete`; `growing` adds those of the next rows.
    """

    damaged: dict[tuple[int, int], tuple[str, Damage]] = field(default_factory=dict)
    zeros: dict[tuple[int, int], int] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    growing: Iterator[int] = field(default_factory=lambda: iter(()))
    complete: int = -1

    def reach(self, row: int) -> None:
        """Read on until the marks of a row are known."""
        while self.complete < row:
            self.complete = next(self.growing, sys.maxsize)


_ROW_OR_CELL = re.compile(rb"<(?:\w+:)?(row|c)(?=[\s/>])([^>]*)>")
_PLACE = re.compile(rb'\br\s*=\s*["\']([A-Z]*)(\d+)["\']')
_STYLE = re.compile(rb'\bs\s*=\s*["\'](\d+)["\']')
_TYPE = re.compile(rb'\bt\s*=\s*["\'](\w+)["\']')
_HIDDEN = re.compile(rb'\bhidden\s*=\s*["\'](?:1|true)["\']')
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_RESULT = re.compile(rb"<(?:\w+:)?v>([^<]+)</")
_OF_INTEREST = (b't="e"', b" hidden=", b"<f")
_OF_INTEREST_WITH_PREFIX = (b":f>", b":f ")
_LONGEST_TAG = 1_000


def xlsx_marks(book: ZipFile, sheet: str) -> Marks:
    """Return the marks of a sheet of an Excel workbook, by the sheet's name."""
    marks, part = Marks(), part_of(book, sheet)
    if part is not None:
        marks.growing = _grow(book, part, _zeros(book), marks)
    return marks


def _grow(book: ZipFile, part: str, zeros: dict[bytes, int], marks: Marks) -> Iterator[int]:
    """Add the marks of a sheet, part by part; yield the last row of each part."""
    with book.open(part) as stream:
        places = _Places()
        for number, chunk in enumerate(whole_rows(stream)):
            if number == 0:
                places.counted = not _has_positions(chunk)
            if places.counted or zeros or _is_of_interest(chunk):
                _mark(chunk, places, zeros, marks)
            else:
                places.skip(chunk)
            yield places.row


def _is_of_interest(chunk: bytes) -> bool:
    if any(one in chunk for one in _OF_INTEREST) or (b"'" in chunk and b"t='e'" in chunk):
        return True
    return b"<c" not in chunk and any(one in chunk for one in _OF_INTEREST_WITH_PREFIX)


def _has_positions(chunk: bytes) -> bool:
    """Return whether the first row and the first cell give their positions."""
    first = {one[1]: one[2] for one in reversed([*islice(_ROW_OR_CELL.finditer(chunk), 2)])}
    return all(map(_PLACE.search, first.values()))


@dataclass(slots=True)
class _Places:
    """The positions of cells: most files give them, in others the cells are counted."""

    row: int = -1
    column: int = -1
    counted: bool = False

    def see(self, is_row: bool, attributes: bytes) -> None:
        position = _PLACE.search(attributes)
        self.counted = self.counted or position is None
        if is_row:
            self.row, self.column = int(position[2]) - 1 if position else self.row + 1, -1
        else:
            self.column = column_of(position[1]) if position else self.column + 1

    def skip(self, chunk: bytes) -> None:
        """Continue after the last row of a part without marks."""
        begin = max(chunk.rfind(b"<row"), chunk.rfind(b":row "))
        if begin >= 0 and (position := _PLACE.search(chunk, begin, begin + _LONGEST_TAG)):
            self.row = int(position[2]) - 1


def _mark(chunk: bytes, places: _Places, zeros: dict[bytes, int], marks: Marks) -> None:
    found = list(_ROW_OR_CELL.finditer(chunk))
    ends = [*(one.start() for one in found), len(chunk)][1:]
    for one, end in zip(found, ends, strict=True):
        is_row, attributes = one[1] == b"row", one[2]
        places.see(is_row, attributes)
        if is_row:
            if _HIDDEN.search(attributes):
                marks.hidden.add(places.row)
            continue
        at = places.row, places.column
        if (damage := _damage(attributes, chunk[one.end() : end])) is not None:
            marks.damaged[at] = damage
        elif zeros and (style := _STYLE.search(attributes)) and style[1] in zeros:
            marks.zeros[at] = zeros[style[1]]


def _damage(attributes: bytes, content: bytes) -> tuple[str, Damage] | None:
    kind = _TYPE.search(attributes)
    result = _RESULT.search(content)
    if kind and kind[1] == b"e":
        shown = html.unescape(result[1].decode("utf-8", "replace")) if result else "#"
        return shown, Damage.ERROR
    # A formula with an empty text as its result has the type text.
    if result is None and kind is None and _FORMULA.search(content):
        return "", Damage.NO_RESULT
    return None


_ONLY_ZEROS = re.compile(r"0{2,40}")


def _zeros(book: ZipFile) -> dict[bytes, int]:
    """Return the widths of formats such as 0000000, by style number."""
    styles = xml_part(book, "xl/styles.xml")
    widths = {
        one.get("numFmtId"): len(one.get("formatCode", ""))
        for one in styles.iter()
        if one.tag.endswith("}numFmt") and _ONLY_ZEROS.fullmatch(one.get("formatCode", ""))
    }
    formats = next((one for one in styles.iter() if one.tag.endswith("}cellXfs")), None)
    used = [one.get("numFmtId") for one in (formats if formats is not None else ())]
    return {str(at).encode(): widths[one] for at, one in enumerate(used) if one in widths}
