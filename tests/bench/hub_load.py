"""Light clients of a hub for a bench: they bring entries made before, and read the stream, with
little work of their own.
"""

import asyncio
import json
import re
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.domain.roles import Role
from kiosk.keys.hub_proofs import laptop_proof, new_nonce
from kiosk.keys.key_ring import KeyRing
from kiosk.keys.signing import Certificate, new_enrolment, new_signing_key, public_key, station_id
from kiosk.sync.network.hub_address import HubAddress
from kiosk.sync.network.hub_connection import HubConnection
from tests.sync.forging import Forger

_OK = 200
_LONGEST_LINE = 64 * 2**20
_SEQ = re.compile(rb'\\"seq\\":(\d+)')


@dataclass
class LightStation:
    """A station that joined, without a folder; it writes entries about tickets of a list."""

    keys: KeyRing
    forger: Forger = field(init=False)

    def __post_init__(self) -> None:
        self.forger = Forger(self.keys, at=int(time.time() * 1000))

    def batch(self, tickets: Sequence[str]) -> bytes:
        """Let the guests with these tickets in; return the batch that brings that."""
        after = len(self.forger.bodies) if len(self.forger.bodies) > 1 else 0
        for ticket in tickets:
            self.forger.entry(
                "in",
                area="festival",
                entrance="Noord",
                ticket=ticket,
                people=1,
                places=1,
                reentry="after-exit",
            )
        head = self.forger.head(as_of=self.forger.at)
        lines = self.forger.message_lines(self.forger.range(after), head)
        return zlib.compress("".join(f"{line}\n" for line in lines).encode(), 1)

    def token(self, address: HubAddress, connection: HubConnection | None = None) -> str:
        """Begin a session; return its token."""
        connection = connection or HubConnection(address)
        shown = _asked(connection, "/v1/challenge", {"nonce": new_nonce()})
        proof = laptop_proof(
            self.keys.station_key, self.keys.event, address.fingerprint, shown["nonce"]
        )
        form = {"certificate": self.keys.certificate, "nonce": shown["nonce"], "signature": proof}
        return str(_asked(connection, "/v1/session", form)["token"])


def light_stations(admin: KeyRing, number: int) -> list[LightStation]:
    """Make stations that joined with the organiser's key of `admin`."""
    assert admin.organiser is not None
    found = []
    for one in range(number):
        secret = new_signing_key()
        public = public_key(secret)
        certificate = Certificate(
            admin.event, station_id(public), f"Licht {one + 1}", Role.DOOR, public, 1
        )
        text = certificate.text_enrolled(new_enrolment(admin.event, Role.DOOR, 1, admin.organiser))
        found.append(
            LightStation(
                KeyRing(
                    event=admin.event,
                    code_key=b"",
                    organiser_public=admin.organiser_public,
                    station=certificate.station,
                    station_key=secret,
                    certificate=text,
                    exchange=admin.exchange,
                    maker=admin.maker,
                )
            )
        )
    return found


def push_all(
    address: HubAddress, pushers: Sequence[tuple[LightStation, Sequence[bytes]]]
) -> tuple[list[float], float]:
    """Bring all batches, each pusher on a thread.

    Returns the seconds until each was on disk, and those of all together.
    """
    took: list[float] = []
    began_at: list[float] = []
    ready = threading.Barrier(len(pushers), lambda: began_at.append(time.perf_counter()))

    def run(station: LightStation, batches: Sequence[bytes]) -> None:
        connection = HubConnection(address)
        headers = {"authorization": f"Bearer {station.token(address, connection)}"}
        ready.wait(120)
        for batch in batches:
            began = time.perf_counter()
            connection.request("POST", "/v1/batches", batch, headers)
            answer = connection.getresponse()
            answered = json.loads(answer.read())
            assert answer.status == _OK, answered
            assert not answered["refused"], answered["refused"]
            took.append(time.perf_counter() - began)

    threads = [threading.Thread(target=run, args=one) for one in pushers]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return took, time.perf_counter() - began_at[0]


def _asked(connection: HubConnection, path: str, form: dict[str, str]) -> dict[str, str]:
    while True:
        connection.request("POST", path, json.dumps(form).encode())
        answer = connection.getresponse()
        answered: dict[str, str] = json.loads(answer.read())
        if answer.status == _OK:
            return answered
        assert answered == {"error": "busy"}, answered  # so many laptops have one address only here
        time.sleep(0.5)


class LightReaders:
    """Streams that note when each entry of one log arrived; run in a process of their own."""

    def __init__(self, address: HubAddress, tokens: Sequence[str], cursor: str) -> None:
        self._address, self._tokens, self._cursor = address, tokens, cursor
        self.arrived: list[dict[int, float]] = [{} for _ in tokens]

    def run(self, ready: threading.Event, stop: threading.Event) -> None:
        """Read until stopped."""
        asyncio.run(self._run(ready, stop))

    async def _run(self, ready: threading.Event, stop: threading.Event) -> None:
        reading = [asyncio.create_task(self._read(number)) for number in range(len(self._tokens))]
        while sum(bool(one) for one in self.arrived) < len(self._tokens):
            await asyncio.sleep(0.05)
        ready.set()
        while not stop.is_set():
            await asyncio.sleep(0.05)
        for one in reading:
            one.cancel()

    async def _read(self, number: int) -> None:
        reader, writer = await asyncio.open_connection(
            self._address.host,
            self._address.port,
            ssl=any_certificate(),
            limit=_LONGEST_LINE,  # many entries that arrived together are one line
        )
        writer.write(stream_request(self._tokens[number], self._cursor))
        arrived = self.arrived[number]
        while line := await reader.readline():
            if line.startswith(b"event: heartbeat"):
                arrived.setdefault(0, time.time())
            for seq in _SEQ.findall(line):
                arrived.setdefault(int(seq), time.time())


def stream_request(token: str, cursor: str) -> bytes:
    """Return the request for a stream."""
    head = f"GET /v1/stream?cursor={cursor} HTTP/1.1\r\nhost: hub\r\n"
    return f"{head}authorization: Bearer {token}\r\n\r\n".encode()


def any_certificate() -> ssl.SSLContext:
    """Return a context that accepts any certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def resident_bytes(pid: int) -> int:
    """Return the memory of a process."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096


def cpu_seconds(pid: int) -> float:
    """Return the CPU time that a process used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


@contextmanager
def dropping_network(hub: HubAddress) -> Iterator[HubAddress]:
    """Pass every second byte of both sides to a hub."""

    def passed(source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while chunk := source.recv(65536):
                target.sendall(chunk[::2])
        for one in (source, target):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def accept() -> None:
        with suppress(OSError):
            while True:
                near, _ = listening.accept()
                far = socket.create_connection((hub.host, hub.port))
                for ends in ((near, far), (far, near)):
                    threading.Thread(target=passed, args=ends, daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=accept, daemon=True).start()
        yield HubAddress("127.0.0.1", listening.getsockname()[1], hub.fingerprint)
