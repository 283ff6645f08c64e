"""The hubs that a laptop tries, in order: the last one that worked, the event's, the typed ones."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from kiosk.atomic_file import write_atomic
from kiosk.errors import KioskError, UnusableInput
from kiosk.store.station_store import StationStore
from kiosk.store.stations.sync_targets import Targets
from kiosk.sync.hub_address import HubAddress, is_hub_address, read_hub_address
from kiosk.sync.own_hub import own_hub

LAST_HUB_FILE = "last-hub.json"
"""The file beside the database with the hub that this laptop reached last, by event."""


def hub_candidates(store: StationStore, folder: Path) -> list[HubAddress]:
    """Return the hubs to try, each once and with its fingerprint if that is known.

    The hub that runs on this laptop itself is none of them.
    """
    event = store.keys.event
    texts: list[str] = [*_last(folder, event)]
    with suppress(KioskError):
        texts.append(str(store.events.settings(event).get("hub") or ""))
    texts += [one for one in Targets(store.database, event).known() if is_hub_address(one)]
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


def remember_hub(folder: Path, event: str, address: HubAddress) -> None:
    """Remember the hub that this laptop reached."""
    if _last(folder, event) == [address.text]:
        return
    with suppress(KioskError):  # only a convenience
        content = json.dumps({event: address.text}).encode()
        write_atomic(folder / LAST_HUB_FILE, content, private=True)


def _last(folder: Path, event: str) -> Sequence[str]:
    try:
        text = json.loads((folder / LAST_HUB_FILE).read_text(encoding="utf-8")).get(event)
    except (OSError, ValueError, AttributeError):
        return []
    return [text] if isinstance(text, str) else []
