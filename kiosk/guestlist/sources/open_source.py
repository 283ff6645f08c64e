"""Opens a path as a source of rows: each kind of file has a reader of its own."""

from pathlib import Path

from kiosk.guestlist.columns import is_heading
from kiosk.guestlist.row_source import RowSource
from kiosk.guestlist.sources.table_file import open_table


def open_rows(path: Path, *, sheet: str | None = None, encoding: str | None = None) -> RowSource:
    """Return the rows of a file; UnusableInput if it is no list that can be read.

    `sheet` and `encoding` are what a person says of it.
    """
    del sheet, encoding
    return open_table(path, is_heading)
