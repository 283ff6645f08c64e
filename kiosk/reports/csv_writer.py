"""A CSV file that every spreadsheet opens well: whole or not at all, the same bytes each time."""

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
    """Return a separator that a file can be written with; UnusableInput if it cannot."""
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
    """Write rows one by one, and return how many; until all are on disk the old file stays.

    UTF-8 with BOM and CRLF; times in ISO 8601, to the second. Text that a spreadsheet would run as
    a formula gets an apostrophe. WorldFailed where it cannot be written.
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
            writer.writerow([_harmless(cell) if cell else cell for cell in row])
            written += 1
        file.flush()
        os.fsync(file.fileno())
    return written


def _harmless(cell: str | int | datetime) -> str | int:
    if isinstance(cell, str):
        return guarded(cell)
    return cell.isoformat(timespec="seconds") if isinstance(cell, datetime) else cell
