"""`kiosk backup`: writes the whole folder of this laptop to one encrypted file."""

from pathlib import Path

import click

from kiosk.admin.backup import write_backup
from kiosk.cli.passphrase_prompt import ask_new_passphrase
from kiosk.runtime.data_folder import DataFolder

_MEGABYTE = 1_000_000


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--passphrase-file", type=click.Path(path_type=Path))
@click.pass_obj
def backup(session: DataFolder, file: Path, passphrase_file: Path | None) -> None:
    """See `help.kiosk_backup` in `resources/words`."""
    with session.open_store() as store:
        passphrase = ask_new_passphrase(session, passphrase_file)
        size = write_backup(store.database, file, passphrase, session.clock.wall())
        name, event = store.certificate.name, store.event().name
    figure = f"{max(0.1, size / _MEGABYTE):.1f}"
    megabytes = figure.replace(".", session.words.say("headcount.point"))
    session.print_text("backup.written", file=file, name=name, event=event, megabytes=megabytes)
