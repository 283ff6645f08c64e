"""Receives the annexes that entries here wait for, each independently."""

from contextlib import suppress

from kiosk.store.journal.annexes import KeptAnnex
from kiosk.store.sqlite.database import immediate
from kiosk.store.station_store import StationStore


def store_annexes(store: StationStore, content: object) -> int:
    """Store the annexes that match their hash; return how many do not."""
    annexes = [_annex(one) for one in content] if isinstance(content, list) else [None]
    with immediate(store.database):
        return sum(not _store(store, annex) for annex in annexes)


def _store(store: StationStore, annex: KeptAnnex | None) -> bool:
    if annex is None or not annex.is_genuine:
        return False
    for entry in store.annexes.accept(store.keys.event, annex):
        found = store.history.by_hash(entry)
        if found is not None:
            store.projector.apply_annex(found)
    return True


def _annex(value: object) -> KeptAnnex | None:
    match value:
        case [str(digest), str(salt), str(body)]:
            with suppress(ValueError):
                body.encode(), bytes.fromhex(digest)  # texts that no column can store
                return KeptAnnex(digest, bytes.fromhex(salt), body)
    return None
