"""Counts for the headcount page, over a connection of its own beside the door's."""

from __future__ import annotations

from contextlib import ExitStack

from kiosk.cli.station import Session
from kiosk.domain.rules import FESTIVAL
from kiosk.reports.headcount import Glance, glance
from kiosk.store.books import Books
from kiosk.store.database import data_version

_OLD_MS = 10_000  # what hangs on the time alone (silence, people per minute) is counted anew


class OpenCounter:
    """Opened at its first look, on the thread that looks; closed there too."""

    def __init__(self, session: Session, event: str) -> None:
        self._session = session
        self._event = event
        self._open = ExitStack()
        self._books: Books | None = None
        self._counted: tuple[int, int] | None = None

    def look(self) -> Glance | None:
        """Count again; None as long as nothing was written and the figure is not old."""
        if self._books is None:
            self._books = self._open.enter_context(self._session.books(self._event))
        version, now = data_version(self._books.database), self._session.clock.wall()
        if self._counted is not None:
            was, at = self._counted
            if was == version and now - at < _OLD_MS:
                return None
        self._counted = version, now
        return glance(self._books, FESTIVAL, now)

    def close(self) -> None:
        """Let go of the file."""
        self._open.close()
