"""Standbys: laptops that a person may make the hub when the hub is gone.

A laptop of the desk or the admin signs its address, and the hub passes it on; each laptop verifies
it, and tries these addresses when no other hub is there.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from kiosk.domain.roles import Role
from kiosk.errors import UnusableInput
from kiosk.keys.signing import Certificate, is_signed_by, sign
from kiosk.store.station_store import StationStore
from kiosk.sync.network.hub_address import DEFAULT_PORT, HubAddress, read_hub_address

MAX_STANDBYS = 8
_PURPOSE = "kiosk-hub-standby-1"


@dataclass(frozen=True, slots=True)
class Succession:
    """The settings of a laptop for the time after its hub is gone.

    `fingerprint` is that of its own hub, empty if it cannot be one, and `port` returns the port
    that it will use; `learn` is called with the addresses of the standbys.
    """

    fingerprint: str = ""
    port: Callable[[], int] = lambda: DEFAULT_PORT
    learn: Callable[[Sequence[HubAddress]], None] = lambda _: None


def signed_standby(store: StationStore, address: HubAddress) -> dict[str, str]:
    """Return this laptop's address as it is passed on."""
    return {
        "address": address.text,
        "certificate": store.keys.certificate,
        "signature": sign(store.keys.station_key, _text(store.keys.event, address.text)).hex(),
    }


def is_standby_of(certificate: Certificate, value: Mapping[str, Any]) -> bool:
    """Return whether the owner of a certificate may be the hub, and signed this address."""
    address, signature = value.get("address"), value.get("signature")
    if not isinstance(address, str) or not isinstance(signature, str):
        return False
    with suppress(ValueError, UnusableInput):
        text = _text(certificate.event, read_hub_address(address).text)
        may = certificate.role is not Role.DOOR and bool(read_hub_address(address).fingerprint)
        return may and is_signed_by(certificate.public, text, bytes.fromhex(signature))
    return False


def read_standbys(store: StationStore, values: Iterable[Any]) -> list[HubAddress]:
    """Return the addresses that other laptops signed that may be the hub now."""
    revoked = store.trust.revocations()
    found = []
    for value in list(values)[:MAX_STANDBYS]:
        author = store.trust.read_author(value.get("certificate")) if _is_fields(value) else None
        if author is None or author.certificate.station == store.keys.station:
            continue
        if not revoked.excludes(author.revocation_subject) and is_standby_of(
            author.certificate, value
        ):
            found.append(read_hub_address(value["address"]))
    return found


def _is_fields(value: Any) -> bool:
    return isinstance(value, dict)


def _text(event: str, address: str) -> bytes:
    return json.dumps([_PURPOSE, event, address]).encode()
