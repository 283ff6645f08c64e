"""The hub that runs on this laptop, as it notes itself for commands that run beside it."""

import json
from contextlib import suppress
from pathlib import Path

from kiosk.atomic_file import write_atomic
from kiosk.errors import UnusableInput
from kiosk.sync.network.hub_address import HubAddress, read_hub_address

OWN_HUB_FILE = "hub.json"


def note_own_hub(folder: Path, address: HubAddress) -> None:
    """Note the address of the hub that runs on a folder."""
    content = json.dumps({"address": address.text}).encode()
    write_atomic(folder / OWN_HUB_FILE, content, private=True)


def forget_own_hub(folder: Path) -> None:
    """Note that no hub runs any more."""
    with suppress(OSError):
        (folder / OWN_HUB_FILE).unlink(missing_ok=True)


def own_hub(folder: Path) -> HubAddress | None:
    """Return the address of the hub that runs on a folder, or ran until it was killed."""
    try:
        fields = json.loads((folder / OWN_HUB_FILE).read_text(encoding="utf-8"))
        return read_hub_address(fields["address"])
    except (OSError, ValueError, KeyError, TypeError, UnusableInput):
        return None
