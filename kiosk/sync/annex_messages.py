"""Takes annexes in that entries here wait for, each on its own."""

from contextlib import suppress

from kiosk.store.journal.annexes import KeptAnnex
from kiosk.store.sqlite.database import immediate
from kiosk.store.station_store import Books


def take_annexes(books: Books, told: object) -> int:
    """Keep those that match their hash; return how many do not."""
    annexes = [_annex(one) for one in told] if isinstance(told, list) else [None]
    with immediate(books.database):
        return sum(not _keep(books, annex) for annex in annexes)


def _keep(books: Books, annex: KeptAnnex | None) -> bool:
    if annex is None or not annex.true:
        return False
    for entry in books.annexes.accept(books.keys.event, annex):
        held = books.history.by_hash(entry)
        if held is not None:
            books.folds.apply_annex(held)
    return True


def _annex(told: object) -> KeptAnnex | None:
    match told:
        case [str(digest), str(salt), str(body)]:
            with suppress(ValueError):
                body.encode(), bytes.fromhex(digest)  # what no column could hold
                return KeptAnnex(digest, bytes.fromhex(salt), body)
    return None
