"""The log of the half hours as rows of a file: a line for each time and area."""

from collections.abc import Iterator, Sequence

from kiosk.reports.day_report.day_report import DayReport
from kiosk.reports.event_times import local_second
from kiosk.reports.file_formats import Cell


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
