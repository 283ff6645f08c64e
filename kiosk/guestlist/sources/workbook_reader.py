"""Reads a workbook in a separate process, and sends its sheets as packed rows of texts.

It sends JSON (`sheet_reader`), because a compromised process can send nothing else.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from kiosk.errors import KioskError, UnusableInput
from kiosk.guestlist.row_source import BrokenRow, Damage, MarkedCell
from kiosk.guestlist.sources.archive_kind import check_archive, check_ole
from kiosk.guestlist.sources.limits import LONGEST_CELL, MOST_COLUMNS
from kiosk.guestlist.sources.sheet_cells import SheetCells, sheets_of_archive, sheets_of_xls
from kiosk.guestlist.sources.sheet_sender import ROWS, begin_sheet, reading_of, send, send_rows

_LETTERS = 1 << 20  # approximate bytes of a message
_MOST_ROW_NUMBERS = 100_000  # row numbers in a message

_MOST_DIGITS = 15
"""The digits of a number that a spreadsheet keeps; it replaces the others by zeros."""

_TOO_LARGE = 10.0**_MOST_DIGITS
_HOUR_S, _MINUTE_S = 3600, 60

PackedRow = list[Any]
"""A row's number, its cells (or why it is broken), and the damage of cells by position."""


def send_workbook(path: str, channel: Connection) -> None:
    """Send the rows of all sheets, or the key of an error."""
    file = Path(path)
    with reading_of(file, channel):
        try:
            _send_sheets(file, channel)
        except (KioskError, MemoryError, OSError):
            raise
        except Exception as error:  # a broken file can raise any exception
            raise UnusableInput("error.list_is_broken", file=file.name) from error


def _send_sheets(file: Path, channel: Connection) -> None:
    with file.open("rb") as opened:
        is_archive = opened.read(2) == b"PK"
    if not is_archive:
        check_ole(file)
        _send_each(*sheets_of_xls(file), channel)
        return
    try:
        book = ZipFile(file)
    except BadZipFile as error:
        raise UnusableInput("error.list_is_broken", file=file.name) from error
    with book:
        check_archive(file, book)
        _send_each(*sheets_of_archive(file, book), channel)


def _send_each(count: int, sheets: Iterator[SheetCells], channel: Connection) -> None:
    send(channel, b"N", count)
    for sheet in sheets:
        begin_sheet(
            channel, sheet.name, visible=sheet.visible, looks=sheet.looks, height=sheet.height
        )
        rows = _Rows(sheet)
        for packed in _pieces(rows):
            send_rows(channel, packed, rows.titles_since())
        hidden = rows.hidden[:_MOST_ROW_NUMBERS]
        summary = {"rows": rows.count, "columns": rows.columns, "hidden": hidden}
        send(channel, b"S", {**summary, "comments": sheet.comments})


def _pieces(rows: Iterable[PackedRow]) -> Iterator[list[PackedRow]]:
    packed: list[PackedRow] = []
    letters = 0
    for row in rows:
        packed.append(row)
        letters += sum(map(len, row[1]))
        if len(packed) == ROWS or letters > _LETTERS:
            yield packed
            packed, letters = [], 0
    if packed:
        yield packed


class _Rows:
    """Converts the cells of a sheet to texts, and collects the special rows."""

    def __init__(self, sheet: SheetCells) -> None:
        self.count = 0
        self.columns = 0
        self.hidden: list[int] = []
        self._titles: list[int] = []
        self._sheet = sheet
        self._down: dict[int, tuple[int, str]] = {}  # column: last row of merged cells, their text
        self._merged_down: dict[int, list[tuple[int, int]]] = {}
        self._merged_across: dict[int, set[int]] = {}
        for (top, left), (bottom, right) in sheet.merged:
            if bottom > top:
                self._merged_down.setdefault(top, []).append((left, bottom))
            if right > left:
                self._merged_across.setdefault(top, set()).add(left)

    def __iter__(self) -> Iterator[PackedRow]:
        for number, values in enumerate(self._sheet.rows):
            self._sheet.marks.reach(number)
            texts, damage = self._texts(number, values)
            while texts and not texts[-1].strip() and len(texts) - 1 not in damage:
                texts.pop()
            if not texts:
                continue
            self._see(number, texts)
            del texts[MOST_COLUMNS + 1 :]
            if max(map(len, texts)) > LONGEST_CELL:
                yield [number + 1, BrokenRow.TOO_LONG.value]
                continue
            if self._down or number in self._merged_down:
                self._fill_down(number, texts)
            yield [number + 1, texts, damage] if damage else [number + 1, texts]

    def titles_since(self) -> list[int]:
        """Return the numbers of title rows since the last call."""
        found, self._titles = self._titles, []
        return found

    def _texts(self, number: int, values: Sequence[object]) -> tuple[list[str], dict[int, Damage]]:
        damage: dict[int, Damage] = {}
        texts = list(map(_cell_text, values))
        if MarkedCell in map(type, texts):
            damage = {at: one.damage for at, one in enumerate(texts) if type(one) is MarkedCell}
        marks = self._sheet.marks
        if marks.zeros or marks.damaged:
            for place, value in enumerate(values):
                if (marked := marks.damaged.get((number, place))) is not None:
                    texts[place], damage[place] = marked
                elif zeros := marks.zeros.get((number, place)):
                    texts[place] = _cell_text(value, zeros)
        return texts, damage

    def _see(self, number: int, texts: Sequence[str]) -> None:
        self.count += 1
        self.columns = max(self.columns, len(texts))
        if number in self._sheet.marks.hidden:
            self.hidden.append(number + 1)
        if number in self._merged_across:
            filled = [place for place, text in enumerate(texts) if text.strip()]
            if len(filled) == 1 and filled[0] in self._merged_across[number]:
                self._titles.append(number + 1)

    def _fill_down(self, number: int, texts: list[str]) -> None:
        """Repeat the text of cells that are merged over several rows in each of these rows."""
        for column, (last, text) in list(self._down.items()):
            if number > last:
                del self._down[column]
                continue
            texts += [""] * (column + 1 - len(texts))
            texts[column] = texts[column] or text
        for column, last in self._merged_down.get(number, ()):
            if column < len(texts) and texts[column].strip() and not texts[column].isdigit():
                self._down[column] = last, texts[column]


def _cell_text(value: object, zeros: int = 0) -> str:
    """Return the displayed text of a cell; `zeros` is the width that its format fills up."""
    match value:
        case str():
            return value
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | float():
            return _number(float(value), zeros)
        case datetime():
            return MarkedCell(_moment(value), Damage.DATE)
        case date():
            return MarkedCell(value.isoformat(), Damage.DATE)
        case time():
            return MarkedCell(value.isoformat(timespec="seconds"), Damage.DATE)
        case timedelta():
            return MarkedCell(_duration(value), Damage.DATE)
    raise TypeError(value)


def _number(value: float, zeros: int) -> str:
    if abs(value) >= _TOO_LARGE:
        kept = Decimal(f"{value:.{_MOST_DIGITS - 1}e}")
        return MarkedCell(f"{kept:f}", Damage.ROUNDED)
    return f"{value:.0f}".zfill(zeros) if value.is_integer() else f"{value:.{_MOST_DIGITS}g}"


def _moment(value: datetime) -> str:
    # A fraction of a day is rarely a whole number of milliseconds.
    return (value + timedelta(milliseconds=500)).replace(microsecond=0).isoformat(" ")


def _duration(value: timedelta) -> str:
    hours, rest = divmod(round(value.total_seconds()), _HOUR_S)
    return f"{hours}:{rest // _MINUTE_S:02}:{rest % _MINUTE_S:02}"
