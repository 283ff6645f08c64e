"""How soon all laptops are connected again after the hub died, and after they slept.

    .venv/bin/python -m tests.bench.bench_takeover [--rounds N] [--laptops N] [--gone N] [--hangs]

All are processes: the hub (`kiosk hub serve`), a laptop of the desk and laptops at the doors
(`kiosk sync --watch`). The hub is killed, or hangs, and after a pause the laptop of the desk takes
over, at the address that it announced. `--gone` adds addresses to those that each laptop knows,
which drop all that is sent to them, as a laptop with a firewall does. After that a laptop is
suspended while the other scans, and continued, as a laptop that slept.
"""

import argparse
import json
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median

from kiosk.domain.roles import Role
from kiosk.sync.network.hub_address import HubAddress, read_hub_address
from kiosk.sync.network.known_hubs import LAST_HUB_FILE, remember_standbys
from tests.end2end.test_laptops_agree import Kiosk
from tests.hub.hubs import CODES, RealClock, a_door, an_admin, exchange, wait_until
from tests.hub.test_live_link import knows
from tests.sync.laptops import Laptop, another_laptop

ASLEEP_S = (8.0, 45.0)
"""The hub ends a stream that is not read for 30 s."""

_LONGEST_S = 120.0


@dataclass
class Watching:
    """A laptop whose `sync --watch` runs; notes when it connected and when it lost the hub."""

    laptop: Laptop
    process: subprocess.Popen[str]
    states: list[tuple[float, bool, str]] = field(default_factory=list)
    """When each report came, whether the connection was live, and with which hub."""

    def __post_init__(self) -> None:
        threading.Thread(target=self._read, daemon=True).start()

    def live_with(self, url: str, after: float) -> float | None:
        """Return when it was first connected to a hub after a moment."""
        times = [at for at, live, to in self.states if at >= after and live and to == url]
        return min(times, default=None)

    def lost(self, after: float) -> float | None:
        """Return when it first had no connection after a moment."""
        return min((at for at, live, _ in self.states if at >= after and not live), default=None)

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            for one in json.loads(line):
                self.states.append((time.monotonic(), one["ok"], one["target"]))


@contextmanager
def watching(laptop: Laptop) -> Iterator[Watching]:
    """Run `kiosk sync --watch` on a laptop."""
    process = Kiosk(laptop.folder, {}).start("sync", "--watch", "--json")
    try:
        yield Watching(laptop, process)
    finally:
        process.send_signal(signal.SIGCONT)
        process.kill()
        process.communicate()


@contextmanager
def serving(laptop: Laptop, port: int = 0) -> Iterator[tuple[subprocess.Popen[str], HubAddress]]:
    """Run `kiosk hub serve` on a laptop, on all its addresses."""
    process = Kiosk(laptop.folder, {}).start("hub", "serve", "--port", str(port))
    try:
        assert process.stdout is not None
        line = json.loads(process.stdout.readline())
        address = read_hub_address(f"{line['url']}#{line['fingerprint']}")
        yield process, HubAddress("127.0.0.1", address.port, address.fingerprint)
    finally:
        process.kill()
        process.communicate()


@contextmanager
def silent_addresses(number: int) -> Iterator[list[HubAddress]]:
    """Yield addresses whose connections are never answered: the queue of each is full."""
    with ExitStack() as stack:
        found = []
        for place in range(number):
            listening = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
            port = listening.getsockname()[1]
            for _ in range(4):
                one = stack.enter_context(socket.socket())
                one.setblocking(False)
                one.connect_ex(("127.0.0.1", port))
            found.append(HubAddress("127.0.0.1", port, f"{place:064x}"))
        yield found


def standbys(laptop: Laptop) -> list[str]:
    """Return the laptops that this one would try when the hub is gone."""
    try:
        fields = json.loads((laptop.folder / LAST_HUB_FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    return list(fields[laptop.event]["standbys"])


@dataclass(frozen=True)
class Takeover:
    """The seconds of one round, for each laptop."""

    noticed: list[float]
    from_kill: list[float]
    from_key: list[float]


def take_over(
    place: Path, doors: int, gone: Sequence[HubAddress], pause_s: float, *, hangs: bool = False
) -> Takeover:
    """Kill the hub, let the desk's laptop take over after a pause; return the times."""
    admin = an_admin(place)
    desk = another_laptop(admin, place / "desk", "Balie", clock=RealClock(), role=Role.DESK)
    laptops = [desk, *(a_door(admin, place, f"Zuid {n}") for n in range(2, doors + 2))]
    with ExitStack() as stack:
        hub, address = stack.enter_context(serving(admin))
        for one in laptops:
            exchange(one, address)
            Kiosk(one.folder, {}).run_here("sync", "add", address.text)
        running = [stack.enter_context(watching(one)) for one in laptops]
        wait_until(lambda: all(one.live_with(address.url, 0) for one in running))
        wait_until(lambda: all(standbys(one) for one in laptops[1:]))
        (announced,) = standbys(laptops[1])
        new = read_hub_address(announced)
        killed = time.monotonic()
        hub.send_signal(signal.SIGSTOP if hangs else signal.SIGKILL)
        if gone:
            for one in laptops[1:]:
                remember_standbys(one.folder, one.event, [*gone, new])
        wait_until(lambda: all(one.lost(killed) for one in running))
        time.sleep(pause_s)
        key = time.monotonic()
        stack.enter_context(serving(desk, new.port))
        others = running[1:]
        until = time.monotonic() + _LONGEST_S
        while not all(one.live_with(new.url, key) for one in others):
            assert time.monotonic() < until, [one.states[-3:] for one in others]
            time.sleep(0.05)
        back = [one.live_with(new.url, key) or 0.0 for one in others]
        scanned = others[0].laptop.scan(CODES[0])[0].entry
        wait_until(lambda: all(knows(one.laptop, scanned) for one in running))
        return Takeover(
            [(one.lost(killed) or 0) - killed for one in running],
            [at - killed for at in back],
            [at - key for at in back],
        )


def sleep_once(place: Path, rounds: int, asleep_s: float) -> list[float]:
    """Suspend a laptop some times; return the seconds until it has the news each time."""
    admin = an_admin(place)
    sleeper, other = (a_door(admin, place, name) for name in ("Zuid 2", "Zuid 3"))
    took = []
    with ExitStack() as stack:
        _, address = stack.enter_context(serving(admin))
        for one in (sleeper, other):
            exchange(one, address)
            Kiosk(one.folder, {}).run_here("sync", "add", address.text)
        running = [stack.enter_context(watching(one)) for one in (sleeper, other)]
        wait_until(lambda: all(one.live_with(address.url, 0) for one in running))
        for number in range(rounds):
            running[0].process.send_signal(signal.SIGSTOP)
            scanned = other.scan(CODES[number])[0].entry
            wait_until(partial(knows, admin, scanned))
            time.sleep(asleep_s)
            assert not knows(sleeper, scanned)
            running[0].process.send_signal(signal.SIGCONT)
            awake = time.monotonic()
            wait_until(partial(knows, sleeper, scanned))
            took.append(time.monotonic() - awake)
    return took


def main() -> int:
    """Run the rounds, and print their figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--laptops", type=int, default=4)
    parser.add_argument("--gone", type=int, default=0)
    parser.add_argument("--hangs", action="store_true")
    options = parser.parse_args()
    found: list[Takeover] = []
    pauses = random.Random(1)  # noqa: S311  # the same pauses each time
    for number in range(1, options.rounds + 1):
        with tempfile.TemporaryDirectory() as place, silent_addresses(options.gone) as gone:
            pause_s = pauses.uniform(5, 25)
            one = take_over(Path(place), options.laptops, gone, pause_s, hangs=options.hangs)
        found.append(one)
        print(
            f"round {number}: noticed after {max(one.noticed):.1f} s, key {pause_s:.0f} s later;"
            f" back {shown(one.from_key)} s after the key, {shown(one.from_kill)} after the kill",
            flush=True,
        )
    times = [at for one in found for at in one.from_key]
    print(f"from the key: median {median(times):.1f} s, most {max(times):.1f} s")
    for asleep_s in ASLEEP_S:
        with tempfile.TemporaryDirectory() as place:
            took = sleep_once(Path(place), options.rounds, asleep_s)
        print(f"after {asleep_s:.0f} s of sleep: the news within {shown(took)} s", flush=True)
    return 0


def shown(times: Sequence[float]) -> str:
    """Return seconds as they are printed."""
    return ", ".join(f"{one:.1f}" for one in times)


if __name__ == "__main__":
    sys.exit(main())
