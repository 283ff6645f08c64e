"""A network cable: passes the bytes of a laptop to a hub, and can be pulled out and put back."""

import socket
import threading
from contextlib import suppress

_PIECE = 65_536
_CONNECT_S = 5.0


class Relay:
    """Listens on a port of this machine, and passes each connection to the hub.

    While it is cut, nothing passes and nothing is closed, as with a cable that was pulled out.
    """

    def __init__(self, host: str, port: int) -> None:
        self._hub = host, port
        self._passes = threading.Event()
        self._passes.set()
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = int(self._listening.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True, name="relay").start()

    @property
    def is_cut(self) -> bool:
        """True if nothing passes."""
        return not self._passes.is_set()

    def cut(self) -> None:
        """Let nothing pass until `mend`."""
        self._passes.clear()

    def mend(self) -> None:
        """Let everything pass again."""
        self._passes.set()

    def close(self) -> None:
        """Accept no new connections, and let the existing ones end."""
        self.mend()
        self._listening.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listening.accept()
                threading.Thread(target=self._join, args=(near,), daemon=True, name="relay").start()

    def _join(self, near: socket.socket) -> None:
        self._passes.wait()
        try:
            far = socket.create_connection(self._hub, timeout=_CONNECT_S)
        except OSError:
            near.close()  # the hub is not there
            return
        far.settimeout(None)
        back = threading.Thread(target=self._pass, args=(far, near), daemon=True, name="relay")
        back.start()
        self._pass(near, far)

    def _pass(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while piece := source.recv(_PIECE):
                self._passes.wait()
                target.sendall(piece)
        for one in (source, target):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
