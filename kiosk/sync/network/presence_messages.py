"""Presence as a message: a laptop signs its state, and each reader verifies it."""

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from kiosk.keys.signing import Certificate, is_signed_by, sign
from kiosk.store.station_store import StationStore
from kiosk.sync.network.presence import Charge, Presence

_PURPOSE = "kiosk-presence-1"
_MAX_TEXT = 16 * 2**10
_MAX_LISTS = 200
_MAX_ADDRESSES = 8
_MAX_NAME = 200
_MAX_NUMBER = 2**53
_FULL = 100


def own_presence(
    store: StationStore,
    charge: Callable[[], Charge | None],
    unsent: int | None,
    addresses: Sequence[str] = (),
) -> Presence:
    """Return the current state of this laptop."""
    battery, plugged = charge() or (None, False)
    lists = {one.source: one.version for one in store.events.lists(store.keys.event)}
    found = tuple(one for one in addresses if one)
    now = store.clocks.wall()
    return Presence(store.keys.station, now, battery, plugged, lists, unsent, found)


def signed_presence(store: StationStore, presence: Presence) -> dict[str, str]:
    """Return this laptop's presence as it is passed on."""
    battery = None
    if presence.battery is not None:
        battery = {"percent": presence.battery, "plugged": presence.plugged}
    body = json.dumps(
        {
            "event": store.keys.event,
            "station": presence.station,
            "at": presence.at,
            "battery": battery,
            "lists": dict(presence.lists),
            "unsent": presence.unsent,
            "addresses": list(presence.addresses),
        }
    )
    return {
        "body": body,
        "certificate": store.keys.certificate,
        "signature": sign(store.keys.station_key, _signed_text(body)).hex(),
    }


def presence_of(certificate: Certificate, value: Mapping[str, Any]) -> Presence | None:
    """Return the presence that the owner of a certificate signed; None if it is not valid."""
    body, signature = value.get("body"), value.get("signature")
    if not isinstance(body, str) or not isinstance(signature, str) or len(body) > _MAX_TEXT:
        return None
    with suppress(ValueError, KeyError, TypeError, AttributeError, RecursionError):
        if not is_signed_by(certificate.public, _signed_text(body), bytes.fromhex(signature)):
            return None
        fields = json.loads(body)
        if (fields["event"], fields["station"]) != (certificate.event, certificate.station):
            return None
        return _read(fields)
    return None


def read_presence(store: StationStore, line: str) -> Presence | None:
    """Return the presence of another laptop that takes part; None if it is not signed by one."""
    with suppress(ValueError, AttributeError, RecursionError):
        value = json.loads(line)
        author = store.trust.read_author(value.get("certificate"))
        if author is None or store.trust.revocations().excludes(author.revocation_subject):
            return None
        return presence_of(author.certificate, value)
    return None


def _read(fields: Mapping[str, Any]) -> Presence:
    battery, unsent = fields["battery"], fields["unsent"]
    lists, addresses = fields["lists"], fields["addresses"]
    if len(lists) > _MAX_LISTS or len(addresses) > _MAX_ADDRESSES:
        raise ValueError("too much")
    return Presence(
        station=fields["station"],
        at=_number(fields["at"], _MAX_NUMBER),
        battery=None if battery is None else _number(battery["percent"], _FULL),
        plugged=battery is not None and battery["plugged"] is True,
        lists={_name(source): _number(version, _MAX_NUMBER) for source, version in lists.items()},
        unsent=None if unsent is None else _number(unsent, _MAX_NUMBER),
        addresses=tuple(_name(one) for one in addresses),
    )


def _number(value: object, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
        raise ValueError("a number expected")
    return value


def _name(value: object) -> str:
    if not isinstance(value, str) or len(value) > _MAX_NAME:
        raise ValueError("a short text expected")
    return value


def _signed_text(body: str) -> bytes:
    return json.dumps([_PURPOSE, body]).encode()
