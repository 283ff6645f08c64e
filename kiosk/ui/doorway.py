"""How pages ask the station without ever waiting for it, and what the scan page asks."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from kiosk.answers import Answer
from kiosk.ui.background import Runner

T = TypeVar("T")

_log = logging.getLogger(__name__)


class Closing(Protocol):
    """Anything that lets go of the store at the end."""

    def close(self) -> None:
        """Let go of the store."""
        ...


S_co = TypeVar("S_co", bound=Closing, covariant=True)


class Door(Closing, Protocol):
    """The door as the scan page knows it; all of it runs on the thread that owns the store."""

    def scan(self, code: str) -> Answer:
        """Judge a scanned code; the answer is durable."""
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


class Doorway(Generic[S_co]):
    """Opens the station on the runner's thread at the first question; if that fails, at the next.

    A page names what it needs of the station in a protocol of its own: `Doorway[Search]`.
    """

    def __init__(self, open_station: Callable[[], S_co], runner: Runner) -> None:
        self._open_station = open_station
        self._runner = runner
        self._station: S_co | None = None

    def ask(
        self,
        question: Callable[[S_co], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Ask after all that was asked before; exactly one of `done` and `failed` is called."""
        self._runner.submit(lambda: question(self._opened()), done, failed)

    def close(self) -> None:
        """Let go of the store after all that was asked."""
        self._runner.submit(self._close, lambda _: None, _not_closed)

    def _opened(self) -> S_co:
        if self._station is None:
            self._station = self._open_station()
        return self._station

    def _close(self) -> None:
        if self._station is not None:
            self._station.close()
            self._station = None


def _not_closed(error: Exception) -> None:
    _log.error("the store could not be closed", exc_info=error)
