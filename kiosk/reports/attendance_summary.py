"""The second sheet of the attendance file: the totals of an area, and the report of the day.

Each label is Dutch, followed by the field's name in `headcount --json`, in any language of the
laptop: laptops with the same data write the same bytes. No line depends on the time of writing.
"""

from collections.abc import Iterator, Mapping

from kiosk.domain.event_settings import Event
from kiosk.domain.headcount import CategoryCounts, Headcount
from kiosk.reports.day_report.day_report import MIN_PEOPLE, DayReport
from kiosk.reports.event_times import local_second
from kiosk.reports.file_formats import Cell

Line = tuple[Cell, ...]


def summary_lines(event: Event, count: Headcount) -> list[Line]:
    """Return the lines: event, people, refusals, then by category, group and entrance."""
    tally = count.totals
    return [
        ("Evenement", "event", event.name),
        ("Datum", "date", event.date.isoformat()),
        ("Ruimte", "area", count.area),
        (),
        ("Verwacht", "expected", count.expected),
        ("Binnengekomen", "admitted", tally.admitted),
        ("Weer naar buiten", "exited", count.exited),
        ("Nu binnen", "inside", count.inside),
        ("Medewerkers zonder ticket", "crew", tally.crew),
        ("Met de teller naar binnen", "clicked_in", tally.clicked_in),
        ("Met de teller naar buiten", "clicked_out", tally.clicked_out),
        ("Mensen te veel op een ticket", "double_entries", tally.doubles),
        ("Daarvan nog niet bekeken", "double_entries_open", tally.doubles_open),
        *_block("Geweigerd", ("refused", "scans"), ((o, n) for o, n in tally.refused.items())),
        *_counted(
            "Per categorie",
            "by_category",
            {name or "zonder categorie": one for name, one in tally.by_category.items()},
        ),
        *_counted("Per groep", "by_group", count.by_group),
        *_block(
            "Per ingang",
            ("by_entrance", "in", "out"),
            (
                (name or "zonder ingang", at.people_in, at.people_out)
                for name, at in tally.by_entrance.items()
            ),
        ),
    ]


def _counted(label: str, field: str, by_name: Mapping[str, CategoryCounts]) -> Iterator[Line]:
    return _block(
        label,
        (field, "expected", "admitted", "inside"),
        ((name, one.expected, one.admitted, one.inside) for name, one in by_name.items()),
    )


def _block(label: str, fields: tuple[str, ...], lines: Iterator[Line]) -> Iterator[Line]:
    """Yield a table with its header; nothing if it has no lines."""
    listed = list(lines)
    if listed:
        yield ()
        yield (label, *fields)
        yield from ((name, "", *figures) for name, *figures in listed)


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
        *_of_organisations(report),
        *_of_recounts(report),
        *_of_laptops(report),
    )


def _of_organisations(report: DayReport) -> Iterator[Line]:
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


def _of_recounts(report: DayReport) -> Iterator[Line]:
    if report.recounts:
        yield ()
        yield ("Nageteld", "recounts", "people", "before")
    for one in report.recounts:
        before: Cell = "" if one.before is None else one.before
        yield (_time(report, one.at), "", one.people, before)


def _of_laptops(report: DayReport) -> Iterator[Line]:
    yield ()
    yield ("Laptops", "laptops", "first", "last", "admitted", "handed_in")
    for one in report.laptops:
        first, last = _time(report, one.times.first), _time(report, one.times.last)
        yield (one.name, "", first, last, one.times.people, "yes" if one.handed_in else "no")


def _time(report: DayReport, at: int | None) -> Cell:
    return "" if at is None else local_second(at, report.event.zone)
