"""Looks at the laptops for their page, over a connection of its own beside the door's."""

from __future__ import annotations

from kiosk.cli.own_books import OwnBooks
from kiosk.cli.station import Session
from kiosk.closing import handed_in
from kiosk.reports.laptops import Laptops, laptops
from kiosk.store.books import Books
from kiosk.store.database import data_version

_Version = tuple[int, int | None]


class OpenLaptops(OwnBooks):
    """Looks anew once something was written, or the clock was set."""

    def __init__(self, session: Session, event: str) -> None:
        super().__init__(session, event)
        self._session = session
        self._looked: _Version | None = None
        self._listened: _Version | None = None

    def look(self) -> Laptops | None:
        """Return how the laptops are doing; None as long as nothing was written."""
        books = self._refreshed()
        version = _version(books)
        if version == self._looked:
            return None
        seen = seen_laptops(books, self._session.clock.wall())
        self._looked = version
        return seen

    def listen(self) -> Laptops | None:
        """Return the same without whom each let in: that is counted one by one."""
        books = self._refreshed()
        version = _version(books)
        if version == self._listened:
            return None
        seen = laptops(books, self._session.clock.wall(), {})
        self._listened = version
        return seen

    def _refreshed(self) -> Books:
        books = self.opened()
        books.history.refresh()
        return books


def _version(books: Books) -> _Version:
    # The clock may be set right while nothing is written.
    return data_version(books.database), books.clocks.wrong_by_ms()


def seen_laptops(books: Books, now: int) -> Laptops:
    """Return how the laptops are doing, with whom each let in; `now` is ms UTC."""
    day = handed_in(books)
    done = {
        (one.station.id, one.station.machine): (one.people, one.handed_in) for one in day.laptops
    }
    return laptops(books, now, done)
