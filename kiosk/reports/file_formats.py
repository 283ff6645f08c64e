"""The formats that a report can be written in, each by the suffix of its file."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.errors import UnusableInput
from kiosk.reports.csv_writer import checked_separator, write_csv

Rows = Iterable[Sequence[str | int]]


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """The choices that a format may heed; one that does not know a choice leaves it."""

    separator: str = ","


Writer = Callable[[Path, Sequence[str], Rows], int]
"""Writes a header and rows to a file, whole or not at all, and returns how many rows."""


def _csv(options: WriteOptions) -> Writer:
    separator = checked_separator(options.separator)
    return lambda path, header, rows: write_csv(path, header, rows, separator=separator)


FORMATS: Mapping[str, Callable[[WriteOptions], Writer]] = {".csv": _csv}
"""By suffix: what makes a writer, UnusableInput if the options are unfit for it."""


def check_suffix(path: Path) -> None:
    """UnusableInput where no format has a file's suffix."""
    if path.suffix.lower() not in FORMATS:
        raise UnusableInput("export_suffix", file=path.name, known=", ".join(FORMATS))


def writer_for(path: Path, options: WriteOptions) -> Writer:
    """Return what writes a file with this suffix; UnusableInput if there is none."""
    check_suffix(path)
    return FORMATS[path.suffix.lower()](options)
