"""Writes CSV files for spreadsheets, atomically; the same data gives the same bytes."""

import csv
import os
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from kiosk.atomic_file import atomic_replace
from kiosk.domain.formula_guard import guarded
from kiosk.errors import UnusableInput

_TAB = "\t"


def checked_separator(separator: str) -> str:
    """Return a valid separator; UnusableInput if it is not valid."""
    plain = separator.isprintable() and not separator.isalnum() and separator != '"'
    if len(separator) != 1 or not (plain or separator == _TAB):
        raise UnusableInput("error.separator", separator=separator)
    return separator


def write_csv(
    path: Path,
    header: Sequence[str],
    rows: Iterable[Sequence[str | int | datetime]],
    *,
    separator: str = ",",
) -> int:
    """Write rows one by one, and return how many; the old file stays until all are on disk.

    UTF-8 with BOM and CRLF; times in ISO 8601, to the second. Text that a spreadsheet would run as
    a formula gets an apostrophe. Raises WorldFailed if writing fails.
    """
    with atomic_replace(path) as part:
        return _write(part, header, rows, separator)


def _write(
    part: Path,
    header: Sequence[str],
    rows: Iterable[Sequence[str | int | datetime]],
    separator: str,
) -> int:
    written = 0
    with part.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=separator, lineterminator="\r\n")
        writer.writerow(header)
        for row in rows:
            writer.writerow([_csv_cell(cell) if cell else cell for cell in row])
            written += 1
        file.flush()
        os.fsync(file.fileno())
    return written


def _csv_cell(cell: str | int | datetime) -> str | int:
    if isinstance(cell, str):
        return guarded(cell)
    return cell.isoformat(timespec="seconds") if isinstance(cell, datetime) else cell
