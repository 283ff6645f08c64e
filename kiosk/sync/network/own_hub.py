"""The hub that runs on this laptop, as it notes itself for commands that run beside it."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from kiosk.atomic_file import write_atomic
from kiosk.errors import UnusableInput
from kiosk.sync.network.hub_address import HubAddress, read_hub_address

OWN_HUB_FILE = "hub.json"


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
    """Return all that is noted of the hub that runs on a folder; empty without one."""
    try:
        fields = json.loads((folder / OWN_HUB_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return fields if isinstance(fields, dict) else {}
