"""Writes the rows that an import rejected to a file, to correct and import."""

from collections.abc import Iterator
from pathlib import Path

from kiosk.guestlist.import_report import Report
from kiosk.guestlist.row_source import RowSource
from kiosk.reports.csv_writer import write_csv
from kiosk.texts import Texts

_SEPARATOR = ";"  # a spreadsheet in Dutch opens it in columns


def write_rejected(path: Path, table: RowSource, report: Report, words: Texts) -> int:
    """Write the rejected rows with their reasons; return how many; none: no file is written.

    Rows that could not be split into cells (wrong quotation marks) are not included.
    """
    if not report.rejected_numbers:
        return 0
    header = [*table.headings, words.say("import.rejected_because")]
    return write_csv(path, header, _rows(table, report, words), separator=_SEPARATOR)


def _rows(table: RowSource, report: Report, words: Texts) -> Iterator[list[str]]:
    numbers = frozenset(report.rejected_numbers)
    reasons = {one.row: one.to_json(words)["why"] for one in report.rejected}
    width = len(table.headings)
    for number, cells in table.rows():
        if number in numbers and isinstance(cells, list):
            padded = [str(cell) for cell in cells] + [""] * (width - len(cells))
            yield [*padded, reasons.get(number, "")]
