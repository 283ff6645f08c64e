"""A hub on loopback with TLS, laptops with real clocks, and a wire that can be cut."""

import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from kiosk.clock import SystemClock
from kiosk.hub.hub_runner import RunningHub, running_hub
from kiosk.hub.hub_server import ListeningAddress
from kiosk.hub.request_limits import Limits
from kiosk.sync.network.hub_address import HubAddress
from kiosk.sync.network.hub_carrier import HubCarrier
from tests.festival import HandClock
from tests.sync.laptops import Laptop, another_laptop, first_laptop

CODES = tuple(f"WELKOM-{number:012}" for number in range(40))
PATIENCE_S = 60.0


class RealClock(HandClock):
    """The clock of this machine."""

    def __init__(self) -> None:
        self._clock = SystemClock()

    def wall(self) -> int:
        return self._clock.wall()

    def monotonic_ms(self) -> int:
        return self._clock.monotonic_ms()


def an_admin(folder: Path) -> Laptop:
    """Make an event of today with a guest list."""
    admin = first_laptop(folder / "admin", RealClock(), date=time.strftime("%Y-%m-%d"))
    text = "code,name\n" + "".join(f"{code},Geheime Gast\n" for code in CODES)
    admin.take_list(folder / "list.csv", text)
    return admin


def a_door(admin: Laptop, folder: Path, name: str) -> Laptop:
    return another_laptop(admin, folder / name, name, clock=RealClock())


@contextmanager
def hub_on(laptop: Laptop, port: int = 0, limits: Limits | None = None) -> Iterator[RunningHub]:
    with running_hub(laptop.session, ListeningAddress("127.0.0.1", port), limits) as hub:
        yield hub


def exchange(laptop: Laptop, address: HubAddress) -> int:
    """Exchange with a hub; return the new entries here."""
    with laptop.open_store() as store:
        return HubCarrier(address).exchange(store).new_entries


def entries(laptop: Laptop) -> set[str]:
    with laptop.open_store() as store:
        rows = store.database.execute("SELECT lower(hex(hash)) FROM entry").fetchall()
        return {hash_ for (hash_,) in rows}


def wait_until(true: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.01)


@dataclass(frozen=True)
class Answer:
    """An answer to a request that no laptop would send."""

    status: int
    content: bytes

    @property
    def error(self) -> str:
        return str(json.loads(self.content)["error"])


def plain_tls(address: HubAddress) -> ssl.SSLSocket:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context.wrap_socket(socket.create_connection((address.host, address.port), 30))


def ask(address: HubAddress, method: str, path: str, body: bytes = b"", **headers: str) -> Answer:
    """Send one request as it is, and read the answer to its end."""
    lines = [f"{method} {path} HTTP/1.1", "host: hub", "connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    if "transfer_encoding" not in headers and "content_length" not in headers:
        lines.append(f"content-length: {len(body)}")
    with plain_tls(address) as wire:
        with suppress(OSError):  # the hub may refuse before all of it is sent
            wire.sendall("\r\n".join([*lines, "", ""]).encode() + body)
        return read_answer(wire)


def read_answer(wire: ssl.SSLSocket) -> Answer:
    received = b""
    with suppress(OSError):
        while chunk := wire.recv(65536):
            received += chunk
    head, _, content = received.partition(b"\r\n\r\n")
    return Answer(int(head.split(b" ")[1]) if head else 0, content)


class CutWire:
    """A wire to a hub that breaks after some bytes of the hub's answers."""

    def __init__(self, hub: HubAddress) -> None:
        self._hub = hub
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.bytes_left: int | None = None
        self.passed = 0
        self.address = HubAddress("127.0.0.1", self._listening.getsockname()[1], hub.fingerprint)
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listening.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listening.accept()
                far = socket.create_connection((self._hub.host, self._hub.port))
                for source, target, cuts in ((near, far, False), (far, near, True)):
                    threading.Thread(
                        target=self._pass, args=(source, target, cuts), daemon=True
                    ).start()

    def _pass(self, source: socket.socket, target: socket.socket, cuts: bool) -> None:
        with suppress(OSError):
            while chunk := source.recv(65536):
                if cuts:
                    self.passed += len(chunk)
                    if self.bytes_left is not None:
                        chunk = chunk[: self.bytes_left]
                        self.bytes_left -= len(chunk)
                target.sendall(chunk)
                if cuts and self.bytes_left == 0:
                    break
        for one in (source, target):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
