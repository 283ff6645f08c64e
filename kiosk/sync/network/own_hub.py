"""The note of the hub that runs on this laptop, for commands that run at the same time."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from kiosk.atomic_file import write_atomic
from kiosk.errors import KioskError, UnusableInput
from kiosk.sync.network.hub_address import HubAddress, read_hub_address

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
