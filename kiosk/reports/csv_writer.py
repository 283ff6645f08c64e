"""Writes CSV files for spreadsheets, atomically; the same data gives the same bytes."""

import csv
import os
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import cast

from kiosk.atomic_file import atomic_replace
from kiosk.domain.formula_guard import guarded, is_harmless
from kiosk.errors import UnusableInput

_TAB = "\t"
_AT_ONCE = 256  # rows: a column of them is checked at once


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
    written = 0
    with atomic_replace(path) as part, part.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=separator, lineterminator="\r\n")
        writer.writerow(header)
        read = iter(rows)
        while some := list(islice(read, _AT_ONCE)):
            if len(set(map(len, some))) == 1:
                writer.writerows(zip(*map(_csv_column, zip(*some, strict=True)), strict=True))
            else:  # rejected rows of a list may have too many cells
                writer.writerows(map(_csv_column, some))
            written += len(some)
        file.flush()
        os.fsync(file.fileno())
    return written


def _csv_column(cells: Sequence[str | int | datetime]) -> Sequence[str | int]:
    """Return the cells of a column as they are written; most columns need no change at all."""
    kinds = set(map(type, cells))
    if kinds == {int}:
        return cast("Sequence[int]", cells)
    if kinds == {str}:
        texts = cast("Sequence[str]", cells)
        return texts if is_harmless("".join(texts)) else list(map(guarded, texts))
    return list(map(_csv_cell, cells))


def _csv_cell(cell: str | int | datetime) -> str | int:
    if isinstance(cell, str):
        return guarded(cell)
    return cell.isoformat(timespec="seconds") if isinstance(cell, datetime) else cell
