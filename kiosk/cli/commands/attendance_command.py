"""`kiosk attendance`: writes the attendance to a file, and the addresses for a mail of thanks."""

from pathlib import Path
from typing import Any

import click

from kiosk.admin.attendance_export import write_attendance
from kiosk.admin.requests import ExportKind, ExportOptions
from kiosk.admin.thank_you import write_thank_you
from kiosk.domain.event_settings import FESTIVAL
from kiosk.errors import UnusableInput
from kiosk.runtime.data_folder import DataFolder

_KINDS = {
    "per_scan": ExportKind.SCANS,
    "sums": ExportKind.SUMS,
    "research": ExportKind.RESEARCH,
}


@click.group()
def attendance() -> None:
    """See `help.kiosk_attendance` in `resources/words`."""


@attendance.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--area", default=FESTIVAL)
@click.option("--fields", metavar="A,B")
@click.option("--since", metavar="TIME")
@click.option("--no-names", is_flag=True)
@click.option("--separator", default=",")
@click.option("--per-scan", is_flag=True)
@click.option("--sums", is_flag=True)
@click.option("--research", is_flag=True)
@click.option("--category", "categories", metavar="NAME", multiple=True)
@click.option("--source", "sources", metavar="NAME", multiple=True)
@click.option("--attended", type=click.Choice(["yes", "no"]))
@click.pass_obj
def export(
    session: DataFolder,
    /,
    file: Path,
    *,
    no_names: bool,
    attended: str | None,
    **chosen: Any,
) -> None:
    """See `help.kiosk_attendance_export` in `resources/words`."""
    asked = [kind for option, kind in _KINDS.items() if chosen.pop(option)]
    if len(asked) > 1:
        raise UnusableInput("error.one_kind_of_rows")
    options = ExportOptions(
        kind=asked[0] if asked else ExportKind.TICKETS,
        names=not no_names,
        attended=None if attended is None else attended == "yes",
        **chosen,
    )
    rows = write_attendance(session, file, options)
    session.print_text("attendance.written", file=file, rows=rows)


@attendance.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def thanks(session: DataFolder, file: Path) -> None:
    """See `help.kiosk_attendance_thanks` in `resources/words`."""
    written = write_thank_you(session, file)
    counts = {
        "came": written.came,
        "missed": written.missed,
        "without": written.without_address,
    }
    session.print_text("attendance.thanked", file=file, missed_file=written.missed_file, **counts)
