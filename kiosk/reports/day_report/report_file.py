"""Writes the report of the day to a file: a PDF, a picture, or the half hours as CSV."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from kiosk.atomic_file import write_atomic
from kiosk.reports.csv_writer import write_csv
from kiosk.reports.day_report.day_report import DayReport
from kiosk.reports.event_times import local_second
from kiosk.reports.file_formats import Cell, check_target
from kiosk.texts import Texts

PDF, PNG, CSV = ".pdf", ".png", ".csv"
REPORT_SUFFIXES = (PDF, PNG, CSV)

Draw = Callable[[DayReport, Texts, str], bytes]
"""Returns the report as a file with this suffix: PDF or PNG."""


def write_report(path: Path, report: DayReport, words: Texts, draw: Draw) -> None:
    """Write the report, atomically; UnusableInput for another suffix or a missing folder."""
    check_target(path, REPORT_SUFFIXES)
    if path.suffix.lower() == CSV:
        write_csv(path, log_header(report), log_rows(report))
    else:
        write_atomic(path, draw(report, words, path.suffix.lower()))


def log_header(report: DayReport) -> Sequence[str]:
    """Return the columns; `date` and `clock` are the time as spreadsheets read it."""
    people = "came_in" if report.arrivals else "inside"
    return ("time", "area", people, "at_most", "capacity", "date", "clock")


def log_rows(report: DayReport) -> Iterator[list[Cell]]:
    """Yield the lines, by time and then in the event's order of the areas."""
    for line in report.half_hours:
        moment = local_second(line.at, report.event.zone)
        day, clock = moment.date().isoformat(), f"{moment:%H:%M}"
        for area, count in zip(report.event.areas, line.counts, strict=True):
            most: Cell = "" if area.capacity is None else area.capacity
            yield [moment, area.name, count.inside, count.at_most, most, day, clock]
