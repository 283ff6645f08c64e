"""How pages ask the station without ever waiting for it, and what the scan page asks."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from typing import Generic, Protocol, TypeVar

from kiosk.checkin.answer import Answer
from kiosk.ui.shell.worker import LIMIT_S, Runner

T = TypeVar("T")

_log = logging.getLogger(__name__)


class Closing(Protocol):
    """Anything that lets go of the store at the end."""

    def close(self) -> None:
        """Let go of the store."""
        ...


S_co = TypeVar("S_co", bound=Closing, covariant=True)


class ScanBackend(Closing, Protocol):
    """The door as the scan page knows it; all of it runs on the thread that owns the store."""

    def scan(self, code: str) -> Answer:
        """Judge a scanned code; the answer is durable."""
        ...

    def scan_keys(self, read: Sequence[str]) -> Answer:
        """Judge what the keys of a hand scanner may mean, likeliest first."""
        ...

    def scan_reference(self, text: str) -> Answer:
        """Judge what a person typed: a ticket number or a code."""
        ...

    def is_no_ticket(self, text: str) -> bool:
        """Return whether a text is surely no ticket here; writes nothing."""
        ...

    def people_through(self) -> int:
        """Count the people that this station let in through this entrance."""
        ...


class StationClient(Generic[S_co]):
    """Opens the station on the runner's thread at the first question; if that fails, at the next.

    Each thread of the runner opens its own: one that took over from a thread that failed never
    uses a connection in which that one may be writing still.

    Each page names the protocol that it needs: `StationClient[ScanBackend]`.
    """

    def __init__(self, open_station: Callable[[], S_co], runner: Runner) -> None:
        self._open_station = open_station
        self._runner = runner
        self._stations: dict[threading.Thread, S_co] = {}

    @property
    def runner(self) -> Runner:
        """What the station is asked by."""
        return self._runner

    def ask(
        self,
        question: Callable[[S_co], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        *,
        limit_s: float = LIMIT_S,
    ) -> None:
        """Ask after all that was asked before; exactly one of `done` and `failed` is called."""
        self._runner.submit(lambda: question(self._opened()), done, failed, limit_s=limit_s)

    def close(self) -> None:
        """Let go of the store after all that was asked."""
        self._runner.submit(self._close, lambda _: None, _not_closed)

    def _opened(self) -> S_co:
        here = threading.current_thread()
        if here not in self._stations:
            self._close_left_behind()
            self._stations[here] = self._open_station()
        return self._stations[here]

    def _close(self) -> None:
        self._close_left_behind()
        station = self._stations.pop(threading.current_thread(), None)
        if station is not None:
            station.close()

    def _close_left_behind(self) -> None:
        """Let go of what threads opened that died: one may hold the file's lock."""
        for thread in [one for one in self._stations if not one.is_alive()]:
            try:
                self._stations.pop(thread).close()
            except Exception as error:  # noqa: BLE001 - whatever its thread left half done
                _not_closed(error)


def _not_closed(error: Exception) -> None:
    _log.error("the store could not be closed", exc_info=error)
