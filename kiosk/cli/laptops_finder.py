"""Looks at the laptops for their page, over a connection of its own beside the door's."""

from __future__ import annotations

from contextlib import ExitStack

from kiosk.cli.station import Session
from kiosk.closing import handed_in
from kiosk.reports.laptops import Laptops, laptops
from kiosk.store.books import Books
from kiosk.store.database import data_version


class OpenLaptops:
    """Opened at its first look, on the thread that looks; closed there too."""

    def __init__(self, session: Session, event: str) -> None:
        self._session = session
        self._event = event
        self._open = ExitStack()
        self._books: Books | None = None
        self._seen: tuple[int, int | None] | None = None

    def look(self) -> Laptops | None:
        """Return how the laptops are doing; None as long as nothing was written."""
        if self._books is None:
            self._books = self._open.enter_context(self._session.books(self._event))
        # The clock may be set right while nothing is written.
        version = data_version(self._books.database), self._books.clocks.wrong_by_ms()
        if version == self._seen:
            return None
        self._books.history.refresh()
        seen = seen_laptops(self._books, self._session.clock.wall())
        self._seen = version
        return seen

    def close(self) -> None:
        """Let go of the file."""
        self._open.close()


def seen_laptops(books: Books, now: int) -> Laptops:
    """Return how the laptops are doing, with whom each let in; `now` is ms UTC."""
    day = handed_in(books)
    done = {
        (one.station.id, one.station.machine): (one.people, one.handed_in) for one in day.laptops
    }
    return laptops(books, now, done)
