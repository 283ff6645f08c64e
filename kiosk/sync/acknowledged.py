"""Which logs another station holds completely, by its own signed message."""

from collections.abc import Mapping, Sequence

from kiosk.store.journal.annexes import is_purged
from kiosk.store.journal.have_vector import Have, Stood
from kiosk.store.station_store import Books


def acknowledged_ends(books: Books, theirs: Have) -> Mapping[str, Sequence[Stood]]:
    """Return the ends of the logs that a station holds completely.

    A log with an entry that is damaged there and sound here is left out; where a list or annex that
    is here never arrived there, all are.
    """
    if _lacks_personal(books, theirs):
        return {}
    return {
        log: ends
        for log, ends in theirs.logs.items()
        if not any(books.held.holds(log, *gap) for gap in theirs.gaps.get(log, ()))
    }


def _lacks_personal(books: Books, theirs: Have) -> bool:
    if is_purged(books.database, books.keys.event):
        return False
    if books.held.have().lists - theirs.lists:
        return True
    return any(books.annexes.sealed(books.keys.event, [one]) for one in theirs.awaited)
