"""The port that the hub of a folder will use: other laptops can know it before the hub runs."""

import socket
from pathlib import Path

from kiosk.domain.roles import Role
from kiosk.runtime.data_folder import KEYS, DataFolder
from kiosk.runtime.local_address import free_port
from kiosk.store.station_store import StationStore
from kiosk.sync.network.hub_address import DEFAULT_PORT
from kiosk.sync.network.known_hubs import note_port, noted_port, own_hub
from kiosk.sync.network.standby import Succession


def next_port(folder: Path, usual: int = DEFAULT_PORT) -> int:
    """Return the port that a hub of this folder will use: its last one, else the usual one, else a
    free one.

    The port is stored, so that the next call returns the same one. A port that another program uses
    now is skipped, unless the hub of this folder uses it.
    """
    noted = noted_port(folder)
    if noted is not None and (_is_free(noted) or own_hub(folder) is not None):
        return noted
    port = usual if _is_free(usual) else free_port()
    note_port(folder, port)
    return port


def succession(session: DataFolder, store: StationStore) -> Succession:
    """Return the address at which this laptop would be the hub; empty if it may not be one."""
    if not store.certificate.role.covers(Role.DESK):
        return Succession()
    from kiosk.hub.hub_certificate import hub_certificate  # noqa: PLC0415  # loads slowly

    mark = hub_certificate(session.folder / KEYS, store.keys.event).fingerprint
    return Succession(mark, lambda: next_port(session.folder))


def _is_free(port: int) -> bool:
    try:
        with socket.create_server(("", port)):
            return True
    except OSError:
        return False
