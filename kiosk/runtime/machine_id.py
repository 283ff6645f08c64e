"""Identifies this machine, so that a copied folder is noticed."""

import ctypes
import hashlib
import platform
import sys
import uuid
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

_MACHINE_IDS = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))
_MULTICAST = 1 << 40
"""Set in the random number that uuid.getnode returns without a network card."""


def machine_id(event: str) -> str:
    """Return an id (hex) of this machine that is valid for this event only."""
    about = f"{event} {_system_id() or _network_card_id()} {platform.system()}"
    return hashlib.sha256(about.encode()).hexdigest()[:16]


def _system_id() -> str:
    """Return the id of the installed system; it does not depend on connected devices."""
    if sys.platform == "win32":
        return _windows_id()
    if sys.platform == "darwin":
        return _mac_id()
    number = installation_number(_MACHINE_IDS)
    return f"{number} {platform.node()}" if number else ""


def installation_number(files: Sequence[Path]) -> str:
    """Return the number that a Linux system gave itself; empty if no file has one.

    In an image of a system the file is empty, or says `uninitialized`, until the first start.
    """
    for path in files:
        with suppress(OSError):
            number = path.read_text(encoding="ascii", errors="replace").strip()
            if number not in ("", "uninitialized"):
                return number
    return ""


def _windows_id() -> str:
    if sys.platform != "win32":
        return ""
    import winreg  # noqa: PLC0415  # only on Windows

    with (
        suppress(OSError),
        winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key,
    ):
        return f"{winreg.QueryValueEx(key, 'MachineGuid')[0]} {platform.node()}"
    return ""


def _mac_id() -> str:
    # The host name of a Mac depends on its network; its hardware UUID does not.
    number, wait = (ctypes.c_ubyte * 16)(), (ctypes.c_long * 2)(1, 0)
    with suppress(OSError, AttributeError):
        if ctypes.CDLL(None).gethostuuid(number, wait) == 0:
            return bytes(number).hex()
    return ""


def _network_card_id() -> str:
    card = uuid.getnode()
    return platform.node() if card & _MULTICAST else f"{card} {platform.node()}"
