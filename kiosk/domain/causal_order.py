"""The causal order of a ticket's entries, a function of the set alone: parents first, then time.

Parents are the entries that a station knew when it wrote, so they order entries whatever the clocks
say. Among entries without that order, the corrected time decides.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from heapq import heapify, heappop, heappush
from types import MappingProxyType
from typing import NamedTuple

from kiosk.domain.entry import MAX_OFFSET_MS, Entry, Kind, is_json_integer

ClockOffsets = Mapping[str, int]
"""The ms to add to the times of each log; a log that is missing has none."""

_Key = tuple[int, str, int, str]


def corrected_time(entry: Entry, offsets: ClockOffsets) -> int:
    """Return the time of an entry (ms UTC); a stated time is not corrected."""
    return entry.at if entry.stated else entry.at + offsets.get(entry.log, 0)


def order_key(entry: Entry, offsets: ClockOffsets) -> _Key:
    """Return the key that breaks every tie: corrected time, log, number, hash."""
    return corrected_time(entry, offsets), entry.log, entry.seq, entry.hash


def causal_order(entries: Iterable[Entry], offsets: ClockOffsets) -> list[Entry]:
    """Sort a ticket's entries (Kahn): next is the smallest whose parents here are placed."""
    by_hash = {entry.hash: entry for entry in entries}
    by_rank = sorted(by_hash.values(), key=lambda entry: order_key(entry, offsets))
    if _parents_first(by_rank, by_hash):  # nearly always, and much faster
        return by_rank
    return _kahn(by_hash, offsets)


def _parents_first(entries: Iterable[Entry], by_hash: Container[str]) -> bool:
    """Return whether no entry is before a parent of it: then the key alone is the order."""
    placed: set[str] = set()
    for entry in entries:
        for parent in entry.parents:
            if parent in by_hash and parent not in placed:
                return False
        placed.add(entry.hash)
    return True


def _kahn(by_hash: Mapping[str, Entry], offsets: ClockOffsets) -> list[Entry]:
    children: defaultdict[str, list[str]] = defaultdict(list)
    waiting: dict[str, int] = {}
    for entry in by_hash.values():
        parents = {parent for parent in entry.parents if parent in by_hash}
        waiting[entry.hash] = len(parents)
        for parent in parents:
            children[parent].append(entry.hash)
    ready = [order_key(by_hash[name], offsets) for name, count in waiting.items() if count == 0]
    heapify(ready)
    placed: list[Entry] = []
    while ready:
        name = heappop(ready)[-1]
        placed.append(by_hash[name])
        for child in children[name]:
            waiting[child] -= 1
            if waiting[child] == 0:
                heappush(ready, order_key(by_hash[child], offsets))
    return placed


def head_hashes(entries: Iterable[Entry]) -> tuple[str, ...]:
    """Return the hashes of the entries that are no parent of another one here, sorted."""
    known = list(entries)
    if not known:
        return ()
    named = {parent for entry in known for parent in entry.parents}
    return tuple(sorted({entry.hash for entry in known} - named))


class ClockClaim(NamedTuple):
    """A log's offset by a `clock` entry; of several the one with the smallest error counts."""

    error_ms: int
    hash: str
    offset_ms: int


def clock_claims(
    clock_entries: Iterable[Entry], stations: Mapping[str, str] = MappingProxyType({})
) -> dict[str, ClockClaim]:
    """Return each log's claim with the smallest error, then hash.

    `stations` is the author of each log: an entry also counts for logs (`also`) that the same
    station wrote by the same clock.
    """
    best: dict[str, ClockClaim] = {}
    for entry in clock_entries:
        offset, error = entry.detail.get("offset_ms"), entry.detail.get("error_ms")
        if (
            entry.kind is not Kind.CLOCK
            or not is_json_integer(offset)
            or not is_json_integer(error)
        ):
            continue
        if abs(offset) <= MAX_OFFSET_MS:
            claim = ClockClaim(error, entry.hash, offset)
            for log in _logs_of_claim(entry, stations):
                best[log] = min(best.get(log, claim), claim)
    return best


def _logs_of_claim(entry: Entry, stations: Mapping[str, str]) -> list[str]:
    also = entry.detail.get("also")
    author = stations.get(entry.log)
    others = also if isinstance(also, list | tuple) else ()
    own = [log for log in others if isinstance(log, str) and stations.get(log) == author]
    return [entry.log] if author is None else list(dict.fromkeys((entry.log, *own)))
