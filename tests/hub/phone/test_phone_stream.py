"""A stream to a phone: the editions that it gets, also when one side stops."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.errors import WorldFailed
from kiosk.hub.phone.editions import Edition, JsonChannel
from kiosk.hub.phone.phone_stream import PhoneStream, PhoneStreams
from kiosk.hub.phone.publisher import Count, PhoneLimits, Publisher
from kiosk.texts import load_words
from tests.hub.phone.page_states import page_of
from tests.hub.phone.phones import connect
from tests.ui.glances import glance, morning, with_series

CHANNEL = JsonChannel(load_words("nl"))
LIMITS = PhoneLimits(count_s=0.01, refresh_s=0.05, heartbeat_s=0.01, stalled_s=0.05)
REPORT = glance()


class Reader:
    """Keeps the events that it gets; `stopped` from the first event on, if so."""

    def __init__(self, *, stopped: bool = False) -> None:
        self.got = b""
        self.largest = 0
        self._stopped = stopped

    async def send(self, message: Any) -> None:
        if self._stopped:
            await asyncio.sleep(3600)
        part = message.get("body", b"")
        self.got += part
        self.largest = max(self.largest, len(part))


def with_publisher(count: Count, work: Callable[[Publisher], Coroutine[Any, Any, None]]) -> None:
    async def run() -> None:
        publisher = Publisher(count, LIMITS)
        try:
            await work(publisher)
        finally:
            publisher.close()

    asyncio.run(run())


def test_a_reader_that_stops_reading_is_left() -> None:
    async def work(publisher: Publisher) -> None:
        await publisher.newest()
        stream = PhoneStream("link", publisher, CHANNEL, LIMITS)
        with pytest.raises(TimeoutError):
            await stream.run(Reader(stopped=True).send)

    with_publisher(lambda _: (1, REPORT), work)


def test_a_large_edition_is_sent_in_parts() -> None:
    class Large(JsonChannel):
        def event(self, before: Edition | None, now: Edition) -> bytes:  # noqa: ARG002
            return bytes(200_000)

    async def work(publisher: Publisher) -> None:
        await publisher.newest()
        stream, reader = PhoneStream("link", publisher, Large(load_words("nl")), LIMITS), Reader()
        following = asyncio.create_task(stream.run(reader.send))
        while b"event: heartbeat" not in reader.got:
            await asyncio.sleep(0.01)
        stream.end()
        publisher.changed.wake()
        await following
        assert reader.got.startswith(bytes(200_000))
        assert reader.largest <= 2**16

    with_publisher(lambda known: None if known == 1 else (1, REPORT), work)


def test_without_figures_there_is_no_heartbeat() -> None:
    """A phone then says that it hears nothing, and not that all is well."""
    works = True

    def count(known: int | None) -> Any:
        if not works:
            raise WorldFailed("error.disk")
        return None if known == 1 else (1, REPORT)

    async def work(publisher: Publisher) -> None:
        nonlocal works
        streams, reader = PhoneStreams(publisher.changed), Reader()
        await publisher.newest()
        stream = PhoneStream("link", publisher, CHANNEL, LIMITS)
        with streams.opened(stream):
            following = asyncio.create_task(stream.run(reader.send))
            while b"event: heartbeat" not in reader.got:
                await asyncio.sleep(0.01)
            works = False
            while publisher.works:
                await publisher.refresh()
                await asyncio.sleep(0.01)
            await asyncio.sleep(0.02)  # the last one that was due
            reader.got = b""
            await asyncio.sleep(0.1)
            assert reader.got == b""
            streams.stop()
            await following

    with_publisher(count, work)


def test_a_reader_that_missed_an_edition_gets_all() -> None:
    columns = morning()
    earlier = Edition(1, with_series(REPORT, *columns[:-1]))
    later = Edition(2, with_series(REPORT, *columns))
    changed, whole = CHANNEL.event(earlier, later), CHANNEL.event(None, later)
    assert changed.count(b'"from"') == 1
    assert whole.count(b'"from"') == len(columns)
    gone = CHANNEL.event(later, earlier)  # an entry was undone: its column says zero
    assert gone.count(b'"admitted": 0, "in": 0, "out": 0') == 1


def test_a_count_that_takes_long_is_made_less_often() -> None:
    def count(known: int | None) -> Any:
        time.sleep(0.03)
        return None if known == 1 else (1, REPORT)

    async def work(publisher: Publisher) -> None:
        await publisher.newest()
        assert publisher.pause_s > 0.25

    with_publisher(count, work)


def test_no_path_is_an_error_of_ours(tmp_path: Path) -> None:
    with page_of(REPORT, tmp_path) as link:
        base, token = link.split("/live/")
        connection = connect(base)

        @settings(
            max_examples=60,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(
            st.sampled_from(["/", "/live/", f"/live/{token}/", f"/live/{token}/files/"]),
            st.text(st.characters(min_codepoint=33, max_codepoint=126, blacklist_characters="#?")),
            st.sampled_from(["GET", "POST", "HEAD", "DELETE"]),
        )
        def ask(start: str, end: str, method: str) -> None:
            if end.endswith("stream"):
                return
            connection.request(method, f"{start}{end}")
            answer = connection.getresponse()
            answer.read()
            assert answer.status in (200, 307, 404, 405, 429), (start, end)

        ask()
        connection.close()
