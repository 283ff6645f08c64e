"""The cost for a hub of phones that follow the headcount, and how soon they have a new figure.

    .venv/bin/python -m tests.bench.bench_phone [--tickets N] [--entries N] [--seconds N]

The hub is a process on a folder after a long day. Stations push entries all the time, one after the
other. Cost: the CPU time of the hub without phones and with 50, in alternating runs; the difference
is what the phones cost. Delay: from the push of an entry until a phone has it, for 200 phones while
16 stations push. Memory: what phones take that read nothing of their stream, and when they are
dropped. Other work on the machine makes delays longer, and hardly changes the CPU time.
"""

import argparse
import socket
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import mean, median, quantiles
from urllib.parse import urlsplit

import psutil

from kiosk.hub.phone.link_maker import make_link
from kiosk.sync.network.hub_address import HubAddress
from kiosk.sync.network.hub_connection import HubConnection
from tests.bench.day_folder import make_day
from tests.bench.hub_load import LightStation, cpu_seconds, light_stations, resident_bytes
from tests.bench.hub_measures import a_hub
from tests.bench.phone_readers import Arrivals, following
from tests.hub.hubs import RealClock, wait_until
from tests.hub.phone.phones import get
from tests.sync.laptops import Laptop

_STATIONS, _ROUNDS = 16, 3
_OK = 200
_LONGEST_S = 240


class Pushers:
    """Stations that let a guest in one after the other, each with its own connection."""

    def __init__(self, admin: Laptop, address: HubAddress, tickets: Iterator[str]) -> None:
        self._tickets = tickets
        self._stations: list[tuple[LightStation, HubConnection, str]] = []
        for station in light_stations(admin.keys, _STATIONS):
            connection = HubConnection(address)
            self._stations.append((station, connection, station.token(address, connection)))

    def push(self, seconds: float, each_s: float) -> list[float]:
        """Let guests in for some seconds; return when each was sent."""
        for _, connection, _ in self._stations:
            connection.close()  # the hub ends those that waited: each opens again
        sent: list[float] = []
        began = time.time()
        while (now := time.time()) < began + seconds:
            station, connection, token = self._stations[len(sent) % _STATIONS]
            batch = station.batch([next(self._tickets)])
            sent.append(time.time())
            headers = {"authorization": f"Bearer {token}"}
            connection.request("POST", "/v1/batches", batch, headers)
            answer = connection.getresponse()
            content = answer.read()
            assert answer.status == _OK, content
            time.sleep(max(0.0, now + 1 / each_s - time.time()))
        return sent


def free_tickets(admin: Laptop) -> Iterator[str]:
    """Yield the tickets that were never used."""
    with admin.open_store() as store:
        rows = store.database.execute("SELECT lower(hex(ticket)) FROM attendance").fetchall()
        used = {ticket for (ticket,) in rows}
        return iter([one.id for one in store.tickets.all() if one.id not in used])


def measure_cost(pid: int, link: str, pushers: Pushers, seconds: float, phones: int) -> None:
    shares: dict[int, list[float]] = {0: [], phones: []}
    for _ in range(_ROUNDS):
        for number, found in shares.items():
            with following([f"{link}/nl/stream"] * number):
                before, began = cpu_seconds(pid), time.time()
                pushers.push(seconds, 5)
                found.append((cpu_seconds(pid) - before) / (time.time() - began) * 100)
    alone, followed = mean(shares[0]), mean(shares[phones])
    print(f"hub, 5 entries/s: {alone:.1f} % of a core; with {phones} phones {followed:.1f} %")
    print(f"{phones} phones cost {followed - alone:.1f} % of a core")


def delays(sent: Sequence[float], first: int, arrived: Sequence[Arrivals]) -> list[float]:
    """Return the seconds until each phone had each entry."""
    found = []
    for one in arrived:
        left = iter(one)
        at, admitted = next(left)
        for number, sent_at in enumerate(sent, first + 1):
            while admitted < number:
                at, admitted = next(left)
            found.append(at - sent_at)
    return found


def measure_delay(link: str, pushers: Pushers, seconds: float, phones: int) -> None:
    first = get(f"{link}/headcount.json").json["admitted"]
    with following([f"{link}/headcount/stream"] * phones) as reading:
        sent = pushers.push(seconds, 20)
        time.sleep(5)
    took = delays(sent, first, reading.arrived)
    cuts = [cut * 1e3 for cut in quantiles(took, n=100)]
    print(f"{phones} phones, {len(sent)} entries by {_STATIONS} stations, until a phone has it:")
    print(
        f"p50 {median(took) * 1e3:.0f} ms  p95 {cuts[94]:.0f} ms  p99 {cuts[98]:.0f} ms"
        f"  most {max(took) * 1e3:.0f} ms"
    )


def measure_stalled(pid: int, link: str, pushers: Pushers, phones: int) -> None:
    before, parts = resident_bytes(pid), urlsplit(link)
    request = f"GET {parts.path}/headcount/stream HTTP/1.1\r\nhost: hub\r\n\r\n"
    with ExitStack() as opened:
        for _ in range(phones):
            one = opened.enter_context(socket.socket())
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            one.connect((parts.hostname, parts.port))
            one.sendall(request.encode())
        wait_until(lambda: _open_streams(pid, parts.port) == phones)
        most, began = resident_bytes(pid), time.time()
        while (left := _open_streams(pid, parts.port)) and time.time() < began + _LONGEST_S:
            pushers.push(5, 5)
            most = max(most, resident_bytes(pid))
        took = time.time() - began
    kept = (most - before) / phones / 1024
    dropped = "never dropped" if left else f"dropped after {took:.0f} s"
    print(f"{phones} phones that read nothing: {kept:.0f} kB each, {dropped}")


def _open_streams(pid: int, port: int | None) -> int:
    """Return how many connections to a port a process holds open."""
    found = psutil.Process(pid).net_connections("tcp")
    return sum(bool(one.raddr) and one.laddr.port == port for one in found)


def main() -> int:
    """Run both parts, and print their figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--tickets", type=int, default=20_000)
    parser.add_argument("--entries", type=int, default=50_000)
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--phones", type=int, default=50)
    parser.add_argument("--readers", type=int, default=200)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "hub"
        make_day(folder, options.tickets, options.entries, now=int(time.time() * 1000))
        admin = Laptop(folder, RealClock())
        tickets = free_tickets(admin)
        with a_hub(admin) as (address, pid):
            with admin.open_store() as store:
                link = make_link(admin.session, store)
            page, figures = get(f"{link}/nl"), get(f"{link}/headcount.json")
            print(f"page {len(page.content):,} bytes, JSON {len(figures.content):,} bytes")
            pushers = Pushers(admin, address, tickets)
            measure_cost(pid, link, pushers, options.seconds, options.phones)
            measure_delay(link, pushers, options.seconds, options.readers)
            measure_stalled(pid, link, pushers, options.readers)
    return 0


if __name__ == "__main__":
    sys.exit(main())
