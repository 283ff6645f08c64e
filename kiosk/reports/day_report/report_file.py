"""Writes the report of the day to a file: a PDF, a picture, or the half hours as CSV."""

from collections.abc import Callable
from pathlib import Path

from kiosk.atomic_file import write_atomic
from kiosk.errors import UnusableInput
from kiosk.reports.csv_writer import write_csv
from kiosk.reports.day_report.day_report import DayReport
from kiosk.reports.day_report.half_hour_rows import log_header, log_rows
from kiosk.texts import Texts

PDF, PNG, CSV = ".pdf", ".png", ".csv"
REPORT_SUFFIXES = (PDF, PNG, CSV)

Draw = Callable[[DayReport, Texts, str], bytes]
"""Returns the report as a file with this suffix: PDF or PNG."""


def check_report_file(path: Path) -> None:
    """Raise UnusableInput if a report cannot be written there."""
    if path.suffix.lower() not in REPORT_SUFFIXES:
        known = ", ".join(REPORT_SUFFIXES)
        raise UnusableInput("error.export_suffix", file=path.name, known=known)
    if not path.absolute().parent.is_dir():
        raise UnusableInput("error.export_folder", folder=path.absolute().parent)


def write_report(path: Path, report: DayReport, words: Texts, draw: Draw) -> None:
    """Write the report, atomically; UnusableInput for another suffix or a missing folder."""
    check_report_file(path)
    if path.suffix.lower() == CSV:
        write_csv(path, log_header(report), log_rows(report))
    else:
        write_atomic(path, draw(report, words, path.suffix.lower()))
