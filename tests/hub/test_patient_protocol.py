"""The protocol of each connection to a hub."""

import asyncio
import socket

import uvicorn
from starlette.applications import Starlette
from uvicorn.server import ServerState

from kiosk.hub.patient_protocol import patient_protocol


def test_a_connection_sends_small_writes_at_once() -> None:
    async def at_once() -> int:
        loop = asyncio.get_running_loop()
        made = loop.create_future()
        config = uvicorn.Config(Starlette())
        config.load()

        class Noted(patient_protocol(30.0)):  # type: ignore[misc]
            def connection_made(self, transport: asyncio.Transport) -> None:
                super().connection_made(transport)
                made.set_result(transport)

        with socket.create_server(("127.0.0.1", 0)) as listening:
            server = await loop.create_server(
                lambda: Noted(config, ServerState(), {}), sock=listening
            )
            async with server:
                _, writer = await asyncio.open_connection(*listening.getsockname())
                transport = await made
                connection = transport.get_extra_info("socket")
                option = connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
                writer.close()
                transport.close()
        return int(option)

    assert asyncio.run(at_once())
