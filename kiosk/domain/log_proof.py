"""Proves a damaged log: by later entries, signatures and its stored end.

Each entry has the hash of the previous one, so a trusted end proves the entries before it. A lost
or changed entry still has a known number and hash.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

EntryRef = tuple[int, str]
"""An entry's number in its log, and its hash (hex)."""


@dataclass(frozen=True, slots=True)
class ChainLink:
    """An entry that matches its own hash; `prev` is the hash of the previous one."""

    seq: int
    hash: str
    prev: str


@dataclass(frozen=True, slots=True)
class ProvenLog:
    """The proven part of a log; `gaps` are entries that existed and are not here.

    `ends` are entries or gaps; more than one if two machines continued the log. `holes` are numbers
    of entries whose hash is unknown too.
    """

    links: frozenset[str]
    gaps: frozenset[EntryRef]
    ends: frozenset[EntryRef]
    holes: frozenset[int]


def prove_log(
    links: Iterable[ChainLink],
    ends: Iterable[EntryRef],
    signed: Iterable[EntryRef],
    claimed: Iterable[EntryRef],
) -> ProvenLog:
    """Walk a log down from its stored `ends` and its `signed` heads.

    `claimed` is what damaged entries say themselves; it counts if nothing else is known.
    """
    found, signed = list(links), set(signed)
    plausible = _plausible_ends(set(ends), found, signed)
    walk = _Walk(found, plausible | signed, claimed)
    for seq in range(walk.top, 0, -1):
        walk.step(seq)
    return walk.result(plausible)


def _plausible_ends(
    ends: set[EntryRef], found: list[ChainLink], signed: set[EntryRef]
) -> set[EntryRef]:
    """Return the ends that can be right: stored, signed, or beyond all of these.

    An entry that matches its hash counts more than an end without a signature.
    """
    sure = signed | {(link.seq, link.hash) for link in found}
    last_signed = max((seq for seq, _ in signed), default=0)
    last = max((link.seq for link in found), default=0)
    return {end for end in ends if end in sure or (end[0] > last and end[0] > last_signed)}


class _Walk:
    def __init__(
        self, links: Iterable[ChainLink], vouched: set[EntryRef], claimed: Iterable[EntryRef]
    ) -> None:
        self._links: defaultdict[int, list[ChainLink]] = defaultdict(list)
        self._wanted: defaultdict[int, set[str]] = defaultdict(set)
        self._claimed: defaultdict[int, set[str]] = defaultdict(set)
        for link in links:
            self._links[link.seq].append(link)
        for seq, digest in vouched:
            self._wanted[seq].add(digest)
        for seq, digest in claimed:
            self._claimed[seq].add(digest)
        self._last_wanted = max(self._wanted, default=0)
        self.top = max([self._last_wanted, *self._links], default=0)
        self._proven: dict[str, ChainLink] = {}
        self._gaps: set[EntryRef] = set()
        self._holes: set[int] = set()
        self._lost: set[int] = set()

    def step(self, seq: int) -> None:
        """Prove the entries of one number by the proof of the next number."""
        # Below a gap, and beyond the stored end, nothing contradicts an entry.
        believed = seq + 1 in self._lost or seq > self._last_wanted
        found = False
        for link in self._links[seq]:
            if believed or link.hash in self._wanted[seq]:
                found = True
                self._proven[link.hash] = link
                self._wanted[seq - 1].add(link.prev)
        missing = self._wanted[seq] - {link.hash for link in self._links[seq]}
        if not found and not missing:
            missing = set(sorted(self._claimed[seq])[:1])
        self._gaps.update((seq, digest) for digest in missing)
        if not found and not missing:
            self._holes.add(seq)
        if missing or not found:
            self._lost.add(seq)

    def result(self, kept: set[EntryRef]) -> ProvenLog:
        named = {(link.seq - 1, link.prev) for link in self._proven.values()}
        places = {(link.seq, link.hash) for link in self._proven.values()} | self._gaps
        ends = {
            place for place in places - named if place in kept or place[0] + 1 not in self._lost
        }
        return ProvenLog(
            frozenset(self._proven),
            frozenset(self._gaps),
            frozenset(ends),
            frozenset(self._holes),
        )
