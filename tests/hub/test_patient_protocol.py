"""The protocol of each connection to a hub."""

import asyncio
import socket
from typing import Any

import uvicorn
from starlette.applications import Starlette
from uvicorn.server import ServerState

from kiosk.hub.patient_protocol import patient_protocol

PATIENCE_S = 60.0


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


async def endless(send: Any) -> None:
    """Send until the other side reads no more."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    while True:
        async with asyncio.timeout(0.1):
            await send({"type": "http.response.body", "body": bytes(2**16), "more_body": True})


def test_what_is_never_read_is_dropped() -> None:
    left = asyncio.Event()

    async def app(_scope: Any, _receive: Any, send: Any) -> None:
        try:
            await endless(send)
        except TimeoutError:
            left.set()

    async def work() -> None:
        listening = socket.create_server(("127.0.0.1", 0))
        config = uvicorn.Config(
            app, http=patient_protocol(0.1), lifespan="off", log_config=None, access_log=False
        )
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        with socket.create_connection(listening.getsockname()) as reader:
            reader.sendall(b"GET / HTTP/1.1\r\nhost: hub\r\n\r\n")
            async with asyncio.timeout(PATIENCE_S):
                await left.wait()
                while server.server_state.connections:
                    await asyncio.sleep(0.02)
            server.should_exit = True
            await serving

    asyncio.run(work())
