"""Books over a connection of its own, for what works beside the door on a thread of its own."""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial

from kiosk.cli.station import Session
from kiosk.store.books import Books


class OwnBooks:
    """Opened at the first use, on the thread that uses them; closed there too."""

    def __init__(self, session: Session, event: str) -> None:
        self._books_of = partial(session.books, event)
        self._open = ExitStack()
        self._books: Books | None = None

    def opened(self) -> Books:
        """Return the books, opened if they are not yet."""
        if self._books is None:
            self._books = self._open.enter_context(self._books_of())
        return self._books

    def close(self) -> None:
        """Let go of the file."""
        self._books = None
        self._open.close()
