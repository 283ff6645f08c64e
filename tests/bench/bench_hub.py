"""How fast laptops agree through a hub, and what the connection costs the door beside it.

    .venv/bin/python -m tests.bench.bench_hub [--only PART] [--stations N] [--greens N] [--scans N]
        [--entries N] [--list N] [--seconds N]

Agreeing: each station is a process with its own folder, connected over TLS on loopback; the hub is
one more. This process scans a ticket at one station and looks in the file of another until the
entry is there. The same stations then ask and bring once a second instead, as programs that poll
do. Door: the time of a scan at one laptop with no hub, a live one, a dead one, one that takes
connections and never answers, and a network that drops every second byte, in alternating runs; then
at the laptop that is the hub, with and without being it. Ingest: light clients bring entries made
before, to a hub with a long list, and the same batches go to its writer without HTTP. Readers: how
soon 200 streams have each entry, also beside 40 that stand still. Other work on the machine
disturbs all alike: believe the ratios and the CPU seconds, not the milliseconds.
"""

import argparse
import multiprocessing
import random
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Event
from pathlib import Path
from statistics import median, quantiles

from kiosk.backend.live_hub import live_hub
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.verdict import Direction, Outcome
from kiosk.hub.hub_certificate import hub_certificate
from kiosk.hub.hub_runner import running_hub
from kiosk.hub.hub_server import ListeningAddress
from kiosk.runtime.data_folder import KEYS
from kiosk.sync.network.hub_address import HubAddress, read_hub_address
from kiosk.sync.network.hub_client import HubClient
from kiosk.sync.network.hub_exchange import catch_up, push_missing
from kiosk.sync.network.link_status import LinkState
from tests.bench.hub_load import dropping_network
from tests.bench.hub_measures import (
    HUB_LAPTOPS,
    busy_laptops,
    measure_ingest,
    measure_readers,
    run_hub,
)
from tests.hub.hubs import RealClock, an_admin
from tests.sync.laptops import Laptop, another_laptop

_WARM_UP = 5
_ROUNDS = 5
_CODES = 20_000


def laptop(folder: Path) -> Laptop:
    return Laptop(folder, RealClock())


def run_live(folder: Path, address: str, ready: Event, stop: Event) -> None:
    here = laptop(folder)
    with live_hub(here.session, here.event, read_hub_address(address)) as board:
        while board.read().state is not LinkState.LIVE:
            time.sleep(0.05)
        ready.set()
        stop.wait()


def run_polling(folder: Path, address: str, ready: Event, stop: Event) -> None:
    with laptop(folder).open_store() as store, HubClient(read_hub_address(address)) as client:
        client.begin(store)
        while True:
            catch_up(store, client)
            push_missing(store, client, client.position().have)
            ready.set()
            if stop.wait(1.0):
                return


@contextmanager
def stations(
    target: Callable[..., None], folders: Sequence[Path], address: HubAddress
) -> Iterator[None]:
    """Run a process for each station, until the end of the block."""
    context = multiprocessing.get_context("spawn")
    stop = context.Event()
    started: list[tuple[BaseProcess, Event]] = []
    for folder in folders:
        ready = context.Event()
        process: BaseProcess = context.Process(
            target=target, args=(folder, address.text, ready, stop)
        )
        process.start()
        started.append((process, ready))
    try:
        for _, ready in started:
            assert ready.wait(300), "a station did not connect"
        yield
    finally:
        stop.set()
        for process, _ in started:
            process.join(60)


@contextmanager
def hub_process(folder: Path, port: int) -> Iterator[None]:
    context = multiprocessing.get_context("spawn")
    ready, stop = context.Event(), context.Event()
    process = context.Process(target=run_hub, args=(folder, ready, stop, port))
    process.start()
    try:
        assert ready.wait(120), "the hub did not start"
        yield
    finally:
        stop.set()
        process.join(60)


def agreement(folders: Sequence[Path], codes: Iterator[str], greens: int) -> list[float]:
    """Return the seconds from a green at one station until the entry is in another's file."""
    took = []
    with ExitStack() as opened:
        stores = [opened.enter_context(laptop(folder).open_store()) for folder in folders]
        doors = [Door(store, Gate(FESTIVAL, "Noord", Direction.IN)) for store in stores]
        for number in range(greens + _WARM_UP):
            here, there = random.sample(range(len(stores)), 2)  # no secret
            began = time.perf_counter()
            result = doors[here].scan(next(codes))
            assert result.verdict.outcome is Outcome.ADMITTED
            assert result.entry is not None
            while stores[there].history.by_hash(result.entry) is None:
                time.sleep(0.002)
            if number >= _WARM_UP:
                took.append(time.perf_counter() - began)
            time.sleep(random.uniform(0.05, 0.3))  # noqa: S311  # no secret
    return took


def verdicts(here: Laptop, codes: Iterator[str], scans: int) -> list[float]:
    """Return the seconds of each scan at a door."""
    took = []
    with here.open_store() as store:
        door = Door(store, Gate(FESTIVAL, "Noord", Direction.IN))
        for number in range(scans + _WARM_UP):
            code = next(codes)
            began = time.perf_counter()
            assert door.scan(code).verdict.outcome is Outcome.ADMITTED
            if number >= _WARM_UP:
                took.append(time.perf_counter() - began)
            time.sleep(0.02)
    return took


@contextmanager
def silent_hub() -> Iterator[HubAddress]:
    """Take connections and never answer."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listening:
        yield HubAddress("127.0.0.1", listening.getsockname()[1], "ab" * 32)


def a_free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def show(name: str, took: Sequence[float], beside: float | None = None) -> None:
    cuts = quantiles(took, n=100)
    ratio = f"  p50 {median(took) / beside:.2f}x" if beside else ""
    print(f"{name:<28} p50 {median(took) * 1e3:8.1f} ms  p99 {cuts[98] * 1e3:8.1f} ms{ratio}")


def main() -> int:
    """Run all parts, and print their figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--stations", type=int, default=16)
    parser.add_argument("--greens", type=int, default=100)
    parser.add_argument("--scans", type=int, default=60)
    parser.add_argument("--entries", type=int, default=20_000)
    parser.add_argument("--list", type=int, default=300_000)
    parser.add_argument("--seconds", type=int, default=15)
    parser.add_argument("--only", choices=["agreement", "door", "ingest", "readers"])
    options = parser.parse_args()
    if options.only in (None, "agreement", "door"):
        measure_laptops(options)
    if options.only in (None, "ingest", "readers"):
        measure_load(options)
    return 0


def measure_laptops(options: argparse.Namespace) -> None:
    """Measure with stations that are processes with folders of their own."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        admin = an_admin(folder)
        text = "code,name\n" + "".join(f"BENCH-{n:012},Gast\n" for n in range(_CODES))
        admin.take_list(folder / "bench.csv", text, source="bench")
        codes = iter([f"BENCH-{n:012}" for n in range(_CODES)])
        folders = []
        for number in range(options.stations):
            one = another_laptop(admin, folder / str(number), f"Deur {number}", clock=RealClock())
            one.read(admin.write(folder / "stick.kiosk"))
            folders.append(one.folder)
        if options.only != "door":
            measure_agreement(admin, folders, codes, options.greens)
        if options.only != "agreement":
            measure_door(admin, laptop(folders[0]), codes, options.scans)
            measure_own_door(admin, codes, options.scans)


def measure_load(options: argparse.Namespace) -> None:
    """Measure with light clients, and a long list in the hub's file."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        admin = an_admin(folder)
        text = "code,name\n" + "".join(f"BENCH-{n:012},Gast\n" for n in range(options.list))
        admin.take_list(folder / "bench.csv", text, source="bench")
        with admin.open_store() as store:
            tickets = [one.id for one in store.tickets.all() if one.source == "bench"]
        if options.only != "readers":
            measure_ingest(admin, tickets, options.entries)
        if options.only != "ingest":
            measure_readers(admin, tickets, options.seconds)


def measure_agreement(
    admin: Laptop, folders: Sequence[Path], codes: Iterator[str], greens: int
) -> None:
    port = a_free_port()
    address = address_of(admin, port)
    print(f"{len(folders)} stations, {greens} greens: until another station has the entry")
    with hub_process(admin.folder, port):
        with stations(run_live, folders, address):
            show("connected", agreement(folders, codes, greens))
        with stations(run_polling, folders, address):
            show("polling each second", agreement(folders, codes, max(20, greens // 4)))


def measure_door(admin: Laptop, here: Laptop, codes: Iterator[str], scans: int) -> None:
    took: dict[str, list[float]] = {}
    port = a_free_port()
    with hub_process(admin.folder, port), silent_hub() as hangs, ExitStack() as opened:
        live = address_of(admin, port)
        dead = HubAddress("127.0.0.1", a_free_port(), "ab" * 32)
        drops = opened.enter_context(dropping_network(live))
        hubs = {"no hub": None, "live hub": live, "dead hub": dead, "hub that hangs": hangs}
        hubs["every second byte lost"] = drops
        for _ in range(_ROUNDS):
            for name, address in hubs.items():
                linked = live_hub(here.session, here.event, address) if address else nullcontext()
                with linked:
                    time.sleep(1.0)
                    took.setdefault(name, []).extend(verdicts(here, codes, scans))
    print(f"{scans * _ROUNDS} scans at one door, in {_ROUNDS} alternating runs")
    show_beside(took, "no hub")


def show_beside(took: dict[str, list[float]], first: str) -> None:
    """Print times, each beside the first."""
    for name, times in took.items():
        show(name, times, None if name == first else median(took[first]))


def measure_own_door(admin: Laptop, codes: Iterator[str], scans: int) -> None:
    """Measure a door in the process that is the hub, while laptops bring and read entries."""
    tickets = [f"{number:032x}" for number in range(_CODES)]
    took: dict[str, list[float]] = {}
    for _ in range(_ROUNDS):
        took.setdefault("no hub here", []).extend(verdicts(admin, codes, scans))
        with (
            running_hub(admin.session, ListeningAddress("127.0.0.1", 0)) as hub,
            busy_laptops(admin, hub.address, tickets),
        ):
            took.setdefault("is the hub", []).extend(verdicts(admin, codes, scans))
    print(f"{scans * _ROUNDS} scans at the laptop that is the hub of {HUB_LAPTOPS} laptops")
    show_beside(took, "no hub here")


def address_of(admin: Laptop, port: int) -> HubAddress:
    """Return the address of the hub that another process runs on a folder."""
    mark = hub_certificate(admin.folder / KEYS, admin.event).fingerprint
    return HubAddress("127.0.0.1", port, mark)


if __name__ == "__main__":
    sys.exit(main())
