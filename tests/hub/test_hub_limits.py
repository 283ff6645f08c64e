"""Hostile and slow laptops: the hub refuses them, keeps no memory of them, and goes on."""

import asyncio
import json
import ssl
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.hub.feed import MAX_EVENT_BYTES, Feed
from kiosk.hub.hub_runner import RunningHub
from kiosk.hub.refusals import HubRefusal
from kiosk.hub.request_limits import MAX_FORM_BYTES, Limits, RateLimit, Slots
from kiosk.paths import RESOURCES
from kiosk.sync.network.hub_address import HubAddress
from tests.hub.hubs import (
    a_door,
    an_admin,
    ask,
    exchange,
    hub_on,
    plain_tls,
    read_answer,
    wait_until,
)
from tests.hub.test_hub_trust import token
from tests.sync.laptops import Laptop

LIMITS = Limits(
    body_s=1.0, form_s=1.0, chunk_s=0.3, heartbeat_s=0.1, stalled_s=0.5, idle_s=1.0, streams=2
)


@pytest.fixture(scope="module")
def admin(tmp_path_factory: pytest.TempPathFactory) -> Laptop:
    return an_admin(tmp_path_factory.mktemp("limits"))


@pytest.fixture(scope="module")
def hub(admin: Laptop) -> Iterator[RunningHub]:
    with hub_on(admin, limits=LIMITS) as running:
        yield running


def test_a_body_that_is_too_large_is_refused(hub: RunningHub) -> None:
    answer = ask(hub.address, "POST", "/v1/challenge", b"x" * (MAX_FORM_BYTES + 1))
    assert (answer.status, answer.error) == (413, "too_large")


def test_an_endless_body_is_refused(hub: RunningHub) -> None:
    chunk = b"1000\r\n" + b"y" * 4096 + b"\r\n"
    answer = ask(hub.address, "POST", "/v1/challenge", chunk * 64, transfer_encoding="chunked")
    assert (answer.status, answer.error) == (413, "too_large")


def test_a_body_that_does_not_come_is_refused(hub: RunningHub) -> None:
    began = time.monotonic()
    answer = ask(hub.address, "POST", "/v1/challenge", b"{", content_length="100")
    assert (answer.status, answer.error) == (408, "too_slow")
    assert time.monotonic() - began < 20


def test_a_connection_without_a_request_is_closed(hub: RunningHub) -> None:
    with plain_tls(hub.address) as wire:
        assert read_answer(wire).status == 0


def test_a_second_request_that_comes_in_drops_ends_too(hub: RunningHub) -> None:
    with plain_tls(hub.address) as wire:
        wire.sendall(b"GET /v1/hub HTTP/1.1\r\nhost: hub\r\n\r\n")
        assert b"kiosk_hub" in received_until(wire, b"}")
        ended, until = False, time.monotonic() + 30
        wire.settimeout(0.2)
        wire.sendall(b"GET /v1/hub HTTP/1.1\r\n")
        while not ended and time.monotonic() < until:
            try:
                wire.sendall(b"x: y\r\n")
                ended = wire.recv(100) == b""
            except TimeoutError:
                continue
            except OSError:
                ended = True
        assert ended


def test_a_laptop_that_sends_four_bodies_slowly_waits_and_another_does_not(
    admin: Laptop, tmp_path: Path
) -> None:
    patient = replace(LIMITS, body_s=60.0, chunk_s=60.0)
    slow, other = (a_door(admin, tmp_path, name) for name in ("Traag", "Vlot"))
    with hub_on(admin, limits=patient) as hub:
        bearer = f"Bearer {token(slow, hub.address)}"
        head = f"POST /v1/batches HTTP/1.1\r\nhost: h\r\nauthorization: {bearer}\r\n"
        wires = [plain_tls(hub.address) for _ in range(patient.bodies_of_a_sender)]
        for wire in wires:
            wire.sendall(f"{head}content-length: 99\r\n\r\nx".encode())

        def is_busy() -> bool:
            answer = ask(hub.address, "POST", "/v1/batches", b"", authorization=bearer)
            return answer.error == "busy"

        wait_until(is_busy)
        exchange(other, hub.address)
        for wire in wires:
            wire.close()
        wait_until(lambda: not is_busy())


def test_slots_come_back_and_a_sender_has_only_its_own() -> None:
    async def use() -> None:
        slots = Slots(3, 2, 0.01)
        async with slots.one("a"), slots.one("a"):
            with pytest.raises(HubRefusal, match="busy"):
                async with slots.one("a"):
                    pass
            async with slots.one("b"):
                with pytest.raises(HubRefusal, match="busy"):
                    async with slots.one("c"):
                        pass
        async with slots.one("a"), slots.one("b"), slots.one("c"):
            pass

    asyncio.run(use())


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b'{"nonce": 1}', b"\xff", b"[" * 20_000, b'{"nonce": "\\ud800"}']
)
def test_a_form_that_is_none_is_refused(hub: RunningHub, body: bytes) -> None:
    assert ask(hub.address, "POST", "/v1/challenge", body).status in (200, 400)
    assert ask(hub.address, "POST", "/v1/session", body).error == "unreadable"
    assert ask(hub.address, "POST", "/v1/invite", body).error == "unreadable"


@pytest.mark.parametrize("body", [b"", b"no zlib", b"x\x9c\x03\x00\x00\x00\x00\x01"])
def test_a_batch_that_is_none_is_refused(hub: RunningHub, admin: Laptop, body: bytes) -> None:
    bearer = f"Bearer {token(admin, hub.address)}"
    answer = ask(hub.address, "POST", "/v1/batches", body, authorization=bearer)
    assert (answer.status, answer.error) == (400, "unreadable")
    answer = ask(hub.address, "POST", "/v1/missing", body, authorization=bearer)
    assert (answer.status, answer.error) == (400, "unreadable")


def test_a_third_stream_ends_the_first(hub: RunningHub, admin: Laptop) -> None:
    bearer = token(admin, hub.address)
    head = f"GET /v1/stream HTTP/1.1\r\nhost: hub\r\nauthorization: Bearer {bearer}\r\n\r\n"
    shown = json.loads(ask(hub.address, "GET", "/v1/hub").content)
    assert shown["kiosk_hub"] == 1
    wires = []
    for _ in range(3):
        wire = plain_tls(hub.address)
        wire.sendall(cursor_in(hub.address, bearer, head))
        assert b"heartbeat" in received_until(wire, b"heartbeat")
        wires.append(wire)
    assert received_until(wires[0], b"0\r\n\r\n").endswith(b"0\r\n\r\n")
    assert b"heartbeat" in received_until(wires[2], b"heartbeat")
    for wire in wires:
        wire.close()


def cursor_in(hub: HubAddress, bearer: str, head: str) -> bytes:
    with plain_tls(hub) as wire:
        wire.sendall(
            f"GET /v1/have HTTP/1.1\r\nhost: hub\r\nconnection: close\r\n"
            f"authorization: Bearer {bearer}\r\n\r\n".encode()
        )
        answer = received_until(wire, b"\r\n\r\n").decode()
    cursor = next(
        line.split(": ")[1] for line in answer.splitlines() if line.startswith("kiosk-cursor")
    )
    return head.replace("/v1/stream", f"/v1/stream?cursor={cursor}").encode()


def received_until(wire: ssl.SSLSocket, end: bytes) -> bytes:
    received = b""
    while end not in received:
        chunk = wire.recv(65536)
        if not chunk:
            break
        received += chunk
    return received


def test_the_hub_goes_on_beside_laptops_that_stand_still(
    hub: RunningHub, admin: Laptop, tmp_path: Path
) -> None:
    still = [plain_tls(hub.address) for _ in range(20)]
    for wire in still:
        wire.sendall(b"POST /v1/challenge HTTP/1.1\r\nhost: hub\r\ncontent-length: 9\r\n\r\n{")
    exchange(a_door(admin, tmp_path, "Zuid"), hub.address)
    for wire in still:
        wire.close()


def test_a_sender_of_too_many_requests_waits() -> None:
    now = [0.0]
    limit = RateLimit(2, 3, clock=lambda: now[0])
    for _ in range(3):
        limit.take("a")
    with pytest.raises(HubRefusal, match="busy"):
        limit.take("a")
    limit.take("b")
    now[0] = 1.0
    limit.take("a")


def test_the_feed_gives_what_follows_a_cursor_and_no_more() -> None:
    async def read() -> None:
        feed, other = Feed(), Feed()
        start = feed.number(feed.cursor)
        assert start == 0
        assert feed.after(0) is None
        feed.append(["one"])
        feed.append(["two", "three"])
        first, second = feed.after(0), feed.after(1)
        assert first is not None
        assert second is not None
        assert first[1] == f"event: batch\nid: {feed.cursor[:-1]}1\ndata: one\n\n".encode()
        assert b"data: two\ndata: three\n" in second[1]
        assert feed.number(other.cursor) is None
        assert [feed.number(text) for text in ("", "-", f"{feed.cursor}0", "x-1")] == [None] * 4
        feed.append(["x" * MAX_EVENT_BYTES])  # too large: laptops ask for it
        feed.append(["four"])
        with pytest.raises(LookupError):
            feed.after(2)
        last = feed.after(3)
        assert last is not None
        assert b"four" in last[1]

    asyncio.run(read())


def test_the_description_has_all_endpoints(hub: RunningHub) -> None:
    described = json.loads((RESOURCES / "hub" / "openapi.json").read_text())
    assert json.loads(ask(hub.address, "GET", "/openapi.json").content) == described
    for path, methods in described["paths"].items():
        for method in methods if "{token}" not in path else ():  # those of a link are tested apart
            assert ask(hub.address, method.upper(), path).status != 404, path
            assert ask(hub.address, "PUT", path).status == 405
