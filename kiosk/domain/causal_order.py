"""One order of a ticket's entries, a function of the set alone: causes first, then time.

Parents hold what a station knew when it wrote, so they order entries whatever the clocks say;
among entries that nothing orders, the corrected time decides.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from heapq import heapify, heappop, heappush
from types import MappingProxyType
from typing import NamedTuple

from kiosk.domain.entry import LARGEST_OFFSET, Entry, Kind, is_json_integer

ClockOffsets = Mapping[str, int]
"""Per log the ms to add to its times; a log that is not in it counts as right."""

_Key = tuple[int, str, int, str]


def corrected_time(entry: Entry, offsets: ClockOffsets) -> int:
    """Return when it happened (ms UTC); a stated time is not the laptop's clock and stands."""
    return entry.at if entry.stated else entry.at + offsets.get(entry.log, 0)


def order_key(entry: Entry, offsets: ClockOffsets) -> _Key:
    """Return what breaks every tie: corrected time, log, number, hash."""
    return corrected_time(entry, offsets), entry.log, entry.seq, entry.hash


def causal_order(entries: Iterable[Entry], offsets: ClockOffsets) -> list[Entry]:
    """Sort a ticket's entries (Kahn): next is the smallest whose parents held here are placed."""
    held = {entry.hash: entry for entry in entries}
    by_rank = sorted(held.values(), key=lambda entry: order_key(entry, offsets))
    if _causes_first(by_rank, held):  # nearly always, and much quicker
        return by_rank
    return _kahn(held, offsets)


def _causes_first(entries: Iterable[Entry], held: Container[str]) -> bool:
    """Return whether no entry stands before one that it names: then rank alone is the order."""
    placed: set[str] = set()
    for entry in entries:
        for parent in entry.parents:
            if parent in held and parent not in placed:
                return False
        placed.add(entry.hash)
    return True


def _kahn(held: Mapping[str, Entry], offsets: ClockOffsets) -> list[Entry]:
    children: defaultdict[str, list[str]] = defaultdict(list)
    waiting: dict[str, int] = {}
    for entry in held.values():
        parents = {parent for parent in entry.parents if parent in held}
        waiting[entry.hash] = len(parents)
        for parent in parents:
            children[parent].append(entry.hash)
    ready = [order_key(held[name], offsets) for name, count in waiting.items() if count == 0]
    heapify(ready)
    placed: list[Entry] = []
    while ready:
        name = heappop(ready)[-1]
        placed.append(held[name])
        for child in children[name]:
            waiting[child] -= 1
            if waiting[child] == 0:
                heappush(ready, order_key(held[child], offsets))
    return placed


def head_hashes(entries: Iterable[Entry]) -> tuple[str, ...]:
    """Return the hashes that no other of these entries names as a parent, sorted."""
    held = list(entries)
    if not held:
        return ()
    named = {parent for entry in held for parent in entry.parents}
    return tuple(sorted({entry.hash for entry in held} - named))


class ClockClaim(NamedTuple):
    """What a `clock` entry says of a log; of several the smallest counts."""

    error_ms: int
    hash: str
    offset_ms: int


def clock_claims(
    clock_entries: Iterable[Entry], stations: Mapping[str, str] = MappingProxyType({})
) -> dict[str, ClockClaim]:
    """Return per log what its `clock` entry with the smallest error, then hash, says.

    `stations` names the author of each log: an entry may also be about logs (`also`) that the
    same station wrote by the same clock.
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
        if abs(offset) <= LARGEST_OFFSET:
            claim = ClockClaim(error, entry.hash, offset)
            for log in _clocked(entry, stations):
                best[log] = min(best.get(log, claim), claim)
    return best


def offsets_of(
    clock_entries: Iterable[Entry], stations: Mapping[str, str] = MappingProxyType({})
) -> dict[str, int]:
    """Return per log what to add to its times (ms), by `claims_of`."""
    return {log: one.offset_ms for log, one in clock_claims(clock_entries, stations).items()}


def _clocked(entry: Entry, stations: Mapping[str, str]) -> list[str]:
    also = entry.detail.get("also")
    author = stations.get(entry.log)
    others = also if isinstance(also, list | tuple) else ()
    own = [log for log in others if isinstance(log, str) and stations.get(log) == author]
    return [entry.log] if author is None else list(dict.fromkeys((entry.log, *own)))
