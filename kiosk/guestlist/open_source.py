"""Opens a path as a source of rows: each kind of file has a reader of its own."""

from pathlib import Path

from kiosk.guestlist.columns import is_heading
from kiosk.guestlist.row_source import RowSource
from kiosk.guestlist.table_file import open_table


def open_rows(path: Path) -> RowSource:
    """Return the rows of a file; UnusableInput if it is no list that can be read."""
    return open_table(path, is_heading)
