"""Detects that a list is open in another program, by the lock file in its folder."""

from pathlib import Path

from kiosk.errors import UnusableInput
from kiosk.guestlist.import_report import ImportWarning

_OF_OFFICE = "~$"


def real_list(path: Path) -> Path:
    """Return the list if its lock file was chosen."""
    if not path.name.startswith(_OF_OFFICE):
        return path
    real = path.with_name(path.name.removeprefix(_OF_OFFICE))
    if not real.exists():
        raise UnusableInput("error.list_is_lock_file", file=path.name)
    return real


def open_elsewhere(path: Path) -> list[ImportWarning]:
    """Warn that changes to a list may not be saved yet."""
    beside = (f"{_OF_OFFICE}{path.name}", f".~lock.{path.name}#")  # Office, LibreOffice
    if not any(path.with_name(name).exists() for name in beside):
        return []
    return [ImportWarning("import.warning.open_elsewhere", {"file": path.name})]
