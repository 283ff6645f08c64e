"""`kiosk join`: joins an event with its event file, without a network."""

from __future__ import annotations

from pathlib import Path

import click

from kiosk.admin.event_file import read_event_file
from kiosk.admin.joining import (
    JoinRequest,
    clock_is_behind,
    join_event,
    own_name,
)
from kiosk.cli.passphrase_prompt import ask_passphrase
from kiosk.runtime.data_folder import DataFolder

_NEEDS_ATTENTION = 1


@click.command("join")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--name", metavar="STATION")
@click.option("--entrance")
@click.option("--passphrase-file", type=click.Path(path_type=Path))
@click.pass_obj
def join_command(
    session: DataFolder,
    file: Path,
    name: str | None,
    entrance: str | None,
    passphrase_file: Path | None,
) -> int:
    """See `help.kiosk_join` in the words."""
    request = JoinRequest(own_name(name), entrance)
    opened = read_event_file(file, ask_passphrase(session, passphrase_file))
    joined = join_event(session, opened, request)
    invitation = opened.invitation
    session.print_text(
        "join.done",
        event=invitation.name,
        date=invitation.date,
        name=joined.name,
        role=session.words.say(joined.role.text_key),
        entrance=joined.entrance,
    )
    if clock_is_behind(invitation, session.clock.wall()):
        session.print_text("join.clock")
    if joined.unusable:
        session.print_text("join.unusable", count=joined.unusable)
    return _NEEDS_ATTENTION if joined.unusable else 0
