"""A network cable to a hub, which can be pulled out and put back."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from kiosk.sync.network.hub_address import HubAddress


class Cable:
    """Passes bytes to a hub and back while it is in; nothing arrives while it is out.

    Connections stay open and silent, as with a real cable. `hub` may be another one later.
    """

    def __init__(self, hub: HubAddress) -> None:
        self.hub = hub
        self._in = threading.Event()
        self._in.set()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._wires: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def address(self) -> HubAddress:
        """The address of this end."""
        return HubAddress("127.0.0.1", self._listening.getsockname()[1], self.hub.fingerprint)

    def pull(self) -> None:
        """Pull it out."""
        self._in.clear()

    def plug(self) -> None:
        """Put it back."""
        self._in.set()

    def close(self) -> None:
        """End all connections."""
        self._in.set()
        for one in (self._listening, *self._wires):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listening.accept()
                threading.Thread(target=self._connect, args=(near,), daemon=True).start()

    def _connect(self, near: socket.socket) -> None:
        self._wires.append(near)
        self._in.wait()
        try:
            far = socket.create_connection((self.hub.host, self.hub.port))
        except OSError:
            near.close()
            return
        self._wires.append(far)
        for ends in ((near, far), (far, near)):
            threading.Thread(target=self._pass, args=ends, daemon=True).start()

    def _pass(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while chunk := source.recv(65536):
                self._in.wait()
                target.sendall(chunk)
        for one in (source, target):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()


@contextmanager
def cable_to(hub: HubAddress) -> Iterator[Cable]:
    """Lay a cable to a hub while the block runs."""
    cable = Cable(hub)
    try:
        yield cable
    finally:
        cable.close()
