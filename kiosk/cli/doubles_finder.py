"""Finds doubles for their page, over a connection of its own beside the door's."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.cli.own_books import OwnBooks
from kiosk.cli.station import Session
from kiosk.reports.doubles import DoubleEntry, double_entries
from kiosk.store.database import data_version


class OpenFinder(OwnBooks):
    """Finds them anew once something was written."""

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
