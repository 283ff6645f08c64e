"""What of a damaged log can be proved: what a later entry, a signature or its end vouches for.

Each entry holds the hash of the one before, so whoever trusts the end of a log can walk down from
it. Where an entry is lost or is not what was vouched for, its place and hash are still known.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

Place = tuple[int, str]
"""An entry's number in its log, and its hash (hex)."""


@dataclass(frozen=True, slots=True)
class ChainLink:
    """An entry that is what its own hash says; `prev` is the hash that it follows."""

    seq: int
    hash: str
    prev: str


@dataclass(frozen=True, slots=True)
class ProvenLog:
    """A log as far as it can be proved; `gaps` are entries that were there and are not held.

    `ends` are held or gaps; more than one where two machines went on with the log. `holes` are
    numbers of entries of which not even the hash is known.
    """

    links: frozenset[str]
    gaps: frozenset[Place]
    ends: frozenset[Place]
    holes: frozenset[int]


def prove_log(
    links: Iterable[ChainLink],
    ends: Iterable[Place],
    signed: Iterable[Place],
    claimed: Iterable[Place],
) -> ProvenLog:
    """Walk a log down from its `ends` as they were kept and from `signed` heads.

    `claimed` is what damaged entries themselves say; it counts where nothing else is known.
    """
    held, signed = list(links), set(signed)
    kept = _believed(set(ends), held, signed)
    walk = _Walk(held, kept | signed, claimed)
    for seq in range(walk.top, 0, -1):
        walk.step(seq)
    return walk.result(kept)


def _believed(ends: set[Place], held: list[ChainLink], signed: set[Place]) -> set[Place]:
    """Return the ends that can be: held, signed, or beyond all that is.

    An entry that is what its own hash says is believed before an end that nobody signed.
    """
    sure = signed | {(link.seq, link.hash) for link in held}
    last_signed = max((seq for seq, _ in signed), default=0)
    last = max((link.seq for link in held), default=0)
    return {end for end in ends if end in sure or (end[0] > last and end[0] > last_signed)}


class _Walk:
    def __init__(
        self, links: Iterable[ChainLink], vouched: set[Place], claimed: Iterable[Place]
    ) -> None:
        self._held: defaultdict[int, list[ChainLink]] = defaultdict(list)
        self._wanted: defaultdict[int, set[str]] = defaultdict(set)
        self._claimed: defaultdict[int, set[str]] = defaultdict(set)
        for link in links:
            self._held[link.seq].append(link)
        for seq, digest in vouched:
            self._wanted[seq].add(digest)
        for seq, digest in claimed:
            self._claimed[seq].add(digest)
        self._told = max(self._wanted, default=0)
        self.top = max([self._told, *self._held], default=0)
        self._proven: dict[str, ChainLink] = {}
        self._gaps: set[Place] = set()
        self._holes: set[int] = set()
        self._lost: set[int] = set()

    def step(self, seq: int) -> None:
        """Prove the entries of one number by what was proved of the next."""
        # Below a gap, and beyond what was kept of the end, nothing says otherwise.
        believed = seq + 1 in self._lost or seq > self._told
        found = False
        for link in self._held[seq]:
            if believed or link.hash in self._wanted[seq]:
                found = True
                self._proven[link.hash] = link
                self._wanted[seq - 1].add(link.prev)
        missing = self._wanted[seq] - {link.hash for link in self._held[seq]}
        if not found and not missing:
            missing = set(sorted(self._claimed[seq])[:1])
        self._gaps.update((seq, digest) for digest in missing)
        if not found and not missing:
            self._holes.add(seq)
        if missing or not found:
            self._lost.add(seq)

    def result(self, kept: set[Place]) -> ProvenLog:
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
