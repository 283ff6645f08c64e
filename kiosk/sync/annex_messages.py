"""Takes annexes in that entries here wait for, each on its own."""

from contextlib import suppress

from kiosk.store.journal.annexes import KeptAnnex
from kiosk.store.sqlite.database import immediate
from kiosk.store.station_store import StationStore


def take_annexes(store: StationStore, told: object) -> int:
    """Keep those that match their hash; return how many do not."""
    annexes = [_annex(one) for one in told] if isinstance(told, list) else [None]
    with immediate(store.database):
        return sum(not _keep(store, annex) for annex in annexes)


def _keep(store: StationStore, annex: KeptAnnex | None) -> bool:
    if annex is None or not annex.true:
        return False
    for entry in store.annexes.accept(store.keys.event, annex):
        held = store.history.by_hash(entry)
        if held is not None:
            store.folds.apply_annex(held)
    return True


def _annex(told: object) -> KeptAnnex | None:
    match told:
        case [str(digest), str(salt), str(body)]:
            with suppress(ValueError):
                body.encode(), bytes.fromhex(digest)  # what no column could hold
                return KeptAnnex(digest, bytes.fromhex(salt), body)
    return None
