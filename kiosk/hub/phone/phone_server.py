"""Serves the organiser's page on a separate plain port, in addition to the hub's port."""

import socket

import uvicorn

from kiosk.hub.patient_protocol import server_config
from kiosk.hub.phone.phone_app import PhoneApp

DEFAULT_PHONE_PORT = 8418
_IDLE_S = 30.0
_MAX_HEAD_BYTES = 16 * 2**10


class PhoneServer:
    """The server of the plain port; it runs on the hub's event loop."""

    def __init__(self, app: PhoneApp, listening: socket.socket) -> None:
        self._app = app
        self._listening = listening
        self._server = uvicorn.Server(
            server_config(
                app.app(),
                idle_s=_IDLE_S,
                connections=app.limits.connections,
                proxy_headers=False,
                h11_max_incomplete_event_size=_MAX_HEAD_BYTES,
            )
        )

    async def serve(self) -> None:
        """Serve until `stop`."""
        await self._server.serve(sockets=[self._listening])

    def stop(self) -> None:
        """End all streams, and then the server; called on the event loop."""
        self._app.streams.stop()
        self._server.should_exit = True
