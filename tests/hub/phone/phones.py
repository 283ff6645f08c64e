"""Readers of the organiser's page over plain HTTP."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from kiosk.hub.hub_runner import RunningHub
from kiosk.hub.phone.link_maker import make_link, phone_links
from tests.sync.laptops import Laptop

PATIENCE_S = 60.0


def a_link(hub: RunningHub, laptop: Laptop) -> str:
    """Make a link on the laptop that is the hub."""
    with laptop.open_store() as store:
        return make_link(laptop.session, store, hub.phone)


def withdraw(laptop: Laptop, name: str = "") -> int:
    with laptop.open_store() as store:
        return phone_links(laptop.session, store).withdraw(name)


def once(read: Callable[[], Page], right: Callable[[Page], bool]) -> Page:
    """Read until it is right, as long as a busy machine may take: the hub counts now and then."""
    over = time.monotonic() + PATIENCE_S
    while not right(found := read()) and time.monotonic() < over:
        time.sleep(0.05)
    return found


@dataclass(frozen=True)
class Page:
    """An answer of the page's server."""

    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.content)


def connect(url: str) -> http.client.HTTPConnection:
    parts = urlsplit(url)
    assert parts.hostname is not None
    return http.client.HTTPConnection(parts.hostname, parts.port, timeout=PATIENCE_S)


def get(url: str, method: str = "GET", **headers: str) -> Page:
    """Send one request."""
    connection = connect(url)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, urlsplit(url).path, headers=named)
        answer = connection.getresponse()
        lower = {name.lower(): value for name, value in answer.getheaders()}
        return Page(answer.status, lower, answer.read())
    finally:
        connection.close()


def head(url: str) -> tuple[int, str]:
    """Return the status and the type of an answer that may have no end."""
    connection = connect(url)
    try:
        connection.request("GET", urlsplit(url).path)
        answer = connection.getresponse()
        return answer.status, answer.headers["content-type"]
    finally:
        connection.close()


Event = tuple[str, Any]


@contextmanager
def following(url: str) -> Iterator[Iterator[Event]]:
    """Follow a stream, and yield its events until it ends."""
    connection = connect(url)
    try:
        connection.request("GET", urlsplit(url).path)
        answer = connection.getresponse()
        assert answer.status == 200, answer.read()
        yield _events(answer)
    finally:
        connection.close()


def _events(answer: http.client.HTTPResponse) -> Iterator[Event]:
    kind = ""
    for line in answer:
        name, _, value = line.decode().rstrip("\n").partition(": ")
        if name == "event":
            kind = value
        elif name == "data":
            yield kind, json.loads(value)


def first(events: Iterator[Event], kind: str) -> Any:
    """Return the next event of a kind; it fails if the stream ends before."""
    return next(value for name, value in events if name == kind)
