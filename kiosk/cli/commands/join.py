"""`kiosk join`: joins an event with its event file, or with an invite over the network."""

from pathlib import Path

import click

from kiosk.admin.event_file import read_event_file
from kiosk.admin.hub_invite import InvitedLaptop
from kiosk.admin.joined_names import note_joined
from kiosk.admin.joining import (
    JoinRequest,
    clock_is_behind,
    join_event,
    own_name,
)
from kiosk.admin.lost_remains import lost_entries
from kiosk.cli.passphrase_prompt import ask_passphrase
from kiosk.domain.roles import Role
from kiosk.reports.event_times import iso
from kiosk.runtime.data_folder import DataFolder
from kiosk.sync.network.invite_line import is_invite_line, read_invite_line

_NEEDS_ATTENTION = 1


@click.command("join")
@click.argument("file", metavar="FILE|INVITE")
@click.option("--name", metavar="STATION")
@click.option("--entrance")
@click.option("--passphrase-file", type=click.Path(path_type=Path))
@click.pass_obj
def join_command(
    session: DataFolder,
    file: str,
    name: str | None,
    entrance: str | None,
    passphrase_file: Path | None,
) -> int:
    """See `help.kiosk_join` in `resources/words`."""
    request = JoinRequest(own_name(name), entrance)
    if is_invite_line(file):
        invited = InvitedLaptop(session, read_invite_line(file))
        opened = invited.fetch()
        lost = lost_entries(session, opened)
        joined = invited.join(opened, request)
    else:
        opened = read_event_file(Path(file), ask_passphrase(session, passphrase_file))
        lost = lost_entries(session, opened)
        joined = join_event(session, opened, request)
        note_joined(Path(file), joined.name)
    invitation = opened.invitation
    session.print_text(
        "join.done_hub" if joined.role is Role.HUB else "join.done",
        event=invitation.name,
        date=invitation.date,
        name=joined.name,
        role=session.words.say(joined.role.text_key),
        entrance=joined.entrance,
    )
    if clock_is_behind(invitation, session.clock.wall()):
        session.print_text("join.clock")
    if lost is not None and lost.known_until is not None:
        at = iso(lost.known_until, lost.zone, precision="seconds")
        session.print_text("join.lost_since", at=at)
    elif lost is not None:
        session.print_text("join.lost")
    if joined.unusable:
        session.print_text("join.unusable", count=joined.unusable)
    if joined.unknown:
        session.print_text("join.unknown")
    return _NEEDS_ATTENTION if joined.unusable or joined.unknown else 0
