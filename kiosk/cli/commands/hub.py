"""`kiosk hub`: laptops exchange at once through this one, over a network."""

import json
import threading

import click

from kiosk.admin.hub_invite import invite
from kiosk.cli.end_signals import on_end_signal
from kiosk.cli.results import print_result
from kiosk.domain.roles import LAPTOP_ROLES, Role
from kiosk.errors import UnusableInput
from kiosk.reports.event_times import iso
from kiosk.runtime.data_folder import DataFolder
from kiosk.sync.network.hub_address import DEFAULT_PORT

_CHECK_EVERY_S = 0.5
_FAILED = 3
_ALL_LINKS = "all"


@click.group()
def hub() -> None:
    """See `help.kiosk_hub` in `resources/words`."""


@hub.command()
@click.option("--host", default="")
@click.option("--port", type=click.IntRange(0, 65535), default=DEFAULT_PORT)
@click.option("--phone-port", type=click.IntRange(0, 65535))
@click.pass_obj
def serve(session: DataFolder, host: str, port: int, phone_port: int | None) -> int:
    """See `help.kiosk_hub_serve` in `resources/words`."""
    from kiosk.hub.hub_runner import running_hub  # noqa: PLC0415  # the server loads slowly
    from kiosk.hub.hub_server import ListeningAddress  # noqa: PLC0415

    ended = threading.Event()
    with (
        on_end_signal(ended.set),
        session.lock(),
        running_hub(session, ListeningAddress(host, port, phone_port)) as running,
    ):
        line = {
            "url": running.address.url,
            "fingerprint": f"sha256:{running.address.fingerprint}",
            "phone_url": running.phone.url,
            "events": [running.event],
            "database": "sqlite",
        }
        print(json.dumps(line), flush=True)
        while running.server.is_running:
            if ended.wait(_CHECK_EVERY_S):
                return 0
    return _FAILED


@hub.command("invite")
@click.option(
    "--role", type=click.Choice([role.value for role in LAPTOP_ROLES]), default=Role.DOOR.value
)
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def invite_laptop(session: DataFolder, role: str, as_json: bool) -> None:
    """See `help.kiosk_hub_invite` in `resources/words`."""
    with session.open_store() as store:
        waiting = invite(session, store, Role(role))
        expires = iso(waiting.until, store.event().zone, precision="seconds")
    if as_json:
        url = waiting.line.address.url
        print(json.dumps({"invite": waiting.line.text, "url": url, "expires": expires}))
        return
    print(waiting.line.text)
    session.print_text("invite.made", role=session.words.say(Role(role).text_key), until=expires)


@hub.command("link")
@click.option("--list", "lists", is_flag=True)
@click.option("--revoke", is_flag=False, flag_value=_ALL_LINKS)
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def phone_link(session: DataFolder, lists: bool, revoke: str | None, as_json: bool) -> None:
    """See `help.kiosk_hub_link` in `resources/words`."""
    from kiosk.hub.phone.link_maker import make_link, phone_links  # noqa: PLC0415
    from kiosk.hub.phone.phone_links import link_name  # noqa: PLC0415

    words = session.words
    with session.open_store() as store:
        if lists:
            zone = store.event().zone
            known = [
                {"name": one.name, "made": iso(one.made, zone, precision="seconds")}
                for one in phone_links(session, store).links()
            ]
            rows = [words.say("phone.link_row", **one) for one in known]
            print_result(known, rows or [words.say("phone.links_none")], as_json=as_json)
        elif revoke is not None:
            number = phone_links(session, store).withdraw("" if revoke == _ALL_LINKS else revoke)
            if not number and revoke != _ALL_LINKS:
                raise UnusableInput("error.no_such_link", name=revoke)
            print_result(
                {"revoked": number}, [words.say("phone.revoked", n=number)], as_json=as_json
            )
        else:
            url = make_link(session, store)
            made = words.say("phone.link_made", name=link_name(url.rpartition("/")[2]))
            print_result({"url": url}, [url, made], as_json=as_json)
