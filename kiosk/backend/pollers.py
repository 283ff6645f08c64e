"""Laptops, headcount and doubles for their pages, each over a connection beside the door's."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial

from kiosk.admin.closing import closing_overview
from kiosk.domain.event_settings import FESTIVAL
from kiosk.reports.double_report import DoubleEntry, double_entries
from kiosk.reports.headcount_report import HeadcountReport, headcount_report
from kiosk.reports.laptops import Laptops, laptops
from kiosk.runtime.data_folder import Session
from kiosk.store.sqlite.database import data_version
from kiosk.store.station_store import Books

_log = logging.getLogger(__name__)
_OLD_MS = 10_000  # what hangs on the time alone (silence, people per minute) is counted again

_Version = tuple[int, int | None]


class OwnBooks:
    """The store, opened at its first use on the thread that uses it, and closed there.

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


class OpenLaptops(OwnBooks):
    """Reads how the laptops do once something was written, or the clock was set."""

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
    day = closing_overview(books)
    done = {
        (one.station.id, one.station.machine): (one.people, one.handed_in) for one in day.laptops
    }
    return laptops(books, now, done)


class OpenCounter(OwnBooks):
    """Counts who is inside where there may be another figure."""

    def __init__(self, session: Session, event: str) -> None:
        super().__init__(session, event)
        self._session = session
        self._counted: tuple[int, int] | None = None

    def look(self) -> HeadcountReport | None:
        """Count again; None as long as nothing was written and the figure is not old."""
        books = self.opened()
        version, now = data_version(books.database), self._session.clock.wall()
        if self._counted is not None:
            was, at = self._counted
            if was == version and now - at < _OLD_MS:
                return None
        self._counted = version, now
        return headcount_report(books, FESTIVAL, now)


class OpenFinder(OwnBooks):
    """Finds the double entries once something was written."""

    def __init__(self, session: Session, event: str) -> None:
        super().__init__(session, event)
        self._seen: int | None = None

    def look(self) -> Sequence[DoubleEntry] | None:
        """Return the doubles; None as long as nothing was written since the last look."""
        books = self.opened()
        version = data_version(books.database)
        if version == self._seen:
            return None
        books.history.refresh()
        found = double_entries(books)
        self._seen = version
        return found
