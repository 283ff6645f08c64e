"""Writes a report as JSON: an array with an object for each row, one on each line."""

import json
import os
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from kiosk.atomic_file import atomic_replace


def write_json(
    path: Path, header: Sequence[str], rows: Iterable[Sequence[str | int | datetime]]
) -> int:
    """Write rows one by one, and return how many; the old file stays until all are on disk.

    UTF-8; times in ISO 8601, to the second. Raises WorldFailed if writing fails.
    """
    written = 0
    with atomic_replace(path) as part, part.open("w", encoding="utf-8", newline="\n") as file:
        file.write("[")
        for row in rows:
            fields = dict(zip(header, map(_json_value, row), strict=True))
            file.write(",\n" if written else "\n")
            file.write(json.dumps(fields, ensure_ascii=False))
            written += 1
        file.write("\n]\n")
        file.flush()
        os.fsync(file.fileno())
    return written


def _json_value(cell: str | int | datetime) -> str | int:
    return cell.isoformat(timespec="seconds") if isinstance(cell, datetime) else cell
