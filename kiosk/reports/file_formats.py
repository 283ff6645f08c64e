"""The file formats of reports, by suffix."""

import json
import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kiosk.atomic_file import atomic_replace
from kiosk.errors import UnusableInput
from kiosk.reports.csv_writer import checked_separator, write_csv

Cell = str | int | datetime
"""A value of a report; a time has its zone."""

Rows = Iterable[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """Options of a format; a format ignores options that it does not have.

    `summary` returns the lines of a second sheet, for formats with sheets. `packing` gets the part
    that is packed (0 to 1), for formats that are packed at the end; an exception in it stops the
    work.
    """

    separator: str = ","
    summary: Callable[[], Sequence[Sequence[Cell]]] = tuple
    packing: Callable[[float], None] = lambda _: None


Writer = Callable[[Path, Sequence[str], Rows], int]
"""Writes a header and rows to a file, atomically, and returns how many rows."""


def _csv(options: WriteOptions) -> Writer:
    separator = checked_separator(options.separator)
    return lambda path, header, rows: write_csv(path, header, rows, separator=separator)


def _xlsx(options: WriteOptions) -> Writer:
    from kiosk.reports.xlsx_writer import write_xlsx  # noqa: PLC0415  # slow to import

    return lambda path, header, rows: write_xlsx(
        path, header, rows, summary=options.summary(), packing=options.packing
    )


def _write_json(path: Path, header: Sequence[str], rows: Rows) -> int:
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


def _json_value(cell: Cell) -> str | int:
    return cell.isoformat(timespec="seconds") if isinstance(cell, datetime) else cell


@dataclass(frozen=True, slots=True)
class Format:
    """The name of a format, and its writer factory: UnusableInput if the options are not valid."""

    name: str
    writer: Callable[[WriteOptions], Writer]


FORMATS: Mapping[str, Format] = {
    ".csv": Format("CSV", _csv),
    ".xlsx": Format("Excel", _xlsx),
    ".json": Format("JSON", lambda _: _write_json),
}
"""All formats, by the suffix of the file."""


def check_target(path: Path, suffixes: Collection[str] = tuple(FORMATS)) -> None:
    """Raise UnusableInput if a file has another suffix, or its folder does not exist."""
    if path.suffix.lower() not in suffixes:
        raise UnusableInput("error.export_suffix", file=path.name, known=", ".join(suffixes))
    if not path.absolute().parent.is_dir():
        raise UnusableInput("error.export_folder", folder=path.absolute().parent)


def writer_for(path: Path, options: WriteOptions) -> Writer:
    """Return the writer for the suffix of a file; UnusableInput as in `check_target`."""
    check_target(path)
    return FORMATS[path.suffix.lower()].writer(options)
