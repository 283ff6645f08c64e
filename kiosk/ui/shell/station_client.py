"""Asks the backend on the thread of the store, so that no page waits for it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable
from contextlib import closing
from typing import Any, Generic, TypeVar

from kiosk.runtime.per_thread import Closable, PerThread
from kiosk.ui.shell.worker import LIMIT_S, Runner

T = TypeVar("T")
R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)
B_co = TypeVar("B_co", bound=Closable, covariant=True)

_log = logging.getLogger(__name__)


class RoomClient(Generic[R_co]):
    """Asks the backend of one room, such as `RoomClient[DeskBackend]`."""

    def __init__(self, station: StationClient[Any], room: Callable[[Any], R_co]) -> None:
        self._station = station
        self._room = room

    def ask(
        self,
        question: Callable[[R_co], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        *,
        limit_s: float = LIMIT_S,
        once: Hashable = None,
    ) -> bool:
        """Ask after all earlier questions; exactly one of `done` and `failed` is called.

        `once` identifies a question that is not asked again before its answer: returns False then,
        and calls neither. So a second Enter in haste writes nothing twice.
        """
        return self._station.ask(
            lambda backend: question(self._room(backend)), done, failed, limit_s=limit_s, once=once
        )


class StationClient(Generic[B_co]):
    """Opens the backend on the runner's thread at the first question; if that fails, at the next.

    Each thread of the runner opens its own: a thread that replaces a failed one never uses a
    connection that the failed one may still write to.
    """

    def __init__(self, open_backend: Callable[[], B_co], runner: Runner) -> None:
        self._backends = PerThread(lambda: closing(open_backend()))
        self.runner = runner
        self._unanswered: set[Hashable] = set()

    def room(self, of: Callable[[B_co], R]) -> RoomClient[R]:
        """Return a client for one room of the backend."""
        return RoomClient(self, of)

    def ask(
        self,
        question: Callable[[B_co], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        *,
        limit_s: float = LIMIT_S,
        once: Hashable = None,
    ) -> bool:
        """Ask after all earlier questions, as `RoomClient.ask` does."""
        if once in self._unanswered:
            return False
        if once is not None:
            self._unanswered.add(once)

        def answered(callback: Callable[[R], None], result: R) -> None:
            self._unanswered.discard(once)
            callback(result)

        self.runner.submit(
            lambda: question(self._backends.here()),
            lambda result: answered(done, result),
            lambda error: answered(failed, error),
            limit_s=limit_s,
        )
        return True

    def close(self) -> None:
        """Close the backend after all earlier questions."""
        self.runner.submit(self._backends.close, lambda _: None, _not_closed)


def _not_closed(error: Exception) -> None:
    _log.error("the store could not be closed", exc_info=error)
