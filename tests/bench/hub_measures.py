"""The entries that a hub receives in a second, and the delay for many readers; see `bench_hub`."""

import multiprocessing
import shutil
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from io import BytesIO
from itertools import islice
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from pathlib import Path
from statistics import median, quantiles

from kiosk.hub.batch_writer import BatchWriter
from kiosk.hub.hub_certificate import hub_certificate
from kiosk.hub.hub_runner import running_hub
from kiosk.hub.hub_server import ListeningAddress
from kiosk.hub.hub_storage import Batch
from kiosk.runtime.data_folder import KEYS
from kiosk.sync.network.hub_address import HubAddress, read_hub_address
from kiosk.sync.network.hub_connection import HubConnection
from tests.bench.hub_load import (
    LightReaders,
    LightStation,
    any_certificate,
    cpu_seconds,
    light_stations,
    push_all,
    resident_bytes,
    stream_request,
)
from tests.hub.hubs import RealClock
from tests.sync.laptops import Laptop

PUSHERS = (1, 16, 64)
HUB_LAPTOPS = 16
_BATCH = 100
_READERS, _EACH_S, _STALLED = 200, 20, 40
_STALLED_EACH_S = 4
_CONTEXT = multiprocessing.get_context("spawn")


def run_hub(folder: Path, ready: Event, stop: Event, port: int) -> None:
    """Run a hub until it is stopped, in a process of its own."""
    session = Laptop(folder, RealClock()).session
    with running_hub(session, ListeningAddress("127.0.0.1", port)):
        ready.set()
        stop.wait()


@contextmanager
def a_hub(admin: Laptop) -> Iterator[tuple[HubAddress, int]]:
    """Run a hub in a process; yield its address and its process id."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    ready, stop = _CONTEXT.Event(), _CONTEXT.Event()
    process = _CONTEXT.Process(target=run_hub, args=(admin.folder, ready, stop, port))
    process.start()
    try:
        assert ready.wait(120), "the hub did not start"
        mark = hub_certificate(admin.folder / KEYS, admin.event).fingerprint
        yield HubAddress("127.0.0.1", port, mark), process.pid or 0
    finally:
        stop.set()
        process.join(60)


def measure_ingest(admin: Laptop, tickets: Sequence[str], entries: int) -> None:
    """Print how many entries are taken in each second, through the hub and without HTTP."""
    for number in PUSHERS:
        stations = light_stations(admin.keys, number)
        each = entries // number
        left = iter(tickets)
        work = [
            (one, [one.batch(list(islice(left, _BATCH))) for _ in range(max(1, each // _BATCH))])
            for one in stations
        ]
        count = sum(len(batches) for _, batches in work) * _BATCH
        hub_folder, bare_folder = (
            Path(shutil.copytree(admin.folder, admin.folder.parent / f"{kind} {number}"))
            for kind in ("hub", "bare")
        )
        bare, bare_cpu = _without_http(Laptop(bare_folder, RealClock()), [one for _, one in work])
        took, seconds, cpu = _through_http(Laptop(hub_folder, RealClock()), work)
        print(
            f"{number:3} pushers, {count} entries in batches of {_BATCH}: "
            f"{count / seconds:7.0f}/s  p50 {median(took) * 1e3:6.0f} ms"
            f"  p99 {quantiles(took, n=100)[98] * 1e3:6.0f} ms"
            f"  without HTTP {count / bare:7.0f}/s  ratio {bare / seconds:.2f}"
            f"  each CPU second {count / cpu:.0f} and {count / bare_cpu:.0f}"
        )


def _through_http(
    hub: Laptop, work: Sequence[tuple[LightStation, Sequence[bytes]]]
) -> tuple[list[float], float, float]:
    with a_hub(hub) as (address, pid):
        before = cpu_seconds(pid)
        receiving, sending = _CONTEXT.Pipe(duplex=False)
        process = _CONTEXT.Process(target=_push, args=(address.text, work, sending))
        process.start()
        took, seconds = receiving.recv()
        process.join()
        return took, seconds, cpu_seconds(pid) - before


def _push(
    address: str, work: Sequence[tuple[LightStation, Sequence[bytes]]], result: Connection
) -> None:
    took, seconds = push_all(read_hub_address(address), work)
    result.send((took, seconds))


def _without_http(hub: Laptop, work: Sequence[Sequence[bytes]]) -> tuple[float, float]:
    """Return the seconds and CPU seconds in which the hub's writer takes in all batches.

    As many wait together as there are pushers.
    """
    writer = BatchWriter(lambda: hub.session.open_store(hub.event, undated_too=True))
    began, used = time.perf_counter(), time.process_time()
    for together in zip(*work, strict=True):
        done = [writer.submit(Batch(BytesIO(batch), len(batch))) for batch in together]
        assert all(not one.result(600).result.rejected for one in done)
    seconds = time.perf_counter() - began, time.process_time() - used
    writer.close()
    return seconds


def measure_readers(admin: Laptop, tickets: Sequence[str], seconds: int) -> None:
    """Print how soon all readers have each entry, without and with readers that stand still."""
    left = iter(tickets)
    with a_hub(admin) as (address, pid), ExitStack() as opened:
        stations = light_stations(admin.keys, _READERS + _STALLED + 1)
        writer, *others = stations
        connection = HubConnection(address)
        bearer = writer.token(address, connection)
        _pushed(connection, bearer, writer.batch(list(islice(left, 1))))
        tokens = [one.token(address) for one in others]
        _send_much(connection, bearer, writer, left)  # memory that a hub needs once
        grew: list[float] = []
        for stalled in (0, _STALLED):
            cursor, before = _cursor(connection, bearer), resident_bytes(pid)
            for token in tokens[_READERS : _READERS + stalled]:
                opened.enter_context(_stalled(address, token, cursor))
            with _reading(address, tokens[:_READERS], cursor) as arrivals:
                sent = _send(connection, bearer, writer, left, seconds)
                _send_much(connection, bearer, writer, left)
                grew.append((resident_bytes(pid) - before) / 2**20)
            _show_readers(stalled, sent, arrivals, grew[-1])
        print(f"each reader that stands still: at most {grew[-1] / _STALLED:.2f} MB")


def _show_readers(
    stalled: int, sent: dict[int, float], arrivals: list[dict[int, float]], grown: float
) -> None:
    late = sorted(one[seq] - at for one in arrivals for seq, at in sent.items() if seq in one)
    expected = len(sent) * len(arrivals)
    cuts = quantiles(late, n=100)
    print(
        f"{len(arrivals)} readers, {stalled} stand still, {len(sent)} entries: "
        f"{len(late)}/{expected} arrived  p50 {median(late) * 1e3:5.0f} ms"
        f"  p95 {cuts[94] * 1e3:5.0f} ms  p99 {cuts[98] * 1e3:5.0f} ms  hub {grown:+.0f} MB"
    )


def _send(
    connection: HubConnection,
    bearer: str,
    writer: LightStation,
    left: Iterator[str],
    seconds: int,
) -> dict[int, float]:
    """Bring entries at a steady pace; return when each was sent, by its number."""
    sent: dict[int, float] = {}
    at = time.time()
    for _ in range(seconds * _EACH_S):
        at += 1 / _EACH_S
        time.sleep(max(0, at - time.time()))
        batch = writer.batch(list(islice(left, 1)))
        sent[len(writer.forger.bodies)] = time.time()
        _pushed(connection, bearer, batch)
    return sent


def _send_much(
    connection: HubConnection, bearer: str, writer: LightStation, left: Iterator[str]
) -> None:
    """Push so much that a reader which does not read cannot have it in its socket."""
    for _ in range(_STALLED_EACH_S * 20):
        _pushed(connection, bearer, writer.batch(list(islice(left, 500))))


def _pushed(connection: HubConnection, bearer: str, batch: bytes) -> None:
    connection.request("POST", "/v1/batches", batch, {"authorization": f"Bearer {bearer}"})
    answer = connection.getresponse()
    content = answer.read()
    assert answer.status == 200, content


def _cursor(connection: HubConnection, bearer: str) -> str:
    connection.request("GET", "/v1/have", headers={"authorization": f"Bearer {bearer}"})
    answer = connection.getresponse()
    answer.read()
    return str(answer.headers["kiosk-cursor"])


@contextmanager
def busy_laptops(admin: Laptop, address: HubAddress, tickets: Sequence[str]) -> Iterator[None]:
    """Let light laptops read the stream and bring an entry every second each, in a process."""
    stations = light_stations(admin.keys, HUB_LAPTOPS)
    ready, stop = _CONTEXT.Event(), _CONTEXT.Event()
    arguments = (address.text, stations, tickets, ready, stop)
    process = _CONTEXT.Process(target=_be_busy, args=arguments)
    process.start()
    assert ready.wait(120), "the laptops did not connect"
    yield
    stop.set()
    process.join(60)


def _be_busy(
    address: str,
    stations: Sequence[LightStation],
    tickets: Sequence[str],
    ready: threading.Event,
    stop: threading.Event,
) -> None:
    hub, left = read_hub_address(address), iter(tickets)
    connection = HubConnection(hub)
    tokens = [one.token(hub, connection) for one in stations]
    readers = LightReaders(hub, tokens, _cursor(connection, tokens[0]))
    reading = threading.Thread(target=readers.run, args=(threading.Event(), stop))
    reading.start()
    ready.set()
    while not stop.is_set():
        for station, token in zip(stations, tokens, strict=True):
            _pushed(connection, token, station.batch(list(islice(left, 1))))
            stop.wait(1 / len(stations))
    reading.join()


@contextmanager
def _stalled(address: HubAddress, token: str, cursor: str) -> Iterator[None]:
    wire = socket.create_connection((address.host, address.port), 30)
    with any_certificate().wrap_socket(wire) as secure:
        secure.sendall(stream_request(token, cursor))
        yield


@contextmanager
def _reading(
    address: HubAddress, tokens: Sequence[str], cursor: str
) -> Iterator[list[dict[int, float]]]:
    """Yield when each reader had each entry; filled at the end of the block."""
    arrivals: list[dict[int, float]] = []
    receiving, sending = _CONTEXT.Pipe(duplex=False)
    ready, stop = _CONTEXT.Event(), _CONTEXT.Event()
    process = _CONTEXT.Process(
        target=_read, args=(address.text, tokens, cursor, ready, stop, sending)
    )
    process.start()
    assert ready.wait(120), "the readers did not connect"
    yield arrivals
    stop.set()
    arrivals.extend(receiving.recv())
    process.join(60)


def _read(
    address: str,
    tokens: Sequence[str],
    cursor: str,
    ready: threading.Event,
    stop: threading.Event,
    result: Connection,
) -> None:
    readers = LightReaders(read_hub_address(address), tokens, cursor)
    readers.run(ready, stop)
    result.send(readers.arrived)
