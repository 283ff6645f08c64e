"""What tells this machine from others: by it a folder that was copied is noticed."""

import ctypes
import hashlib
import platform
import sys
import uuid
from contextlib import suppress
from pathlib import Path

_MACHINE_IDS = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))
_MULTICAST = 1 << 40
"""Set in the number that Python makes up where no network card can be asked."""


def machine_id(event: str) -> str:
    """Return what tells this machine from others at this event, and nothing anywhere else."""
    about = f"{event} {_system_id() or _card()} {platform.system()}"
    return hashlib.sha256(about.encode()).hexdigest()[:16]


def _system_id() -> str:
    """Return what the system calls its installation: it stays, whatever is plugged in."""
    if sys.platform == "win32":
        return _windows_id()
    if sys.platform == "darwin":
        return _mac_id()
    for path in _MACHINE_IDS:
        with suppress(OSError):
            return f"{path.read_text(encoding='ascii', errors='replace').strip()} {platform.node()}"
    return ""


def _windows_id() -> str:
    if sys.platform != "win32":
        return ""
    import winreg  # noqa: PLC0415  # there is none elsewhere

    with (
        suppress(OSError),
        winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key,
    ):
        return f"{winreg.QueryValueEx(key, 'MachineGuid')[0]} {platform.node()}"
    return ""


def _mac_id() -> str:
    # The name of a Mac changes with the network that it is on; the number of its board does not.
    number, wait = (ctypes.c_ubyte * 16)(), (ctypes.c_long * 2)(1, 0)
    with suppress(OSError, AttributeError):
        if ctypes.CDLL(None).gethostuuid(number, wait) == 0:
            return bytes(number).hex()
    return ""


def _card() -> str:
    card = uuid.getnode()
    return platform.node() if card & _MULTICAST else f"{card} {platform.node()}"
