"""The hubs that a laptop knows: the one that runs on it, and those that it tries, in order.

The last one that worked comes first, then the event's, the typed ones, and the standbys. The notes
of the own hub are for commands that run at the same time.
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from kiosk.atomic_file import write_atomic
from kiosk.errors import KioskError, UnusableInput
from kiosk.store.station_store import StationStore
from kiosk.store.stations.sync_targets import Targets
from kiosk.sync.network.hub_address import HubAddress, is_hub_address, read_hub_address
from kiosk.sync.network.link_status import HubWay

OWN_HUB_FILE = "hub.json"
HUB_PORT_FILE = "hub-port"
"""The file with the port of this folder's last hub, or of its next."""

_MAX_PORT = 65535


def note_own_hub(folder: Path, address: HubAddress, **more: object) -> None:
    """Note the address of the hub that runs on a folder, and `more` about it."""
    content = json.dumps({"address": address.text, **more}).encode()
    write_atomic(folder / OWN_HUB_FILE, content, private=True)


def forget_own_hub(folder: Path) -> None:
    """Note that no hub runs any more."""
    with suppress(OSError):
        (folder / OWN_HUB_FILE).unlink(missing_ok=True)


def own_hub(folder: Path) -> HubAddress | None:
    """Return the address of the hub that runs on a folder, or ran until it was killed."""
    try:
        return read_hub_address(str(noted_of_own_hub(folder)["address"]))
    except (KeyError, UnusableInput):
        return None


def noted_of_own_hub(folder: Path) -> dict[str, Any]:
    """Return the whole note of the hub that runs on a folder; empty without one."""
    try:
        fields = json.loads((folder / OWN_HUB_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return fields if isinstance(fields, dict) else {}


def noted_port(folder: Path) -> int | None:
    """Return the port that was noted for the hub of a folder; None if there is none."""
    with suppress(OSError, ValueError):
        port = int((folder / HUB_PORT_FILE).read_text(encoding="ascii"))
        return port if 0 < port <= _MAX_PORT else None
    return None


def note_port(folder: Path, port: int) -> None:
    """Note the port of the hub of a folder."""
    if noted_port(folder) != port:
        with suppress(KioskError):  # a laptop that tries another port only takes longer
            write_atomic(folder / HUB_PORT_FILE, str(port).encode(), private=True)


LAST_HUB_FILE = "last-hub.json"
"""The file in the data folder with the hub that this laptop reached last, and the
standbys, by event.
"""


def hub_candidates(store: StationStore, folder: Path) -> list[HubAddress]:
    """Return the hubs to try, each once and with its fingerprint if that is known.

    The hub that runs on this laptop itself is none of them.
    """
    event = store.keys.event
    remembered = _remembered(folder, event)
    texts: list[str] = remembered.last
    texts += _of_event(store)
    texts += [one for one in Targets(store.database, event).known() if is_hub_address(one)]
    texts += remembered.standbys
    found: dict[tuple[str, int], HubAddress] = {}
    for text in texts:
        with suppress(UnusableInput):
            address = read_hub_address(text) if text else None
            if address is not None:
                before = found.get((address.host, address.port))
                if before is None or not before.fingerprint:
                    found[address.host, address.port] = address
    own = own_hub(folder)
    return [one for one in found.values() if own is None or one.fingerprint != own.fingerprint]


def hub_way(store: StationStore, folder: Path, address: HubAddress) -> HubWay:
    """Return how this laptop knows the address of a hub: the admin's word comes first."""
    event = store.keys.event
    known: list[tuple[HubWay, Sequence[str]]] = [
        (HubWay.EVENT, _of_event(store)),
        (HubWay.TYPED, Targets(store.database, event).known()),
        (HubWay.STANDBY, _remembered(folder, event).standbys),
    ]
    for way, texts in known:
        if any(_is_at(text, address) for text in texts):
            return way
    return HubWay.LAST


def _is_at(text: str, address: HubAddress) -> bool:
    with suppress(UnusableInput):
        one = read_hub_address(text)
        return (one.host, one.port) == (address.host, address.port)
    return False


def _of_event(store: StationStore) -> list[str]:
    with suppress(KioskError):
        return [
            text for text in [str(store.events.settings(store.keys.event).get("hub") or "")] if text
        ]
    return []


def remember_hub(folder: Path, event: str, address: HubAddress) -> None:
    """Remember the hub that this laptop reached."""
    before = _remembered(folder, event)
    if before.last != [address.text]:
        _write(folder, event, replace(before, last=[address.text]))


def remember_standbys(folder: Path, event: str, addresses: Sequence[HubAddress]) -> None:
    """Remember the laptops to try when no other hub is there."""
    before = _remembered(folder, event)
    texts = [one.text for one in addresses]
    if before.standbys != texts:
        _write(folder, event, replace(before, standbys=texts))


@dataclass(frozen=True, slots=True)
class _Remembered:
    last: list[str] = field(default_factory=list)
    standbys: list[str] = field(default_factory=list)


def _write(folder: Path, event: str, remembered: _Remembered) -> None:
    with suppress(KioskError):  # only a convenience
        content = json.dumps({event: asdict(remembered)}).encode()
        write_atomic(folder / LAST_HUB_FILE, content, private=True)


def _remembered(folder: Path, event: str) -> _Remembered:
    try:
        fields = json.loads((folder / LAST_HUB_FILE).read_text(encoding="utf-8"))[event]
        return _Remembered(
            [one for one in fields["last"] if isinstance(one, str)],
            [one for one in fields["standbys"] if isinstance(one, str)],
        )
    except (OSError, ValueError, LookupError, TypeError):
        return _Remembered()
