"""Runs the hub on a thread: uvicorn with TLS on a port of this laptop."""

import asyncio
import errno
import logging
import socket
import threading
from contextlib import suppress
from dataclasses import dataclass

import uvicorn

from kiosk.errors import KioskError, UnusableInput, WorldFailed
from kiosk.hub.hub_app import HubEndpoints
from kiosk.hub.hub_certificate import HubCertificate
from kiosk.hub.hub_state import HubState
from kiosk.hub.hub_storage import HubStorage
from kiosk.hub.invite_files import InviteFiles
from kiosk.hub.patient_protocol import server_config
from kiosk.hub.phone.phone_app import PhoneApp
from kiosk.hub.phone.phone_server import DEFAULT_PHONE_PORT, PhoneServer
from kiosk.hub.request_limits import Limits
from kiosk.sync.network.hub_address import DEFAULT_PORT

_START_S = 20.0
_STOP_S = 10.0
_PHONE_BUFFER = 64 * 1024


class PortTaken(WorldFailed):
    """Another program uses the port."""


@dataclass(frozen=True, slots=True)
class ListeningAddress:
    """The address of the hub; an empty host means all addresses of this laptop, port 0 a free port.

    Without a `phone_port` the organiser's page has its usual port, or a free one if that is taken.
    """

    host: str = ""
    port: int = DEFAULT_PORT
    phone_port: int | None = None


class HubServer:
    """A running hub: from the end of `start` to `stop`."""

    def __init__(
        self,
        storage: HubStorage,
        certificate: HubCertificate,
        invites: InviteFiles,
        phone: PhoneApp,
        limits: Limits | None = None,
    ) -> None:
        self._storage = storage
        self._phone = phone
        self._certificate = certificate
        self._invites = invites
        self._limits = limits or Limits()
        self._server: uvicorn.Server | None = None
        self._phone_server: PhoneServer | None = None
        self._state: HubState | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._started = threading.Event()
        self._thread: threading.Thread | None = None
        self.port = self.phone_port = 0

    def start(self, address: ListeningAddress) -> HubState:
        """Listen, and return once connections are accepted; KioskError if it is not possible."""
        listening = _listen(address.host, address.port)
        try:
            plain = _listen_for_phones(address)
        except KioskError:
            listening.close()
            raise
        self.port, self.phone_port = listening.getsockname()[1], plain.getsockname()[1]
        self._thread = threading.Thread(
            target=self._run, args=(listening, plain), name="hub", daemon=True
        )
        self._thread.start()
        if not self._started.wait(_START_S) or not self.is_running or self._state is None:
            self.stop()
            raise WorldFailed("error.hub_not_started")
        return self._state

    @property
    def is_running(self) -> bool:
        """True if the hub accepts connections."""
        return self._server is not None and self._server.started and not self._server.should_exit

    def stop(self) -> None:
        """End all streams and connections; finish the batches that were begun."""
        server, state, loop = self._server, self._state, self._loop
        if server is not None and state is not None and loop is not None:
            with suppress(RuntimeError):  # the loop has ended
                loop.call_soon_threadsafe(state.streams.stop)
                if self._phone_server is not None:
                    loop.call_soon_threadsafe(self._phone_server.stop)
            server.should_exit = True
        if self._thread is not None:
            self._thread.join(_STOP_S)
        self._storage.close()

    def _run(self, listening: socket.socket, plain: socket.socket) -> None:
        try:
            asyncio.run(self._serve(listening, plain))
        except Exception:  # thread boundary: `start` or the owner sees that it ended
            logging.getLogger("kiosk").exception("the hub ended")
        finally:
            self._started.set()
            listening.close()
            plain.close()

    async def _serve(self, listening: socket.socket, plain: socket.socket) -> None:
        self._loop = asyncio.get_running_loop()
        self._state = state = HubState(
            self._storage, self._invites, self._phone.links, self._limits
        )
        _silence_uvicorn()
        config = server_config(
            HubEndpoints(state).app(self._phone.routes()),
            idle_s=self._limits.idle_s,
            connections=self._limits.connections,
            ssl_certfile=self._certificate.path,
        )
        self._server = server = _Server(config, self._started)
        self._phone_server = phone = PhoneServer(self._phone, plain)
        phones = asyncio.create_task(phone.serve())
        try:
            await server.serve(sockets=[listening])
        finally:
            phone.stop()
            await asyncio.gather(phones, return_exceptions=True)
            state.close()


class _Server(uvicorn.Server):
    """Sets an event when it accepts connections."""

    def __init__(self, config: uvicorn.Config, started: threading.Event) -> None:
        super().__init__(config)
        self._taking = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and set the event."""
        await super().startup(sockets)
        self._taking.set()


def _silence_uvicorn() -> None:
    """Keep uvicorn's messages off the screen: our own log has the important ones."""
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access", "uvicorn.asgi"):
        logger = logging.getLogger(name)
        logger.propagate = False
        logger.addHandler(logging.NullHandler())


def _listen_for_phones(address: ListeningAddress) -> socket.socket:
    """Listen on the plain port, with little memory of the system for each phone.

    The system would keep 4 MB for a phone that reads no more, before this program notices.
    """
    listening = _listen_on_a_phone_port(address)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _PHONE_BUFFER)
    return listening


def _listen_on_a_phone_port(address: ListeningAddress) -> socket.socket:
    if address.phone_port is not None:
        return _listen(address.host, address.phone_port, option="--phone-port")
    try:
        return _listen(address.host, DEFAULT_PHONE_PORT)
    except WorldFailed:
        return _listen(address.host, 0)


def _listen(host: str, port: int, *, option: str = "--port") -> socket.socket:
    try:
        return socket.create_server((host, port), backlog=512)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortTaken("error.hub_port_taken", port=port, option=option) from error
        if error.errno in (errno.EACCES, errno.EPERM):
            raise WorldFailed("error.hub_port_closed", port=port) from error
        raise UnusableInput("error.hub_host", host=host) from error
    except OverflowError as error:
        raise UnusableInput("error.hub_host", host=f"{host}:{port}") from error
