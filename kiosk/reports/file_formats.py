"""The formats that a report can be written in, each by the suffix of its file."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kiosk.errors import UnusableInput
from kiosk.reports.csv_writer import checked_separator, write_csv
from kiosk.reports.json_writer import write_json

Cell = str | int | datetime
"""A value of a report; a time has its zone."""

Rows = Iterable[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """The choices that a format may heed; one that does not know a choice leaves it.

    `summary` are the lines of a sheet with totals, for a format that has sheets.
    """

    separator: str = ","
    summary: Sequence[Sequence[Cell]] = ()


Writer = Callable[[Path, Sequence[str], Rows], int]
"""Writes a header and rows to a file, whole or not at all, and returns how many rows."""


def _csv(options: WriteOptions) -> Writer:
    separator = checked_separator(options.separator)
    return lambda path, header, rows: write_csv(path, header, rows, separator=separator)


def _xlsx(options: WriteOptions) -> Writer:
    from kiosk.reports.xlsx_writer import write_xlsx  # noqa: PLC0415  # only where it is used: slow

    return lambda path, header, rows: write_xlsx(path, header, rows, summary=options.summary)


def _json(_: WriteOptions) -> Writer:
    return write_json


FORMATS: Mapping[str, Callable[[WriteOptions], Writer]] = {
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".json": _json,
}
"""By suffix: what makes a writer, UnusableInput if the options are unfit for it."""


def check_suffix(path: Path) -> None:
    """UnusableInput where no format has a file's suffix."""
    if path.suffix.lower() not in FORMATS:
        raise UnusableInput("error.export_suffix", file=path.name, known=", ".join(FORMATS))


def writer_for(path: Path, options: WriteOptions) -> Writer:
    """Return what writes a file with this suffix; UnusableInput if there is none."""
    check_suffix(path)
    return FORMATS[path.suffix.lower()](options)
