"""Reads the tables of a web page or XML spreadsheet in a separate process, as sheets."""

import codecs
import re
from multiprocessing.connection import Connection
from pathlib import Path

from kiosk.errors import UnusableInput
from kiosk.guestlist.row_source import BrokenRow
from kiosk.guestlist.sources.limits import LONGEST_CELL, MOST_COLUMNS
from kiosk.guestlist.sources.pages.page_tables import PageTable, PageTables, TooManyCells
from kiosk.guestlist.sources.sheet_sender import begin_sheet, reading_of, send, send_all_rows
from kiosk.guestlist.sources.text_encoding import WINDOWS, marked_encoding

_HEAD = 4_096
_CHUNK = 1 << 20
_SAID_ENCODING = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_LEAST_ROWS = 2


def send_page(path: str, channel: Connection) -> None:
    """Send the rows of all tables, or the key of an error."""
    file = Path(path)
    with reading_of(file, channel):
        tables = _tables(file)
        send(channel, b"N", len(tables))
        for number, table in enumerate(tables, start=1):
            _send_table(channel, table, number)


def _tables(file: Path) -> list[PageTable]:
    """Return the tables with several rows: the layout of a page is no list."""
    for encoding in dict.fromkeys((_encoding(file), WINDOWS)):
        try:
            read = _read(file, encoding)
        except UnicodeDecodeError:
            continue
        except TooManyCells as error:
            raise UnusableInput("error.list_too_large", file=file.name) from error
        if tables := [one for one in read.tables if len(one.rows) >= _LEAST_ROWS]:
            return tables
        raise UnusableInput("error.list_is_page", file=file.name)
    raise UnusableInput("error.list_encoding", file=file.name)


def _encoding(file: Path) -> str:
    with file.open("rb") as opened:
        head = opened.read(_HEAD)
    if (marked := marked_encoding(head)) is not None:
        return marked.name
    declared = _SAID_ENCODING.search(head)
    try:
        name = codecs.lookup(declared[1].decode()).name if declared else "utf-8"
    except LookupError:
        return "utf-8"
    return WINDOWS if name in ("iso8859-1", "ascii") else name  # as browsers read it


def _read(file: Path, encoding: str) -> PageTables:
    parser = PageTables()
    decoder = codecs.getincrementaldecoder(encoding)()
    with file.open("rb") as opened:
        while chunk := opened.read(_CHUNK):
            parser.feed(decoder.decode(chunk))
    parser.feed(decoder.decode(b"", final=True))
    parser.close()
    return parser


def _send_table(channel: Connection, table: PageTable, number: int) -> None:
    name = table.name[:40] or str(number)
    begin_sheet(channel, name, looks=table.looks, height=len(table.rows))
    # Empty cells at the ends are removed from all rows first: the width is that of what is left.
    rows = [_packed(row, cells) for row, cells in enumerate(table.rows, start=1) if any(cells)]
    count = send_all_rows(channel, rows)
    width = max(map(len, table.rows))
    send(channel, b"S", {"rows": count, "columns": width, "hidden": table.hidden})


def _packed(number: int, cells: list[str]) -> list[object]:
    while cells and not cells[-1]:
        cells.pop()
    if max(map(len, cells), default=0) > LONGEST_CELL:
        return [number, BrokenRow.TOO_LONG.value]
    return [number, cells[: MOST_COLUMNS + 1]]
