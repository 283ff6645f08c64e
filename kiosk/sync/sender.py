"""The messages for another station: all that is known here, or what the other lacks."""

import re
from collections.abc import Iterator

from kiosk import __version__
from kiosk.store.journal.annexes import is_purged
from kiosk.store.journal.have_vector import NOTHING, HaveVector, Range
from kiosk.store.lists.list_transfer import ListTransfer
from kiosk.store.sqlite.database import immediate, snapshot
from kiosk.store.station_store import StationStore
from kiosk.sync.clock_entry import record_clock_if_due
from kiosk.sync.messages import AnnexPart, End, Hello, ListPart, encode_message, sealed

ROWS_AT_ONCE = 1000
"""Rows of a list in one message at most."""

_ANNEXES_AT_ONCE = 500
_ANNEX = re.compile(rb'"annex":"([0-9a-f]{64})"')


def sign_pending(store: StationStore) -> None:
    """Sign what this station wrote so that it can travel; a `clock` entry first if one is due."""
    with immediate(store.database):
        record_clock_if_due(store)
        store.journal.sign_own()


def outgoing_messages(store: StationStore, theirs: HaveVector = NOTHING) -> Iterator[str]:
    """Yield the lines that a station with `theirs` lacks; without it, all that is known here.

    `sign_pending` comes before it. It reads one state of the file, whatever others write meanwhile.
    """
    messages = 0
    with snapshot(store.database):
        for line in _lines(store, theirs):
            messages += 1
            yield line
        yield encode_message(End(messages))


def _lines(store: StationStore, theirs: HaveVector) -> Iterator[str]:
    yield _hello(store).signed(store.keys.station_key)
    yield encode_message(store.held.have())
    annexes = dict.fromkeys(sorted(theirs.awaited))
    for missing in store.held.missing(theirs):
        yield encode_message(missing)
        annexes.update(dict.fromkeys(_named_in(missing)))
        while len(annexes) >= _ANNEXES_AT_ONCE:
            yield from _annexes(store, annexes)
    yield from _annexes(store, annexes)
    yield from (encode_message(head) for head in store.heads.newest())
    yield from _lists(store, theirs)


def _hello(store: StationStore) -> Hello:
    bounds = store.clocks.bounds()
    return Hello(
        event=store.keys.event,
        station=store.keys.station,
        certificate=store.keys.certificate,
        as_of=store.clocks.wall(),
        program=__version__,
        met=store.clocks.met(),
        set_at=store.clocks.set_at(),
        low=bounds.low,
        high=bounds.high,
    )


def _named_in(missing: Range) -> Iterator[str]:
    for item in missing.items:
        if isinstance(item, bytes):
            yield from (found.decode() for found in _ANNEX.findall(item))


def _annexes(store: StationStore, wanted: dict[str, None]) -> Iterator[str]:
    """Yield those that are held of the first so many, and take them off."""
    some = list(wanted)[:_ANNEXES_AT_ONCE]
    for one in some:
        del wanted[one]
    held = store.annexes.sealed(store.keys.event, some)
    if held:
        told = [[one.hash, one.salt.hex(), one.body] for one in held]
        yield encode_message(AnnexPart(sealed(store.keys.exchange, told)))


def _lists(store: StationStore, theirs: HaveVector) -> Iterator[str]:
    if is_purged(store.database, store.keys.event):
        return  # rows without their names are not what anybody's manifest says
    contents = ListTransfer(store.database, store.keys.event)
    for manifest in store.manifests.counting().values():
        if manifest.hash in theirs.lists:
            continue
        number = contents.held(manifest.source, manifest.hash)
        if number is not None:
            yield from _list(store, contents, manifest.source, manifest.hash, number)


def _list(
    store: StationStore, contents: ListTransfer, source: str, digest: str, number: int
) -> Iterator[str]:
    parts = max(1, -(-contents.count(number) // ROWS_AT_ONCE))
    replaced = contents.replaced(number)
    for part, rows in enumerate(contents.rows(number, ROWS_AT_ONCE), start=1):
        told = {"rows": rows, "replaced": replaced if part == 1 else []}
        yield encode_message(
            ListPart(source, digest, part, parts, sealed(store.keys.exchange, told))
        )
