"""The station as the window's pages ask it: everything over one open file, on one thread."""

from __future__ import annotations

from contextlib import ExitStack

from kiosk.cli.scan import standing
from kiosk.cli.station import Session
from kiosk.domain.rules import FESTIVAL
from kiosk.door import Answer, Door, Place
from kiosk.store.books import Books
from kiosk.ui.post import Post


class OpenStation:
    """Opened and closed on the thread that uses it; before there is an event, it has no door."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._open = ExitStack()
        self._books: Books | None = None
        self._door: Door | None = None
        if session.has_event():
            self._stand()

    def post(self) -> Post | None:
        """Return where this station stands; None before there is an event."""
        if self._books is None:
            return None
        return _post(self._books)

    def scan(self, code: str) -> Answer:
        """Judge a scanned code."""
        return self._at_the_door().scan(code)

    def scan_reference(self, text: str) -> Answer:
        """Judge what a person typed."""
        return self._at_the_door().scan_reference(text)

    def people_through(self) -> int:
        """Count the people that this station let in through this entrance."""
        return self._at_the_door().people_through()

    def close(self) -> None:
        """Sign what was written and close the file."""
        self._open.close()

    def _stand(self) -> None:
        books = self._open.enter_context(self._session.books())
        post = _post(books)
        place = Place(post.area, post.entrance, post.direction)
        neighbours = self._session.neighbours(books.database, post.event.id)
        self._books, self._door = books, Door(books, place, neighbours=neighbours)

    def _at_the_door(self) -> Door:
        assert self._door is not None, "the pages come after the event"  # noqa: S101
        return self._door


def _post(books: Books) -> Post:
    event = books.event()
    role = books.certificate.role
    return Post(event, standing(books, event, FESTIVAL, None), role=role)
