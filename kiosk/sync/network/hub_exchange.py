"""One exchange with a hub over an open session: data that this laptop lacks, then the hub.

The messages are those of a stick, and are checked in the same way.
"""

from dataclasses import dataclass, replace

from kiosk.store.journal.have_vector import EMPTY_HAVE_VECTOR, HaveVector
from kiosk.store.journal.replicas import Replicas
from kiosk.store.sqlite.database import immediate, snapshot
from kiosk.store.station_store import StationStore
from kiosk.sync.carrier import ReceiveResult
from kiosk.sync.compressed_lines import decompressed_lines
from kiosk.sync.messages import encode_message
from kiosk.sync.network.hub_batches import packed_batches
from kiosk.sync.network.hub_client import HubClient
from kiosk.sync.receiver import acknowledged_ends, receive
from kiosk.sync.sender import hello_message, new_content, sign_pending


@dataclass(frozen=True, slots=True)
class PushResult:
    """The figures of a push: entries, bytes, refusals; and the hub's have-vector after it."""

    entries: int
    size: int
    refused: int
    have: HaveVector


def catch_up(store: StationStore, client: HubClient) -> tuple[ReceiveResult, str]:
    """Receive all that the hub has and this laptop lacks; return also the cursor after it."""
    with client.missing(store.inventory.have()) as (content, size, cursor):
        return receive(store, decompressed_lines(content, size)), cursor


def push_missing(store: StationStore, client: HubClient, theirs: HaveVector) -> PushResult:
    """Send all that a hub with `theirs` lacks, and note the logs that it has on its disk."""
    sign_pending(store)
    with snapshot(store.database):
        hello = hello_message(store)
        content = list(new_content(store, theirs))
        heads = [encode_message(head) for head in store.heads.newest_heads()]
    size = refused = 0
    have = theirs
    for batch in packed_batches(hello, [*content, *heads]):
        have, not_taken = client.push(batch.content, batch.size)
        size, refused = size + batch.size, refused + not_taken
    record_replicas(store, have)
    return PushResult(entry_count(have) - entry_count(theirs), size, refused, have)


def send_have(
    store: StationStore, client: HubClient, known: HaveVector = EMPTY_HAVE_VECTOR
) -> HaveVector:
    """Send what this laptop has, so that the hub knows what exists on another disk than its own.

    `known` is what the hub received last: only logs that went on since then are named. Returns
    what it knows then.
    """
    have = store.inventory.have()
    news = have
    if replace(known, logs=have.logs) == have:
        logs = {log: ends for log, ends in have.logs.items() if ends != known.logs.get(log)}
        news = replace(have, logs=logs)
    if news.logs:
        for batch in packed_batches(hello_message(store), [encode_message(news)]):
            client.push(batch.content, batch.size)
    return have


def record_replicas(
    store: StationStore, have: HaveVector, before: HaveVector = EMPTY_HAVE_VECTOR
) -> None:
    """Note the logs that a hub has on its disk; those that it had `before` are noted already."""
    ends = {
        log: found
        for log, found in acknowledged_ends(store, have).items()
        if found != before.logs.get(log)
    }
    if ends:
        with immediate(store.database):
            Replicas(store.database, store.keys.event).record(ends, store.clocks.wall())


def unsent_entries(store: StationStore) -> int:
    """Return the number of this laptop's entries that exist nowhere else yet."""
    return Replicas(store.database, store.keys.event).count_only_here(store.keys.station)


def entry_count(have: HaveVector) -> int:
    """Return how many entries a have-vector names."""
    return sum(max(seq for seq, _ in ends) for ends in have.logs.values() if ends)
