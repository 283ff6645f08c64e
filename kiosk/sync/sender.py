"""The messages for another station: all data of this one, or the part that the other lacks."""

import json
import re
from collections.abc import Iterator

from kiosk import __version__
from kiosk.store.journal.annexes import is_purged
from kiosk.store.journal.have_vector import EMPTY_HAVE_VECTOR, HaveVector, Range
from kiosk.store.list_holders import record_lists_if_due
from kiosk.store.lists.list_transfer import ListTransfer, Row
from kiosk.store.lists.sealed_parts import SealedParts
from kiosk.store.sqlite.database import immediate, snapshot
from kiosk.store.station_store import StationStore, record_clock_if_due
from kiosk.sync.encrypted_content import EncryptedContent, encrypted
from kiosk.sync.messages import AnnexPart, End, Hello, ListPart, encode_message

MAX_ROWS = 1000
"""Most rows of a list in one message."""

_MAX_ANNEXES = 500
_ANNEX = re.compile(rb'"annex":"([0-9a-f]{64})"')


def sign_pending(store: StationStore) -> None:
    """Sign the entries of this station so that they can be sent.

    First it records its clock and the lists that it has, if that is due.
    """
    with immediate(store.database):
        record_clock_if_due(store)
        record_lists_if_due(store)
        store.journal.sign_own_logs()


def outgoing_messages(store: StationStore, theirs: HaveVector = EMPTY_HAVE_VECTOR) -> Iterator[str]:
    """Yield the lines that a station with `theirs` lacks; by default, all data of this station.

    Call `sign_pending` first. It reads one state of the file, whatever others write meanwhile.
    """
    messages = 0
    with snapshot(store.database):
        for line in _lines(store, theirs):
            messages += 1
            yield line
        yield encode_message(End(messages))


def hello_message(store: StationStore) -> str:
    """Return the first message, which names and dates the sender."""
    return _hello(store).signed(store.keys.station_key)


def new_content(store: StationStore, theirs: HaveVector) -> Iterator[str]:
    """Yield the entries, annexes and lists that a station with `theirs` lacks; call in a snapshot.

    The ranges end at signed heads.
    """
    annexes = dict.fromkeys(sorted(theirs.awaited))
    for missing in store.inventory.missing_ranges(theirs):
        yield encode_message(missing)
        annexes.update(dict.fromkeys(_annex_hashes(missing)))
        while len(annexes) >= _MAX_ANNEXES:
            yield from _annexes(store, annexes)
    yield from _annexes(store, annexes)
    yield from _lists(store, theirs)


def _lines(store: StationStore, theirs: HaveVector) -> Iterator[str]:
    yield hello_message(store)
    yield encode_message(store.inventory.have())
    yield from new_content(store, theirs)
    yield from (encode_message(head) for head in store.heads.newest_heads())


def _hello(store: StationStore) -> Hello:
    bounds = store.clocks.bounds()
    return Hello(
        event=store.keys.event,
        station=store.keys.station,
        certificate=store.keys.certificate,
        as_of=store.clocks.wall(),
        program=__version__,
        met=store.clocks.last_exchanges(),
        set_at=store.clocks.anchor(),
        low=bounds.low,
        high=bounds.high,
    )


def _annex_hashes(missing: Range) -> Iterator[str]:
    for item in missing.items:
        if isinstance(item, bytes):
            yield from (found.decode() for found in _ANNEX.findall(item))


def _annexes(store: StationStore, wanted: dict[str, None]) -> Iterator[str]:
    """Yield a message of the first annexes, and remove them from `wanted`."""
    some = list(wanted)[:_MAX_ANNEXES]
    for one in some:
        del wanted[one]
    if not store.keys.can_decrypt:
        for part in SealedParts(store.database, store.keys.event).annexes(some):
            yield encode_message(AnnexPart(EncryptedContent(part.sealed), part.hashes))
        return
    annexes = store.annexes.with_salts(store.keys.event, some)
    if annexes:
        content = [[one.hash, one.salt.hex(), one.body] for one in annexes]
        hashes = tuple(one.hash for one in annexes)
        yield encode_message(AnnexPart(encrypted(store.keys.exchange, content), hashes))


def _lists(store: StationStore, theirs: HaveVector) -> Iterator[str]:
    if is_purged(store.database, store.keys.event):
        return  # rows without names match no manifest
    contents = ListTransfer(store.database, store.keys.event)
    for manifest in store.manifests.current().values():
        if manifest.hash in theirs.lists:
            continue
        number = store.manifests.find(manifest.source, manifest.hash)
        if number is not None:
            send = _list if store.keys.can_decrypt else _sealed_list
            yield from send(store, contents, manifest.source, manifest.hash, number)


def _sealed_list(
    store: StationStore, _: ListTransfer, source: str, digest: str, number: int
) -> Iterator[str]:
    sealed = SealedParts(store.database, store.keys.event)
    parts = sealed.count(number)
    for one in sealed.list_parts(number):
        content, clear = EncryptedContent(one.sealed), json.loads(one.rows)
        yield encode_message(ListPart(source, digest, one.part, parts, content, clear))


def _list(
    store: StationStore, contents: ListTransfer, source: str, digest: str, number: int
) -> Iterator[str]:
    parts = max(1, -(-contents.count(number) // MAX_ROWS))
    replaced = contents.replaced_codes(number)
    for part, rows in enumerate(contents.rows(number, MAX_ROWS), start=1):
        content = {"rows": rows, "replaced": replaced if part == 1 else []}
        sealed, clear = encrypted(store.keys.exchange, content), [_in_clear(row) for row in rows]
        yield encode_message(ListPart(source, digest, part, parts, sealed, clear))


def _in_clear(row: Row) -> list[object]:
    """Return the data in clear for a hub without keys: ticket, category, places and status."""
    ticket, _, _, category, places, status, *_ = row
    return [ticket, category, places, status]
