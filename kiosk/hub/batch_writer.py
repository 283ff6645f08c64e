"""The one writer of a hub: batches that wait are made durable together."""

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import AbstractContextManager, ExitStack

from kiosk.errors import WorldFailed
from kiosk.hub.hub_storage import Batch, BatchReceipt
from kiosk.store.sqlite.write_batches import group_commit
from kiosk.store.station_store import StationStore
from kiosk.sync.carrier import ReceiveResult
from kiosk.sync.compressed_lines import decompressed_lines
from kiosk.sync.receiver import receive

_MOST_TOGETHER = 32
_STOP_S = 5.0

_Waiting = tuple[Batch, "Future[BatchReceipt]"]


class BatchWriter:
    """Receives batches on a separate thread, in the order in which they arrived."""

    def __init__(self, open_store: Callable[[], AbstractContextManager[StationStore]]) -> None:
        self._open_store = open_store
        self._store: StationStore | None = None
        self._waiting: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="hub writer", daemon=True)
        self._thread.start()

    def submit(self, batch: Batch) -> Future[BatchReceipt]:
        """Queue a batch; the result is set once it is on disk, also after its request ended."""
        done: Future[BatchReceipt] = Future()
        done.set_running_or_notify_cancel()  # a request that ends must not cancel it
        self._waiting.put((batch, done))
        return done

    def close(self) -> None:
        """Finish the batches that wait, and end the thread."""
        self._waiting.put(None)
        self._thread.join(_STOP_S)

    def _run(self) -> None:
        with ExitStack() as opened:
            ended = False
            while not ended:
                group, ended = self._next_group()
                if group:
                    self._take_in(opened, group)

    def _next_group(self) -> tuple[list[_Waiting], bool]:
        """Wait for a batch; return all that wait then, and whether the writer is closed."""
        group: list[_Waiting] = []
        while len(group) < _MOST_TOGETHER:
            try:
                one = self._waiting.get(block=not group)
            except queue.Empty:
                break
            if one is None:
                return group, True
            group.append(one)
        return group, False

    def _take_in(self, opened: ExitStack, group: list[_Waiting]) -> None:
        try:
            if self._store is None:
                self._store = opened.enter_context(self._open_store())
            with group_commit(self._store.database):
                results = [_received(self._store, batch) for batch, _ in group]
            have = self._store.inventory.have()
        except Exception as error:  # noqa: BLE001  # thread boundary: each laptop gets the error
            for _, done in group:
                done.set_exception(error)
            return
        for (_, done), result in zip(group, results, strict=True):
            if isinstance(result, Exception):
                done.set_exception(result)
            else:
                done.set_result(BatchReceipt(result, have))


def _received(store: StationStore, batch: Batch) -> ReceiveResult | Exception:
    """Receive one batch; an error in it does not affect the others."""
    try:
        with batch.content as content:
            return receive(store, decompressed_lines(content, batch.size))
    except WorldFailed:
        raise
    except Exception as error:  # noqa: BLE001  # boundary of one laptop's request
        return error
