"""One connection for each thread: none is ever used by two threads."""

import logging
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from typing import Generic, Protocol, TypeVar

_log = logging.getLogger(__name__)


class Closable(Protocol):
    """Has files or connections until it is closed."""

    def close(self) -> None:
        """Close the files and connections."""


C = TypeVar("C")


class PerThread(Generic[C]):
    """Opens one object for each thread that uses it; a failed opening is tried again.

    A thread that replaces a hanging one gets its own object: the other may still be writing.
    Objects of dead threads are closed by the next thread, because they may lock the file.
    """

    def __init__(self, open_new: Callable[[], AbstractContextManager[C]]) -> None:
        self._open_new = open_new
        self._opened: dict[threading.Thread, tuple[ExitStack, C]] = {}

    def here(self) -> C:
        """Return this thread's object, opened at the first call."""
        thread = threading.current_thread()
        if thread not in self._opened:
            self._close_of_dead_threads()
            stack = ExitStack()
            self._opened[thread] = stack, stack.enter_context(self._open_new())
        return self._opened[thread][1]

    def close(self) -> None:
        """Close this thread's object."""
        self._close_of_dead_threads()
        if opened := self._opened.pop(threading.current_thread(), None):
            opened[0].close()

    def _close_of_dead_threads(self) -> None:
        for thread in [one for one in list(self._opened) if not one.is_alive()]:
            try:
                self._opened.pop(thread)[0].close()
            except Exception:  # noqa: BLE001 - a half-finished object may raise anything
                _log.exception("a connection of a thread that died could not be closed")
