"""`kiosk attendance export`: who came, as a file for a spreadsheet."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import click

from kiosk.cli.station import Session
from kiosk.cli.times import iso, read_time
from kiosk.domain.rules import FESTIVAL
from kiosk.errors import UnusableInput
from kiosk.reports.attendance import (
    PER_SCAN,
    PER_TICKET,
    Cell,
    chosen,
    scan_rows,
    ticket_rows,
)
from kiosk.reports.csv_file import checked_separator, write_csv
from kiosk.store.attended import Attendances
from kiosk.store.books import Books
from kiosk.store.database import snapshot

_SUFFIX = ".csv"


@click.group()
def attendance() -> None:
    """See `help.kiosk_attendance` in the words."""


@attendance.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--area", default=FESTIVAL)
@click.option("--fields", metavar="A,B")
@click.option("--since", metavar="TIME")
@click.option("--no-names", is_flag=True)
@click.option("--separator", default=",")
@click.option("--per-scan", is_flag=True)
@click.pass_obj
def export(
    session: Session,
    file: Path,
    *,
    area: str,
    fields: str | None,
    since: str | None,
    no_names: bool,
    separator: str,
    per_scan: bool,
) -> None:
    """See `help.kiosk_attendance_export` in the words."""
    written = write_attendance(
        session,
        file,
        area=area,
        fields=fields,
        since=since,
        names=not no_names,
        separator=separator,
        per_scan=per_scan,
    )
    session.say("attendance.written", file=file, rows=written)


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
    if file.suffix.lower() != _SUFFIX:
        raise UnusableInput("export_suffix", file=file.name, known=_SUFFIX)
    if not file.absolute().parent.is_dir():
        raise UnusableInput("export_folder", folder=file.absolute().parent)
    header = chosen(PER_SCAN if per_scan else PER_TICKET, fields, names=names)
    between = checked_separator(separator)
    with session.books() as books, snapshot(books.database):
        event = books.event()
        name = event.area(area).name
        start = read_time(since, event.zone) if since is not None else None
        told = partial(iso, zone=event.zone, precision="seconds")
        rows = _rows(books, name, start, per_scan=per_scan)(header, told)
        return write_csv(file, header, rows, separator=between)


def _rows(
    books: Books, area: str, since: int | None, *, per_scan: bool
) -> Callable[[list[str], Callable[[int], str]], Iterator[list[Cell]]]:
    attendances = Attendances(books.database, books.keys.event, books.history, books.tickets)
    if per_scan:
        return partial(scan_rows, attendances.passages(area, since))
    return partial(ticket_rows, attendances.rows(area, since))
