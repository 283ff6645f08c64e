"""A connection to a hub that does not work says why, and one that died is made again soon."""

import errno
import http.client
import json
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import IO

import pytest

from kiosk.errors import WorldFailed
from kiosk.hub.hub_certificate import hub_certificate
from kiosk.hub.hub_runner import RunningHub
from kiosk.hub.request_limits import Limits
from kiosk.store.journal.clock_offsets import ClockOffsetTable
from kiosk.store.journal.have_vector import HaveVector
from kiosk.sync.network import live_session, stream_reader
from kiosk.sync.network.hub_address import HubAddress
from kiosk.sync.network.hub_client import HubClient
from kiosk.sync.network.hub_connection import failure_of
from kiosk.sync.network.link_status import LinkState
from tests.hub.hubs import CODES, exchange, hub_on, wait_until
from tests.hub.test_live_link import knows, linked
from tests.sync.laptops import Laptop

NOWHERE = HubAddress("192.168.1.20", 8417)


@pytest.mark.parametrize(
    ("error", "key"),
    [
        (OSError(errno.ENETUNREACH, "no route"), "error.hub_no_network"),
        (OSError(errno.EHOSTUNREACH, "kept apart"), "error.hub_kept_apart"),
        (ConnectionRefusedError(), "error.hub_not_there"),
        (TimeoutError(), "error.hub_no_answer"),
        (socket.gaierror(), "error.hub_no_such_name"),
        (ssl.SSLError(), "error.hub_login_page"),
        (http.client.BadStatusLine("<html>"), "error.hub_login_page"),
        (http.client.RemoteDisconnected(""), "error.hub_broke_off"),
        (ConnectionResetError(), "error.hub_broke_off"),
    ],
)
def test_each_failure_of_a_network_has_its_own_sentence(error: Exception, key: str) -> None:
    assert failure_of(error, NOWHERE).key == key


@contextmanager
def answering(folder: Path, answer: bytes, *, secure: bool = True) -> Iterator[HubAddress]:
    """Answer each connection with these bytes, with or without TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(hub_certificate(folder, "ab" * 16).path)

    def answer_all() -> None:
        with suppress(OSError):
            while True:
                wire, _ = listening.accept()
                with suppress(OSError), wire:
                    one = context.wrap_socket(wire, server_side=True) if secure else wire
                    while (got := one.recv(65536)) and secure and not got.endswith(b"}"):
                        continue  # until the end of the form that is sent
                    one.sendall(answer)
                    one.close()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=answer_all, daemon=True)
        thread.start()
        yield HubAddress("127.0.0.1", listening.getsockname()[1])


def page(body: str) -> bytes:
    head = f"HTTP/1.1 200 OK\r\ncontent-length: {len(body)}\r\nconnection: close\r\n\r\n"
    return f"{head}{body}".encode()


@pytest.mark.parametrize(
    ("body", "secure", "key"),
    [
        ("<html>Log in</html>", True, "error.hub_login_page"),
        ("<html>Log in</html>", False, "error.hub_login_page"),
        ('{"kiosk": 1}', True, "error.hub_login_page"),
        (json.dumps({"protocol": 99}), True, "error.hub_newer"),
    ],
)
def test_another_answer_than_that_of_a_hub_is_named(
    door: Laptop, tmp_path: Path, body: str, secure: bool, key: str
) -> None:
    with answering(tmp_path, page(body), secure=secure) as address:
        with pytest.raises(WorldFailed) as failed:
            exchange(door, address)
        assert failed.value.key == key


def test_a_stream_without_a_heartbeat_is_dead_and_made_again(
    admin: Laptop, door: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream_reader.StreamReader.__init__, "__defaults__", (0.3,))
    with (
        hub_on(admin, limits=replace(Limits(), heartbeat_s=600.0)) as quiet,
        linked(door, quiet.address) as board,
    ):
        wait_until(lambda: board.read().failure is not None)
        failure = board.read().failure
        wait_until(lambda: board.read().state is LinkState.LIVE)
    assert failure is not None
    assert failure.key == "error.hub_no_answer"


def test_after_another_network_a_laptop_connects_again(
    admin: Laptop, door: Laptop, hub: RunningHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    moves = [True]
    monkeypatch.setattr(live_session, "_CHECK_S", 0.05)
    monkeypatch.setattr(HubClient, "has_moved", lambda _: bool(moves and moves.pop()))
    with linked(door, hub.address) as board:
        wait_until(lambda: not moves)
        wait_until(lambda: board.read().state is LinkState.LIVE)
        entry = door.scan(CODES[5])[0].entry
        wait_until(lambda: knows(admin, entry))


def test_after_sleep_a_laptop_asks_what_it_missed_over_a_new_connection(
    door: Laptop, hub: RunningHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    slept = [0]
    uptime, close, missing = ClockOffsetTable.uptime_ms, HubClient.close, HubClient.missing

    def close_noted(client: HubClient) -> None:
        calls.append("close")
        close(client)

    def missing_noted(
        client: HubClient, have: HaveVector
    ) -> AbstractContextManager[tuple[IO[bytes], int, str]]:
        calls.append("missing")
        return missing(client, have)

    monkeypatch.setattr(ClockOffsetTable, "uptime_ms", lambda clock: uptime(clock) + slept[0])
    with linked(door, hub.address) as board:
        before = board.rounds
        wait_until(lambda: board.rounds > before)
        monkeypatch.setattr(HubClient, "close", close_noted)
        monkeypatch.setattr(HubClient, "missing", missing_noted)
        slept[0] = 3_600_000
        # A busy computer may ask before, and close again after: only their order counts.
        wait_until(lambda: "close" in calls and "missing" in calls[calls.index("close") :])
        wait_until(lambda: board.read().state is LinkState.LIVE)
