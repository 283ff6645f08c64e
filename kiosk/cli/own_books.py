"""Books over a connection of its own, for what works beside the door on a thread of its own."""

from __future__ import annotations

import logging
import threading
from contextlib import ExitStack
from functools import partial

from kiosk.cli.station import Session
from kiosk.store.books import Books

_log = logging.getLogger(__name__)


class OwnBooks:
    """Opened at the first use, on the thread that uses them; closed there too.

    A thread that takes over from one that failed opens its own.
    """

    def __init__(self, session: Session, event: str) -> None:
        self._books_of = partial(session.books, event)
        self._open = ExitStack()
        self._books: Books | None = None
        self._by: threading.Thread | None = None
        self._left: list[ExitStack] = []  # to threads that hang, and may come back

    def opened(self) -> Books:
        """Return the books, opened if they are not yet."""
        here = threading.current_thread()
        if self._books is None or self._by is not here:
            self._take_over()
            self._books, self._by = self._open.enter_context(self._books_of()), here
        return self._books

    def _take_over(self) -> None:
        """Leave to a thread that hangs what it uses; close what a dead one used."""
        if self._by is not None and self._by.is_alive():
            self._left.append(self._open.pop_all())
            return
        try:
            self.close()
        except Exception:  # noqa: BLE001 - whatever a dead thread left half done
            _log.exception("what a thread left behind could not be closed")

    def close(self) -> None:
        """Let go of the file."""
        self._books = None
        self._open.close()
