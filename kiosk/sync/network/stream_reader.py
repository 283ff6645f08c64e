"""Reads the server-sent events of a hub on a thread of its own."""

import http.client
import queue
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from kiosk.sync.messages import MAX_LINE_LENGTH
from kiosk.sync.network.hub_client import HubClient

SILENT_S = 12.0
"""A stream without a heartbeat for this time is dead; the hub sends one every 5 s."""

_TAKEN_S = 2.0
"""A failure that is not taken within this time is that of a laptop which waits for an answer."""

_MOST_WAITING = 64
_MAX_EVENT = 4 * MAX_LINE_LENGTH


@dataclass(frozen=True, slots=True)
class StreamEvent:
    """An event: its kind (`batch`, `heartbeat`, `behind`), its lines and the cursor after it."""

    kind: str
    lines: tuple[str, ...] = ()
    cursor: str = ""


@dataclass(frozen=True, slots=True)
class StreamFailed:
    """The stream ended, and why."""

    error: Exception


class StreamReader:
    """Reads events from a cursor on, until it is closed or the stream ends."""

    def __init__(self, client: HubClient, cursor: str, silent_s: float = SILENT_S) -> None:
        self._client = client
        self._cursor = cursor
        self._silent_s = silent_s
        self._events: queue.Queue[StreamEvent | StreamFailed] = queue.Queue(_MOST_WAITING)
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._run, name="hub stream", daemon=True)
        self._thread.start()

    def next(self, timeout_s: float) -> StreamEvent | StreamFailed | None:
        """Return the next event, or why there are no more; None if none comes in time."""
        with suppress(queue.Empty):
            return self._events.get(timeout=timeout_s) if timeout_s else self._events.get_nowait()
        return None

    def close(self) -> None:
        """Stop reading; the thread ends at the next event or time-out."""
        self._closed.set()

    def _run(self) -> None:
        try:
            with self._client.stream(self._cursor, self._silent_s) as answer:
                for event in read_events(answer):
                    if not self._put(event):
                        return
            raise http.client.RemoteDisconnected("the hub ended the stream")
        except Exception as error:  # noqa: BLE001  # thread boundary: the link decides what to do
            self._put(StreamFailed(error))
            if not self._closed.wait(_TAKEN_S):
                self._client.cut()  # the hub that sends nothing will not answer either

    def _put(self, event: StreamEvent | StreamFailed) -> bool:
        while not self._closed.is_set():
            with suppress(queue.Full):
                self._events.put(event, timeout=0.2)
                return True
        return False


def read_events(answer: http.client.HTTPResponse) -> Iterator[StreamEvent]:
    """Yield the events of a stream; HTTPException for content that no hub sends."""
    kind, cursor, lines, size = "", "", [], 0
    while raw := answer.readline(MAX_LINE_LENGTH + 1):
        size += len(raw)
        if not raw.endswith(b"\n") or size > _MAX_EVENT:
            raise http.client.HTTPException("an endless event")
        name, _, value = raw.decode(errors="replace").rstrip("\n").partition(": ")
        match name:
            case "event":
                kind = value
            case "id":
                cursor = value
            case "data":
                lines.append(value)
            case "":
                yield StreamEvent(kind, tuple(lines), cursor)
                kind, cursor, lines, size = "", "", [], 0
