"""Writes the attendance file."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from kiosk.errors import UnusableInput
from kiosk.reports.attendance_columns import (
    PER_SCAN,
    PER_TICKET,
    Cell,
    chosen,
    scan_rows,
    ticket_rows,
)
from kiosk.reports.event_times import iso, read_time
from kiosk.reports.file_formats import WriteOptions, check_suffix, writer_for
from kiosk.runtime.data_folder import Session
from kiosk.store.attendance.attendance_rows import Attendances
from kiosk.store.sqlite.database import snapshot
from kiosk.store.station_store import Books


def write_attendance(
    session: Session,
    file: Path,
    *,
    area: str,
    fields: str | None,
    since: str | None,
    names: bool,
    separator: str,
    per_scan: bool,
) -> int:
    """Write the attendance file over a connection of its own; return how many lines it has."""
    check_suffix(file)
    if not file.absolute().parent.is_dir():
        raise UnusableInput("export_folder", folder=file.absolute().parent)
    header = chosen(PER_SCAN if per_scan else PER_TICKET, fields, names=names)
    write_rows = writer_for(file, WriteOptions(separator))
    with session.books() as books, snapshot(books.database):
        event = books.event()
        name = event.area(area).name
        start = read_time(since, event.zone) if since is not None else None
        told = partial(iso, zone=event.zone, precision="seconds")
        rows = _rows(books, name, start, per_scan=per_scan)(header, told)
        return write_rows(file, header, rows)


def _rows(
    books: Books, area: str, since: int | None, *, per_scan: bool
) -> Callable[[list[str], Callable[[int], str]], Iterator[list[Cell]]]:
    attendances = Attendances(books.database, books.keys.event, books.history, books.tickets)
    if per_scan:
        return partial(scan_rows, attendances.passages(area, since))
    return partial(ticket_rows, attendances.rows(area, since))
