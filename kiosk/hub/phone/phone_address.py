"""The address of the organiser's page: the hub's plain port in the hall, or its public name."""

import ipaddress
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kiosk.errors import UnusableInput
from kiosk.runtime.local_address import lan_address
from kiosk.sync.network.hub_address import read_hub_address
from kiosk.sync.network.known_hubs import noted_of_own_hub

PAGE = "live"
"""The first part of the paths of a link; the token follows."""

_NOTED_AS = "phone"


@dataclass(frozen=True, slots=True)
class PhoneAddress:
    """The address at which the page is served; an empty host means all addresses of this laptop."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """The current address for phones in the same network."""
        host = self.host or lan_address()
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"

    def noted(self) -> dict[str, object]:
        """Return the note of the hub for commands that run at the same time."""
        return {_NOTED_AS: [self.host, self.port]}


def noted_phone_address(folder: Path) -> PhoneAddress | None:
    """Return the address of the page of the hub that runs on a folder; None without a hub."""
    try:
        host, port = noted_of_own_hub(folder)[_NOTED_AS]
        return PhoneAddress(str(host), int(port))
    except (KeyError, ValueError, TypeError):
        return None


def link_url(address: PhoneAddress, token: str, hub_setting: object = None) -> str:
    """Return the URL of a link; `hub_setting` is the event's setting, which may be a public name.

    Behind a public name a proxy has the certificate, so the phone does not warn.
    """
    return f"{_public_url(hub_setting) or address.url}/{PAGE}/{token}"


def _public_url(hub_setting: object) -> str:
    """Return the URL of a hub that has a public name; empty if it has none."""
    try:
        hub = read_hub_address(str(hub_setting or ""))
    except UnusableInput:
        return ""
    return "" if hub.fingerprint or not _is_public(hub.host) else hub.url.removesuffix(":443")


def _is_public(host: str) -> bool:
    """Return whether a host is a name that an authority can certify."""
    with suppress(ValueError):
        ipaddress.ip_address(host)
        return False
    return "." in host and not host.endswith((".local", ".lan", ".internal", ".home.arpa"))
