"""Writes the attendance file."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

from kiosk.admin.requests import ExportKind, ExportOptions
from kiosk.domain.event_settings import FESTIVAL, Event
from kiosk.domain.headcount import Headcount
from kiosk.domain.ticket import Ticket
from kiosk.errors import UnusableInput
from kiosk.reports.attendance_columns import (
    EMAIL,
    FOR_RESEARCH,
    MAIL_OK,
    PER_SCAN,
    PER_TICKET,
    SUMS,
    USUAL_PER_SCAN,
    USUAL_PER_TICKET,
    scan_rows,
    select_columns,
    sum_rows,
    ticket_rows,
)
from kiosk.reports.attendance_summary import report_lines, summary_lines
from kiosk.reports.day_report.read_report import read_report
from kiosk.reports.event_times import local_second, parse_time
from kiosk.reports.file_formats import Cell, WriteOptions, check_target, writer_for
from kiosk.reports.headcount_report import count_area
from kiosk.runtime.data_folder import DataFolder
from kiosk.store.attendance.attendance_rows import AttendanceReader, TicketAttendance
from kiosk.store.sqlite.database import snapshot
from kiosk.store.station_store import StationStore

_Read = TypeVar("_Read")

TicketFilter = Callable[[Ticket | TicketAttendance | None], bool]


Progress = Callable[[int, int], None]
"""Gets the number of rows written so far, and of all rows; an exception in it stops the work."""

Packing = Callable[[float], None]
"""Gets the part that was packed, from 0 to 1; an exception in it stops the work."""

_ROWS_A_STEP = 500


def write_attendance(
    session: DataFolder,
    file: Path,
    export: ExportOptions,
    progress: Progress = lambda _done, _all: None,
    packing: Packing = lambda _: None,
) -> int:
    """Write the attendance file over its own connection; return its number of lines.

    `packing` gets the part of a workbook that is packed (0 to 1) after its rows were read. If the
    work is stopped, there is no new file, and an older one is unchanged. Raises UnusableInput for
    an unknown suffix, folder, area, column, category or source.
    """
    check_target(file)
    header = _header(export)
    with session.open_store() as store, snapshot(store.database):
        event = store.event()
        count = count_area(store, event, export.area, session.clock.wall())
        options = WriteOptions(export.separator, partial(_summary, store, event, count), packing)
        write_rows = writer_for(file, options)
        return write_rows(file, header, _rows(store, event, count, export, header, progress))


def _summary(store: StationStore, event: Event, count: Headcount) -> list[Sequence[Cell]]:
    """Return the lines of the second sheet; for the festival also those of its report."""
    lines: list[Sequence[Cell]] = [*summary_lines(event, count)]
    if count.area == FESTIVAL:
        lines += report_lines(read_report(store))
    return lines


def counted(read: Iterable[_Read], most: int, progress: Progress) -> Iterator[_Read]:
    """Yield the items, and report their number so far; `most` is an estimate of their total."""
    for number, one in enumerate(read):
        if number % _ROWS_A_STEP == 0:
            progress(number, max(number, most))
        yield one


def first_rows(session: DataFolder, export: ExportOptions, most: int) -> list[Sequence[Cell]]:
    """Return the header and the first rows of the file that these options would write."""
    header = _header(export)
    with session.open_store() as store, snapshot(store.database):
        event = store.event()
        count = count_area(store, event, export.area, session.clock.wall())
        return [header, *islice(_rows(store, event, count, export, header), most)]


def _header(export: ExportOptions) -> list[str]:
    if export.kind is ExportKind.SUMS:
        return select_columns(SUMS, SUMS, export.fields, names=True)
    if export.kind is ExportKind.RESEARCH:
        return select_columns(PER_TICKET, FOR_RESEARCH, export.fields, names=False)
    if export.kind is ExportKind.SCANS:
        return select_columns(PER_SCAN, USUAL_PER_SCAN, export.fields, names=export.names)
    usual = (*USUAL_PER_TICKET, EMAIL, MAIL_OK) if export.email else USUAL_PER_TICKET
    return select_columns(PER_TICKET, usual, export.fields, names=export.names)


def _rows(
    store: StationStore,
    event: Event,
    count: Headcount,
    export: ExportOptions,
    header: Sequence[str],
    progress: Progress = lambda _done, _all: None,
) -> Iterator[list[Cell]]:
    attendances = AttendanceReader(store.database, store.keys.event, store.history, store.tickets)
    since = None if export.since is None else parse_time(export.since, event.zone)
    local = partial(local_second, zone=event.zone)
    is_listed = _category_and_source_filter(attendances, count, export)
    if export.kind is ExportKind.SCANS:
        has_come = _attended_filter(attendances, count.area, export)
        events = counted(
            attendances.door_events(count.area, since), store.history.count(), progress
        )
        return scan_rows(
            (one for one in events if is_listed(one.ticket) and has_come(one.ticket)), header, local
        )
    rows = counted(attendances.rows(count.area, since), store.tickets.count(), progress)
    if export.attended is not None:
        rows = (one for one in rows if (one.entries > 0) == export.attended)
    filtered = filter(is_listed, rows)
    if export.kind is ExportKind.SUMS:
        return sum_rows(filtered, header, local)
    return ticket_rows(filtered, header, local)


def _category_and_source_filter(
    attendances: AttendanceReader, count: Headcount, export: ExportOptions
) -> TicketFilter:
    """Return a filter for the categories and sources of the options."""
    known = attendances.sources()
    for category in export.categories:
        if category not in count.totals.by_category:
            listed = ", ".join(count.totals.by_category)
            raise UnusableInput("error.unknown_category", name=category, known=listed)
    for source in export.sources:
        if source not in known:
            raise UnusableInput(
                "error.unknown_source", name=source, known=", ".join(filter(None, known))
            )
    categories, sources = frozenset(export.categories), frozenset(export.sources)
    if not categories and not sources:
        return lambda _: True
    return lambda ticket: (
        ticket is not None
        and (not categories or ticket.category in categories)
        and (not sources or ticket.source in sources)
    )


def _attended_filter(
    attendances: AttendanceReader, area: str, export: ExportOptions
) -> TicketFilter:
    """Return a filter for tickets that were admitted, or not, as `attended` requires."""
    if export.attended is None:
        return lambda _: True
    came = {row.id.hex() for row in attendances.rows(area) if row.entries}
    return lambda ticket: ticket is not None and (ticket.id in came) == export.attended
