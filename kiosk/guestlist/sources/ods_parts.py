"""The parts of an OpenDocument sheet's XML: its tables, rows and cells."""

import html
import re
from collections.abc import Iterator

_TABLE = re.compile(rb'<table:table\s[^>]*?table:name="([^"]*)"[^>]*>')
ROW_OR_CELL = re.compile(rb"<table:(table-row|(?:covered-)?table-cell)(?=[\s/>])([^>]*)>")
ROWS = re.compile(rb'table:number-rows-repeated="(\d+)"')
COLUMNS = re.compile(rb'table:number-columns-repeated="(\d+)"')


def ods_tables(content: bytes) -> Iterator[tuple[str, int, int]]:
    """Yield the name of each sheet, and where its XML begins and ends."""
    tables = list(_TABLE.finditer(content))
    ends = [*(one.start() for one in tables), len(content)][1:]
    for one, end in zip(tables, ends, strict=True):
        yield html.unescape(one[1].decode("utf-8", "replace")), one.end(), end


def count_of(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    """Return how often a row or cell is repeated."""
    said = pattern.search(attributes)
    return int(said[1]) if said else 1
