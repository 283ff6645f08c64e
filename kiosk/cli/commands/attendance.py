"""`kiosk attendance export`: who came, as a file for a spreadsheet."""

from pathlib import Path

import click

from kiosk.admin.attendance_export import write_attendance
from kiosk.domain.event_settings import FESTIVAL
from kiosk.runtime.data_folder import Session


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
