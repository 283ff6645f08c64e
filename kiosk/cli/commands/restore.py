"""`kiosk restore`: restores a backup into an empty folder."""

from pathlib import Path

import click

from kiosk.admin.backup import read_backup, restore_keys
from kiosk.admin.backup import restore as restore_folder
from kiosk.admin.lost_remains import absorb_remains
from kiosk.cli.passphrase_prompt import ask_passphrase
from kiosk.errors import EventLost, UnusableInput
from kiosk.keys.key_ring import has_usable_keys
from kiosk.reports.event_times import iso
from kiosk.runtime.data_folder import DATABASE, KEYS, DataFolder
from kiosk.store.sqlite.lost_file import broken_files
from kiosk.store.stations.events import Events


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--passphrase-file", type=click.Path(path_type=Path))
@click.pass_obj
def restore(session: DataFolder, file: Path, passphrase_file: Path | None) -> None:
    """See `help.kiosk_restore` in `resources/words`."""
    with session.lock(lost_too=True):
        without_keys = _events_without_keys(session)
        opened = read_backup(file, ask_passphrase(session, passphrase_file))
        if without_keys:
            if not restore_keys(opened, session.folder, without_keys):
                raise UnusableInput("error.backup_without_keys", file=file)
            session.print_text("backup.keys_restored", path=session.folder)
            return
        restore_folder(opened, session.folder)
        with session.open_store() as store:
            event = store.event()
            session.print_text(
                "backup.restored",
                name=store.certificate.name,
                event=event.name,
                date=event.date,
                at=iso(opened.at, event.zone, precision="seconds"),
            )
            count = absorb_remains(store, broken_files(session.folder / DATABASE))
            if count:
                session.print_text("backup.remains", entries=count)


def _events_without_keys(session: DataFolder) -> list[str]:
    """Return the events (hex) of this folder whose keys are gone.

    Raises UnusableInput if all keys are usable.
    """
    try:
        if not session.has_event():
            return []
    except EventLost:
        return []
    with session.database() as database:
        events = Events(database)
        known = [event for event in events.known() if events.is_dated(event)]
    keys = session.folder / KEYS
    missing = [event for event in known if not has_usable_keys(keys, event)]
    if known and not missing:
        raise UnusableInput("error.restore_in_use", path=session.folder)
    return missing
