"""`kiosk restore`: a laptop's backup back in an empty folder."""

from pathlib import Path

import click

from kiosk.admin.backup import read_backup
from kiosk.admin.backup import restore as restore_folder
from kiosk.cli.passphrase_prompt import asked_passphrase
from kiosk.errors import UnusableInput
from kiosk.reports.event_times import iso
from kiosk.runtime.data_folder import Session


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--passphrase-file", type=click.Path(path_type=Path))
@click.pass_obj
def restore(session: Session, file: Path, passphrase_file: Path | None) -> None:
    """See `help.kiosk_restore` in the words."""
    with session.own():
        if session.has_event():
            raise UnusableInput("restore_in_use", path=session.folder)
        opened = read_backup(file, asked_passphrase(session, passphrase_file))
        restore_folder(opened, session.folder)
        with session.books() as books:
            event = books.event()
            session.say(
                "backup.restored",
                name=books.certificate.name,
                event=event.name,
                date=event.date,
                at=iso(opened.at, event.zone, precision="seconds"),
            )
