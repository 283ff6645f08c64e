"""Targets of an exchange by their names; each kind of target has its carrier."""

from pathlib import Path

from kiosk.errors import UnusableInput
from kiosk.sync.bundle_file import BundleFile
from kiosk.sync.carrier import Carrier
from kiosk.sync.network.hub_address import is_hub_address, read_hub_address
from kiosk.sync.network.hub_carrier import HubCarrier
from kiosk.sync.shared_folder import SharedFolder, StickFolder


def full_target(target: str) -> str:
    """Return a target as stored: a folder's full path, or the address of a hub.

    Raises UnusableInput if the folder does not exist, or the address is none.
    """
    if is_hub_address(target):
        return read_hub_address(target).text
    path = Path(target)
    if not path.is_dir():
        raise UnusableInput("error.target_missing", target=target)
    return str(path.resolve())


def carrier_at(target: str | Path) -> Carrier:
    """Return the carrier of a stored target, whether it exists now or not."""
    text = str(target)
    return HubCarrier(read_hub_address(text)) if is_hub_address(text) else SharedFolder(Path(text))


def carrier_in(folder: Path, mount: Path | None) -> Carrier:
    """Return the carrier of a folder; one on a stick (its `mount`) needs that stick to stay in."""
    if mount is not None and folder.is_relative_to(mount):
        return StickFolder(folder, mount)
    return SharedFolder(folder)


def file_or_folder(path: Path) -> Carrier:
    """Return an existing folder as a carrier, and any other path as one file."""
    return SharedFolder(path) if path.is_dir() else BundleFile(path)
