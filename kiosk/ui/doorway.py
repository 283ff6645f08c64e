"""What the window asks of the door, and how it asks without ever waiting for it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

from kiosk.ui.background import Runner

if TYPE_CHECKING:  # SQLite comes with it: imported after the first window
    from kiosk.door import Answer

T = TypeVar("T")

_log = logging.getLogger(__name__)


class Door(Protocol):
    """The door as the window knows it; all of it runs on the thread that owns the store."""

    def scan(self, code: str) -> Answer:
        """Judge a scanned code; the answer is durable."""
        ...

    def scan_reference(self, text: str) -> Answer:
        """Judge what a person typed: a ticket number or a code."""
        ...

    def people_through(self) -> int:
        """Count the people that this station let in through this entrance."""
        ...

    def close(self) -> None:
        """Let go of the store."""
        ...


class Doorway:
    """Opens the door on the runner's thread at the first question; if that fails, at the next."""

    def __init__(self, open_door: Callable[[], Door], runner: Runner) -> None:
        self._open_door = open_door
        self._runner = runner
        self._door: Door | None = None

    def ask(
        self,
        question: Callable[[Door], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Ask after all that was asked before; exactly one of `done` and `failed` is called."""
        self._runner.submit(lambda: question(self._opened()), done, failed)

    def close(self) -> None:
        """Let go of the store after all that was asked."""
        self._runner.submit(self._close, lambda _: None, _not_closed)

    def _opened(self) -> Door:
        if self._door is None:
            self._door = self._open_door()
        return self._door

    def _close(self) -> None:
        if self._door is not None:
            self._door.close()
            self._door = None


def _not_closed(error: Exception) -> None:
    _log.error("the store could not be closed", exc_info=error)
