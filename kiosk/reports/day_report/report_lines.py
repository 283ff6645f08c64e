"""The figures of the report of the day as lines of the second sheet of the attendance file.

Labels are Dutch in any language of the laptop: laptops with the same data write the same bytes.
"""

from collections.abc import Iterator, Sequence

from kiosk.reports.day_report.day_report import MIN_PEOPLE, DayReport
from kiosk.reports.event_times import local_second
from kiosk.reports.file_formats import Cell

Line = Sequence[Cell]


def report_lines(report: DayReport) -> Iterator[Line]:
    """Yield the lines: the figures, then people by organisation, recounts and laptops."""
    found, times = report.organisations, report.times
    peaks = [report.curve.peak] if report.curve.peak is not None and not report.arrivals else []
    yield from (
        (),
        ("Verslag van de dag", "report"),
        ("Stand van", "as_of", _time(report, report.as_of)),
        ("Bezoekers", "visitors", report.visitors),
        ("Medewerkers en vrijwilligers", "staff", report.staff + report.totals.crew),
        ("Organisaties", "organisations", found.number if found.known else ""),
        ("Niet gekomen", "missed", report.missed),
        *(("Meeste mensen binnen", "peak", people, _time(report, at)) for at, people in peaks),
        ("Eerste binnen", "first_in", _time(report, times.first_in)),
        ("Laatste binnen", "last_in", _time(report, times.last_in)),
        ("Laatste eruit", "last_out", _time(report, times.last_out)),
        ("Laptops die niet hebben ingeleverd", "missing_laptops", len(report.missing_laptops)),
        ("Laptops waarvan niets bekend is", "never_heard", report.never_heard),
        *_organisations(report),
        *_recounts(report),
        *_laptops(report),
    )


def _organisations(report: DayReport) -> Iterator[Line]:
    found = report.organisations
    if not found.known or not (found.number or found.without):
        return
    yield ()
    yield ("Per organisatie", "by_organisation", "admitted")
    for name, people in found.named:
        yield (name, "", people)
    if found.small:
        yield (f"{found.small} van minder dan {MIN_PEOPLE} mensen", "", found.few)
    if found.without:
        yield ("zonder organisatie", "", found.without)


def _recounts(report: DayReport) -> Iterator[Line]:
    if report.recounts:
        yield ()
        yield ("Nageteld", "recounts", "people", "before")
    for one in report.recounts:
        before: Cell = "" if one.before is None else one.before
        yield (_time(report, one.at), "", one.people, before)


def _laptops(report: DayReport) -> Iterator[Line]:
    yield ()
    yield ("Laptops", "laptops", "first", "last", "admitted", "handed_in")
    for one in report.laptops:
        first, last = _time(report, one.times.first), _time(report, one.times.last)
        yield (one.name, "", first, last, one.times.people, "yes" if one.handed_in else "no")


def _time(report: DayReport, at: int | None) -> Cell:
    return "" if at is None else local_second(at, report.event.zone)
