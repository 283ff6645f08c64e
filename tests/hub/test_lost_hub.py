"""A laptop whose hub is gone: which addresses it tries, what it shows, and when it tries again."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from kiosk.backend import live_hub as backend
from kiosk.errors import WorldFailed
from kiosk.hub.hub_certificate import hub_certificate
from kiosk.hub.hub_runner import RunningHub
from kiosk.store.journal.clock_offsets import ClockOffsetTable
from kiosk.sync.network import hub_probe, live_link, stream_reader
from kiosk.sync.network.hub_address import HubAddress
from kiosk.sync.network.hub_client import HubClient
from kiosk.sync.network.hub_connection import HubConnection, HubFailed
from kiosk.sync.network.hub_probe import in_one_network, own_address, unreachable
from kiosk.sync.network.link_status import LinkState, LinkStatusBoard
from tests.hub.hubs import CODES, PATIENCE_S, an_admin, hub_on, wait_until
from tests.hub.test_live_link import knows
from tests.sync.laptops import Laptop


def silent_address() -> HubAddress:
    """Return an address at which no program listens."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return HubAddress("127.0.0.1", free.getsockname()[1], "ab" * 32)


@contextmanager
def trying(
    laptop: Laptop, addresses: list[HubAddress], monkeypatch: pytest.MonkeyPatch
) -> Iterator[LinkStatusBoard]:
    """Let a laptop try these addresses, and no others."""
    monkeypatch.setattr(backend, "hub_candidates", lambda *_: addresses)
    with backend.live_hub(laptop.session, laptop.event) as board:
        yield board


def failed(board: LinkStatusBoard) -> WorldFailed:
    wait_until(lambda: board.read().failure is not None)
    failure = board.read().failure
    assert failure is not None
    return failure


def test_all_addresses_are_tried_at_the_same_time(monkeypatch: pytest.MonkeyPatch) -> None:
    addresses = [HubAddress("10.0.0.9", 8417 + number) for number in range(9)]
    all_of_them = threading.Barrier(len(addresses))

    def silent(address: tuple[str, int], timeout: float) -> socket.socket:
        all_of_them.wait(60)  # passes only when all others wait too
        raise TimeoutError(address, timeout)

    monkeypatch.setattr("kiosk.sync.network.hub_probe.socket.create_connection", silent)
    found = unreachable(addresses)

    assert {one.key for one in found.values()} == {"error.hub_no_answer"}
    assert list(found) == addresses


def test_only_addresses_without_a_connection_are_left_out(hub: RunningHub) -> None:
    gone = silent_address()
    found = unreachable([gone, hub.address])

    assert {one: failure.key for one, failure in found.items()} == {gone: "error.hub_not_there"}


def test_the_next_address_is_used_when_the_first_is_gone(
    door: Laptop, hub: RunningHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    with trying(door, [silent_address(), silent_address(), hub.address], monkeypatch) as board:
        wait_until(lambda: board.read().state is LinkState.LIVE)
        assert board.read().url == hub.address.url


def test_the_failure_of_the_first_address_is_shown_unless_another_one_answers(
    door: Laptop, hub: RunningHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = silent_address(), silent_address()
    with trying(door, [first, second], monkeypatch) as board:
        failure = failed(board)
        assert (failure.key, failure.params["address"]) == ("error.hub_not_there", first.shown)
        assert board.read().url == first.url
    stranger = an_admin(tmp_path / "other")
    with trying(stranger, [first, hub.address], monkeypatch) as board:
        assert failed(board).key == "error.hub_other_event"
        assert board.read().url == hub.address.url


@pytest.mark.parametrize("change", ["sleep", "network"])
def test_after_sleep_or_in_another_network_a_laptop_tries_at_once(
    admin: Laptop, door: Laptop, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    uptime, slept, network = ClockOffsetTable.uptime_ms, [0], ["192.168.1.7"]
    monkeypatch.setattr(live_link, "_FIRST_PAUSE_S", 600.0)
    monkeypatch.setattr(live_link, "_MAX_PAUSE_S", 600.0)
    monkeypatch.setattr(live_link, "_LOOK_FOR_NETWORK_S", 0.02)
    monkeypatch.setattr(live_link, "own_address", lambda _: network[0])
    monkeypatch.setattr(ClockOffsetTable, "uptime_ms", lambda clock: uptime(clock) + slept[0])
    address = silent_address()
    with trying(door, [HubAddress(address.host, address.port)], monkeypatch) as board:
        failed(board)
        with hub_on(admin, address.port):
            if change == "sleep":
                slept[0] = 60_000
            else:
                network[0] = "10.0.0.7"
            wait_until(lambda: board.read().state is LinkState.LIVE)
            entry = door.scan(CODES[len(change)])[0].entry
            wait_until(lambda: knows(admin, entry))


@contextmanager
def silent_hub(folder: Path, asked: Callable[[], None]) -> Iterator[HubAddress]:
    """Listen as a hub that never answers; call `asked` when a request came."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(hub_certificate(folder, "ab" * 16).path)
    over = threading.Event()

    def be_silent(wire: socket.socket) -> None:
        with context.wrap_socket(wire, server_side=True) as secure:
            secure.recv(65536)
            asked()
            over.wait(PATIENCE_S)

    def listen() -> None:
        with suppress(OSError):
            while True:
                wire, _ = listening.accept()
                threading.Thread(target=be_silent, args=(wire,), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=listen, daemon=True).start()
        try:
            yield HubAddress("127.0.0.1", listening.getsockname()[1])
        finally:
            over.set()
            with suppress(OSError):
                listening.shutdown(socket.SHUT_RDWR)


def test_a_request_over_the_old_network_ends_at_once(
    door: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    networks = ["192.168.1.7"]
    monkeypatch.setattr(hub_probe, "own_address", lambda _: networks[-1])
    monkeypatch.setattr(hub_probe, "_LOOK_EVERY_S", 0.02)
    with (
        silent_hub(tmp_path, lambda: networks.append("10.0.0.7")) as address,
        HubClient(address) as client,
        door.open_store() as store,
        in_one_network(address.host, client.cut),
        pytest.raises(HubFailed) as failed,
    ):
        client.begin(store)
    assert failed.value.key == "error.hub_broke_off"  # not after a wait for an answer


def test_a_request_ends_soon_after_the_stream_of_a_hub_that_hangs(
    door: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream_reader, "_TAKEN_S", 0.05)
    with (
        silent_hub(tmp_path, lambda: None) as address,
        HubClient(address) as client,
        door.open_store() as store,
    ):
        stream = stream_reader.StreamReader(client, "0", silent_s=0.3)
        with pytest.raises(HubFailed) as failed:
            client.begin(store)
        stream.close()
    assert failed.value.key == "error.hub_broke_off"  # not after a wait for an answer


def test_a_connection_that_was_cut_is_not_made_again(tmp_path: Path) -> None:
    with silent_hub(tmp_path, lambda: None) as address:
        connection = HubConnection(address)
        connection.connect()
        connection.cut()
        connection.close()
    with pytest.raises(
        HubFailed, match="hub_broke_off"
    ):  # although no hub listens: nothing is tried
        connection.connect()
    connection.close()


def test_the_own_address_is_that_of_the_way_to_a_host() -> None:
    assert own_address("127.0.0.1") == "127.0.0.1"
    assert own_address("hub.example.org") == own_address("192.0.2.1")
