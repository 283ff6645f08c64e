"""What an exchange brought that a person must hear of, beside what was read."""

from collections.abc import Iterator
from contextlib import contextmanager

from kiosk.reports.clock_texts import clock_wrong
from kiosk.reports.event_times import iso
from kiosk.runtime.data_folder import Session
from kiosk.store.journal.annexes import is_purged
from kiosk.store.station_store import Books


@contextmanager
def meeting(session: Session, books: Books) -> Iterator[None]:
    """Afterwards say that personal data went, and that this laptop's clock is far off."""
    event = books.keys.event
    before = is_purged(books.database, event)
    yield
    if not before and is_purged(books.database, event):
        session.say("purge.heard", event=books.event().name)
    tell_clock(session, books)


def tell_clock(session: Session, books: Books) -> None:
    """Say that this laptop's clock is wrong and what time it is, if it is off by too much."""
    off_ms = books.clocks.wrong_by_ms()
    if off_ms is None:
        return
    at = iso(books.clocks.wall() + off_ms, books.event().zone, precision="seconds")
    wrong = clock_wrong(off_ms, session.words)
    session.say("clock_page.warning", wrong=wrong, at=at)
