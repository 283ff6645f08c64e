"""A JSON file of a report: an array with an object for each row, one on a line."""

import json
import os
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from kiosk.atomic_file import atomic_replace


def write_json(
    path: Path, header: Sequence[str], rows: Iterable[Sequence[str | int | datetime]]
) -> int:
    """Write rows one by one, and return how many; until all are on disk the old file stays.

    UTF-8; times in ISO 8601, to the second. WorldFailed where it cannot be written.
    """
    written = 0
    with atomic_replace(path) as part, part.open("w", encoding="utf-8", newline="\n") as file:
        file.write("[")
        for row in rows:
            fields = dict(zip(header, map(_plain, row), strict=True))
            file.write(",\n" if written else "\n")
            file.write(json.dumps(fields, ensure_ascii=False))
            written += 1
        file.write("\n]\n")
        file.flush()
        os.fsync(file.fileno())
    return written


def _plain(cell: str | int | datetime) -> str | int:
    return cell.isoformat(timespec="seconds") if isinstance(cell, datetime) else cell
