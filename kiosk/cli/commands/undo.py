"""`kiosk undo`: take an entry back by a new one."""

import click

from kiosk.checkin.desk import Desk, Reason
from kiosk.runtime.data_folder import Session


@click.command()
@click.argument("entry")
@click.option(
    "--reason",
    type=click.Choice([reason.value for reason in Reason]),
    default=Reason.MISTAKE.value,
)
@click.pass_obj
def undo(session: Session, entry: str, reason: str) -> None:
    """See `help.kiosk_undo` in the words."""
    with session.books() as books:
        undone = Desk(books).undo(entry, Reason(reason))
    if undone is None:
        session.say("undo.already")
    else:
        session.say("undo.done")
        print(undone.hash)
