"""Writes a report as a workbook, atomically; the same data gives the same bytes.

Written row by row with XlsxWriter's `constant_memory`, so memory does not grow with the rows.
"""

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kiosk.atomic_file import atomic_replace, open_synced
from kiosk.domain.formula_guard import guarded
from kiosk.errors import UnusableInput

MAX_ROWS = 1_048_576
"""The rows of a sheet, including the header (Excel specifications and limits)."""

_MADE = datetime(2000, 1, 1)  # noqa: DTZ001  # fixed: the same data gives the same bytes
_TIME = "yyyy-mm-dd hh:mm:ss"
_MIN_WIDTH, _MAX_WIDTH = 8, 48  # in characters

_STEP_BYTES, _SAMPLE_BYTES = 100_000, 1_000_000

Packing = Callable[[float], None]
"""Gets the part of the file that is packed, from 0 to 1; an exception in it stops the work."""

_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,
    "use_zip64": True,
}


def write_xlsx(
    path: Path,
    header: Sequence[str],
    rows: Iterable[Sequence[str | int | datetime]],
    *,
    summary: Sequence[Sequence[str | int | datetime]] = (),
    packing: Packing = lambda _: None,
) -> int:
    """Write rows one by one, and return how many; the old file stays until all are on disk.

    Times become dates in their own zone, texts stay text (`0012`, `=1+1`), the header is frozen and
    has filters. `summary` becomes a second sheet. `packing` is called while the file is packed at
    the end; an exception in it stops the work. Raises UnusableInput for more rows than a sheet
    has, WorldFailed if writing fails.
    """
    with atomic_replace(path) as part, _workbook(part, packing) as book:
        written = _fill(_Sheet(book, "Aanwezigheid"), header, rows, path)
        if summary:
            sheet = _Sheet(book, "Samenvatting")
            for row in summary:
                sheet.write(row)
            sheet.finish()
        return written


@contextmanager
def _workbook(part: Path, packing: Packing) -> Iterator[Workbook]:
    """Open a workbook that is on disk at the end; its temporary files are in the same folder.

    Raises OSError if writing fails.
    """
    with (
        open_synced(part) as file,
        TemporaryDirectory(
            dir=part.parent, prefix=f".{part.name}.", ignore_cleanup_errors=True
        ) as folder,
    ):
        expected = cache(lambda: _expected_bytes(Path(folder)))
        target = _Target(file, lambda written: packing(min(1.0, written / expected())))
        book = Workbook(target, {**_OPTIONS, "tmpdir": folder})
        book.set_properties({"created": _MADE})
        try:
            yield book
            book.close()
        except BaseException as error:
            target.given_up = True
            _give_up(book)
            if isinstance(error, FileCreateError):  # XlsxWriter wraps an OSError in it
                raise OSError(str(error)) from error
            raise


def _give_up(book: Workbook) -> None:
    """Close the files of a workbook without packing it; they are in a folder that is removed."""
    for sheet in book.worksheets():
        sheet._opt_close()  # `close` would pack all rows first, for up to a minute
    book.fileclosed = True


def _expected_bytes(folder: Path) -> float:
    """Return the probable size of the ZIP, by how well the first rows can be compressed."""
    sizes = {path: path.stat().st_size for path in folder.iterdir()}
    largest = max(sizes, key=lambda path: sizes[path], default=None)
    if largest is None:
        return 1.0
    with largest.open("rb") as file:
        sample = file.read(_SAMPLE_BYTES)
    return max(1.0, sizes[largest] * len(zlib.compress(sample)) / max(1, len(sample)))


class _Target:
    """The file of a workbook's ZIP; once `given_up`, it ignores all writes.

    `step` is called from time to time with the number of bytes; an exception in it stops the work.

    A ZIP that failed tries to complete itself again when it is freed (`zipfile.ZipFile.__del__`).
    """

    def __init__(self, file: IO[bytes], step: Callable[[int], None]) -> None:
        self._file = file
        self._step = step
        self._at = self._stepped_at = 0
        self.given_up = False

    def write(self, data: bytes) -> int:
        if not self.given_up:
            self._file.write(data)
            if self._at - self._stepped_at >= _STEP_BYTES:
                self._stepped_at = self._at
                self._step(self._at)
        self._at += len(data)
        return len(data)

    def seek(self, offset: int) -> int:
        if not self.given_up:
            self._file.seek(offset)
        self._at = offset
        return offset

    def tell(self) -> int:
        return self._at

    def flush(self) -> None:
        if not self.given_up:
            self._file.flush()


def _fill(
    sheet: "_Sheet",
    header: Sequence[str],
    rows: Iterable[Sequence[str | int | datetime]],
    path: Path,
) -> int:
    sheet.write_header(header)
    for row in rows:
        if sheet.next_row == MAX_ROWS:
            raise UnusableInput("error.too_many_rows", file=path.name, most=MAX_ROWS - 1)
        sheet.write(row)
    sheet.finish(columns=len(header))
    return sheet.next_row - 1


class _Sheet:
    """Writes a sheet from first to last row, and collects the widths of its columns."""

    def __init__(self, book: Workbook, name: str) -> None:
        self._sheet: Worksheet = book.add_worksheet(name)
        self._bold: Format = book.add_format({"bold": True})
        self._time: Format = book.add_format({"num_format": _TIME, "align": "left"})
        # Excel sets this for a text after an apostrophe: editing it runs no formula.
        self._quoted: Format = book.add_format({"quote_prefix": True})
        self._widths: list[int] = []
        self.next_row = 0

    def write_header(self, header: Sequence[str]) -> None:
        """Write the column names, which stay visible."""
        for column, name in enumerate(header):
            self._sheet.write_string(self.next_row, column, name, self._bold)
            self._widen(column, len(name) + 3)  # the filter's button is next to the name
        self._sheet.freeze_panes(1, 0)
        self.next_row += 1

    def write(self, row: Sequence[str | int | datetime]) -> None:
        for column, cell in enumerate(row):
            self._write_cell(column, cell)
        self.next_row += 1

    def finish(self, *, columns: int = 0) -> None:
        """Set the widths, and a filter over the first `columns` columns."""
        if columns:
            self._sheet.autofilter(0, 0, self.next_row - 1, columns - 1)
        for column, width in enumerate(self._widths):
            self._sheet.set_column(column, column, min(max(width, _MIN_WIDTH), _MAX_WIDTH))

    def _write_cell(self, column: int, cell: str | int | datetime) -> None:
        row = self.next_row
        if isinstance(cell, datetime):
            self._sheet.write_datetime(row, column, cell, self._time)
            self._widen(column, len(_TIME))
        elif isinstance(cell, int):
            self._sheet.write_number(row, column, cell)
        elif cell:
            self._sheet.write_string(
                row, column, cell, self._quoted if guarded(cell) != cell else None
            )
            self._widen(column, len(cell) + 1)  # capitals are wider than digits

    def _widen(self, column: int, width: int) -> None:
        self._widths.extend([0] * (column + 1 - len(self._widths)))
        self._widths[column] = max(self._widths[column], width)
