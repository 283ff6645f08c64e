"""Receives the encrypted parts of an exchange: a laptop opens them, a hub without keys stores them
whole.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from kiosk.store.journal.annexes import KeptAnnex
from kiosk.store.lists.list_manifests import Manifest
from kiosk.store.lists.list_staging import LOCK_WAIT_S, import_lock, staging
from kiosk.store.lists.list_transfer import IncomingList
from kiosk.store.lists.sealed_lists import IncomingSealedList
from kiosk.store.lists.sealed_parts import SealedListPart, SealedParts
from kiosk.store.sqlite.database import immediate
from kiosk.store.station_store import StationStore
from kiosk.sync.messages import AnnexPart, ListPart


def take_annexes(store: StationStore, message: AnnexPart) -> int:
    """Store the annexes of a part that entries here wait for; return how many are not genuine.

    ValueError if it cannot be opened, or names no annexes to a hub that cannot open it.
    """
    if store.keys.can_decrypt:
        return store_annexes(store, message.content.decrypt(store.keys.exchange))
    if not message.hashes:
        raise ValueError("a part of an older program")
    parts = SealedParts(store.database, store.keys.event)
    parts.store_annexes(message.content.data, message.hashes)
    return 0


@contextmanager
def incoming_list(
    store: StationStore, manifest: Manifest, pause: Callable[[], None]
) -> Iterator[IncomingList]:
    """Yield a list to load with `load_part`, while no other process stages one."""
    kind = IncomingList if store.keys.can_decrypt else IncomingSealedList
    with import_lock(store.database, wait_s=LOCK_WAIT_S), staging(store.database) as staged:
        yield kind(store.keys.event, manifest, staged, pause=pause)


def load_part(store: StationStore, incoming: IncomingList, message: ListPart) -> None:
    """Load the rows of a part; ValueError if they are not well formed."""
    if isinstance(incoming, IncomingSealedList):
        rows = json.dumps(message.clear, ensure_ascii=False, separators=(",", ":"))
        incoming.load_part(SealedListPart(message.part, rows, message.content.data))
    else:
        incoming.load(message.content.decrypt(store.keys.exchange))


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
