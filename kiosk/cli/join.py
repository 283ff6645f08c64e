"""`kiosk join`: takes part in an event from its file, without a network."""

from __future__ import annotations

import platform
from collections.abc import Callable
from functools import partial
from pathlib import Path

import click

from kiosk.cli.passphrases import asked_passphrase
from kiosk.cli.station import KEYS, Session
from kiosk.domain.rules import read_setting
from kiosk.sync.event_file import EventFile, read_event_file
from kiosk.sync.joining import Joined, Place, Wish, check_wish, clock_is_behind, join

_NEEDS_A_PERSON = 1


@click.command("join")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--name", metavar="STATION")
@click.option("--entrance")
@click.option("--passphrase-file", type=click.Path(path_type=Path))
@click.pass_obj
def join_command(
    session: Session,
    file: Path,
    name: str | None,
    entrance: str | None,
    passphrase_file: Path | None,
) -> int:
    """See `help.kiosk_join` in the words."""
    wish = Wish(own_name(name), entrance)
    opened = read_event_file(file, asked_passphrase(session, passphrase_file))
    joined = join_event(session, opened, wish)
    invitation = opened.invitation
    session.say(
        "join.done",
        event=invitation.name,
        date=invitation.date,
        name=joined.name,
        role=session.words.say(f"role.{joined.role}"),
        entrance=joined.entrance,
    )
    if clock_is_behind(invitation, session.clock.wall()):
        session.say("join.clock")
    if joined.unusable:
        session.say("join.unusable", count=joined.unusable)
    return _NEEDS_A_PERSON if joined.unusable else 0


def own_name(name: str | None) -> str:
    """Return what this laptop is to be called: as given, else as the computer is."""
    return str(read_setting("name", platform.node() or "Laptop" if name is None else name))


def join_event(
    session: Session,
    file: EventFile,
    wish: Wish,
    told: Callable[[float], None] = lambda _: None,
) -> Joined:
    """Take part in the event of an event file in this session's folder."""
    check_wish(file.invitation, wish)  # before a folder is made
    with session.database() as database, session.joins():
        place = Place(session.folder / KEYS, database, partial(session.open, database))
        return join(place, file, wish, session.clock.wall(), told)
