"""`kiosk undo`: undoes an entry with a new entry."""

import click

from kiosk.checkin.desk import Desk, UndoReason
from kiosk.runtime.data_folder import DataFolder


@click.command()
@click.argument("entry")
@click.option(
    "--reason",
    type=click.Choice([reason.value for reason in UndoReason]),
    default=UndoReason.MISTAKE.value,
)
@click.pass_obj
def undo(session: DataFolder, entry: str, reason: str) -> None:
    """See `help.kiosk_undo` in `resources/words`."""
    with session.open_store() as store:
        undone = Desk(store).undo(entry, UndoReason(reason))
    if undone is None:
        session.print_text("undo.already")
    else:
        session.print_text("undo.done")
        print(undone.hash)
