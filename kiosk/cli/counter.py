"""Counts for the headcount page, over a connection of its own beside the door's."""

from __future__ import annotations

from kiosk.cli.own_books import OwnBooks
from kiosk.cli.station import Session
from kiosk.domain.rules import FESTIVAL
from kiosk.reports.headcount import Glance, glance
from kiosk.store.database import data_version

_OLD_MS = 10_000  # what hangs on the time alone (silence, people per minute) is counted anew


class OpenCounter(OwnBooks):
    """Counts anew where there may be another figure."""

    def __init__(self, session: Session, event: str) -> None:
        super().__init__(session, event)
        self._session = session
        self._counted: tuple[int, int] | None = None

    def look(self) -> Glance | None:
        """Count again; None as long as nothing was written and the figure is not old."""
        books = self.opened()
        version, now = data_version(books.database), self._session.clock.wall()
        if self._counted is not None:
            was, at = self._counted
            if was == version and now - at < _OLD_MS:
                return None
        self._counted = version, now
        return glance(books, FESTIVAL, now)
