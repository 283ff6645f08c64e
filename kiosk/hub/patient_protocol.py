"""The server of a port: a connection ends if no request comes or nothing is read on it."""

import asyncio
import socket
from typing import Any

import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.http.h11_impl import H11Protocol

_GRACE_S = 1


def server_config(
    app: Starlette, *, idle_s: float, connections: int, **others: Any
) -> uvicorn.Config:
    """Return the configuration of a port of the hub; `others` are options of uvicorn."""
    return uvicorn.Config(
        app,
        http=patient_protocol(idle_s),
        ws="none",
        loop="asyncio",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        limit_concurrency=connections,
        timeout_keep_alive=int(idle_s),
        timeout_graceful_shutdown=_GRACE_S,
        **others,
    )


def patient_protocol(idle_s: float) -> type[asyncio.Protocol]:
    """Return the protocol of a connection; it ends after `idle_s` without a complete request.

    The server's own limit no longer counts after the first byte of a request; this one does. A
    closed connection is dropped after the same time if its other side does not read the rest.
    """

    class PatientProtocol(H11Protocol):
        _waiting_since = 0.0

        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            _send_at_once(transport)
            self._waiting_since = self.loop.time()
            self.loop.call_later(idle_s, self._end_if_idle)

        def on_response_complete(self) -> None:
            self._waiting_since = self.loop.time()
            super().on_response_complete()

        def _end_if_idle(self) -> None:
            if self.transport.is_closing():
                if self in self.connections:  # not lost: its last bytes wait to be read
                    self.loop.call_later(idle_s, self.transport.abort)
                return
            is_waiting = self.cycle is None or self.cycle.response_complete
            waited = self.loop.time() - self._waiting_since if is_waiting else 0.0
            if waited >= idle_s:
                self.transport.close()
            else:
                self.loop.call_later(idle_s - waited, self._end_if_idle)

    return PatientProtocol


def _send_at_once(transport: Any) -> None:
    """Send small writes without a wait for the receipt of earlier ones.

    asyncio only does so if the listening socket names its protocol number, which that of
    `socket.create_server` does not. The body of each answer came 40 ms after its head.
    """
    connection = transport.get_extra_info("socket")
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
