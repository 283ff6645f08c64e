"""Many phones that follow the headcount, in a process of their own; see `bench_phone`."""

import asyncio
import multiprocessing
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from urllib.parse import urlsplit

_ADMITTED = re.compile(rb'"admitted": (\d+), "exited"')
_CONTEXT = multiprocessing.get_context("spawn")

Arrivals = list[tuple[float, int]]


async def _read(url: str, arrived: Arrivals) -> None:
    """Note when each figure arrived; of the page's stream only that something did."""
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port, limit=2**24)
    writer.write(f"GET {parts.path} HTTP/1.1\r\nhost: hub\r\n\r\n".encode())
    while line := await reader.readline():
        if line.startswith(b"data: "):
            found = _ADMITTED.search(line)
            arrived.append((time.time(), int(found[1]) if found else 0))


async def _follow(urls: Sequence[str], ready: Event, stop: Event) -> list[Arrivals]:
    arrived: list[Arrivals] = [[] for _ in urls]
    reading = [asyncio.create_task(_read(*one)) for one in zip(urls, arrived, strict=True)]
    while not all(arrived):
        await asyncio.sleep(0.05)
    ready.set()
    while not stop.is_set():
        await asyncio.sleep(0.05)
    for one in reading:
        one.cancel()
    return arrived


def _run(urls: Sequence[str], ready: Event, stop: Event, result: Connection) -> None:
    result.send(asyncio.run(_follow(urls, ready, stop)))


class Phones:
    """The editions that the phones received, once they have stopped."""

    def __init__(self) -> None:
        self.arrived: list[Arrivals] = []


@contextmanager
def following(urls: Sequence[str]) -> Iterator[Phones]:
    """Let a phone follow each URL until the end of the block."""
    phones = Phones()
    if not urls:
        yield phones
        return
    ready, stop = _CONTEXT.Event(), _CONTEXT.Event()
    here, there = _CONTEXT.Pipe(duplex=False)
    process = _CONTEXT.Process(target=_run, args=(urls, ready, stop, there))
    process.start()
    try:
        assert ready.wait(120), "the phones did not connect"
        yield phones
    finally:
        stop.set()
        phones.arrived = here.recv()
        process.join(60)
