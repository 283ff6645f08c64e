"""The port that the hub of a folder uses: noted, so that others can be told before it runs."""

import socket
from contextlib import suppress
from pathlib import Path

from kiosk.atomic_file import write_atomic
from kiosk.errors import KioskError
from kiosk.sync.network.hub_address import DEFAULT_PORT
from kiosk.sync.network.own_hub import OWN_HUB_FILE

HUB_PORT_FILE = "hub-port"
"""The file beside the database with the port of this folder's last hub, or of its next."""

_MAX_PORT = 65535


def next_port(folder: Path, usual: int = DEFAULT_PORT) -> int:
    """Return the port that a hub of this folder will use: its last one, else the usual one, else a
    free one.

    Notes it, so that the next call returns the same. One that another program uses now is left out,
    unless the hub of this folder itself has it.
    """
    noted = noted_port(folder)
    if noted is not None and (_is_free(noted) or (folder / OWN_HUB_FILE).exists()):
        return noted
    port = usual if _is_free(usual) else _a_free_port()
    note_port(folder, port)
    return port


def noted_port(folder: Path) -> int | None:
    """Return the port that was noted; None if there is none."""
    with suppress(OSError, ValueError):
        port = int((folder / HUB_PORT_FILE).read_text(encoding="ascii"))
        return port if 0 < port <= _MAX_PORT else None
    return None


def note_port(folder: Path, port: int) -> None:
    """Note the port of the hub of this folder."""
    if noted_port(folder) != port:
        with suppress(KioskError):  # a laptop that tries another port only takes longer
            write_atomic(folder / HUB_PORT_FILE, str(port).encode(), private=True)


def _is_free(port: int) -> bool:
    try:
        with socket.create_server(("", port)):
            return True
    except OSError:
        return False


def _a_free_port() -> int:
    with socket.create_server(("", 0)) as free:
        return int(free.getsockname()[1])
