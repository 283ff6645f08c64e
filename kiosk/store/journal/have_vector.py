"""What this station holds of the journal, and which ranges of it another station lacks."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from kiosk.domain.entry import read_entry
from kiosk.store.journal.signed_heads import Head, SignedHeads
from kiosk.store.sqlite.database import Database

LogEnd = tuple[int, str]
"""An entry's number in its log, and its hash (hex)."""

_WRITTEN = """
SELECT seq, hash, body FROM entry WHERE event = ?1 AND log = ?2 AND seq > ?3 AND seq <= ?4
UNION ALL SELECT seq, hash, body FROM set_aside_entry
  WHERE event = ?1 AND log = ?2 AND seq > ?3 AND seq <= ?4 AND why <> 'damaged'
UNION ALL SELECT seq, hash, NULL FROM log_gap
  WHERE event = ?1 AND log = ?2 AND seq > ?3 AND seq <= ?4
ORDER BY 1, 2
"""
# Of the row with the largest number SQLite takes the hash too.
_SIGNED = """
SELECT log, max(h.seq), h.hash, forked FROM log JOIN signed_head h USING (event, log)
WHERE event = ? AND h.seq <= length GROUP BY log ORDER BY log
"""
_HOLDS = """
SELECT EXISTS (SELECT 1 FROM entry WHERE event = ?1 AND log = ?2 AND seq = ?3 AND hash = ?4)
  OR EXISTS (SELECT 1 FROM set_aside_entry WHERE event = ?1 AND log = ?2 AND seq = ?3 AND hash = ?4
    AND why <> 'damaged')
"""


@dataclass(frozen=True, slots=True)
class Gap:
    """Where an entry was damaged: its number and its hash (hex) are known, its bytes are not."""

    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class Range:
    """Entries of one log in a row, up to a signed head; `certificate` where the first is a gap."""

    log: str
    items: tuple[bytes | Gap, ...]
    head: Head
    certificate: str | None = None


@dataclass(frozen=True, slots=True)
class HaveVector:
    """What a station holds: the ends of each log, damaged places, list contents, annexes missed.

    A log ends at what its author signed: what was read half of a range travels no further yet.
    Contents are those that count: which older ones are still there differs from laptop to laptop.
    All ids and hashes are hex.
    """

    logs: Mapping[str, Sequence[LogEnd]]
    gaps: Mapping[str, Sequence[LogEnd]]
    lists: frozenset[str]
    awaited: frozenset[str]

    @property
    def digest(self) -> str:
        """Two stations with the same digest have nothing to tell each other."""
        told = [self.logs, self.gaps, sorted(self.lists), sorted(self.awaited)]
        return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


NOTHING = HaveVector({}, {}, frozenset(), frozenset())


class JournalInventory:
    """The journal of one event (`event` is hex) as it is exchanged."""

    def __init__(self, database: Database, event: str, heads: SignedHeads) -> None:
        self._database = database
        self._event = bytes.fromhex(event)
        self._heads = heads

    def have(self) -> HaveVector:
        """Return what is held here."""
        logs = self._database.execute(_SIGNED, (self._event,)).fetchall()
        rows = self._database.execute(
            "SELECT lower(hex(hash)) FROM list_snapshot WHERE event = ? AND state = 'current'"
            " AND hash IS NOT NULL AND replaced_hash IS NOT x''",
            (self._event,),
        ).fetchall()
        awaited = self._database.execute(
            "SELECT DISTINCT lower(hex(annex)) FROM awaited_annex WHERE event = ?", (self._event,)
        ).fetchall()
        return HaveVector(
            logs={
                log.hex(): self._signed_ends(log.hex()) if forked else [(seq, digest.hex())]
                for log, seq, digest, forked in logs
            },
            gaps=self._gaps(),
            lists=frozenset(digest for (digest,) in rows),
            awaited=frozenset(annex for (annex,) in awaited),
        )

    def ends(self, log: str) -> list[LogEnd]:
        """Return the ends of a log: one, or more where two machines went on with it."""
        rows = self._database.execute(
            "SELECT seq, hash FROM log_branch WHERE event = ?1 AND log = ?2"
            " UNION SELECT length, last_hash FROM log WHERE event = ?1 AND log = ?2 ORDER BY 1, 2",
            (self._event, bytes.fromhex(log)),
        ).fetchall()
        return [(seq, digest.hex()) for seq, digest in rows]

    def _signed_ends(self, log: str) -> list[LogEnd]:
        signed = {head.hash for head in self._heads.of(log)}
        return [(seq, digest) for seq, digest in self.ends(log) if digest in signed]

    def holds(self, log: str, seq: int, digest: str) -> bool:
        """Return whether an entry is held, by its place and hash; one that is damaged is not."""
        row = self._database.execute(
            _HOLDS, (self._event, bytes.fromhex(log), seq, bytes.fromhex(digest))
        ).fetchone()
        return bool(row[0])

    def missing(self, theirs: HaveVector) -> Iterator[Range]:
        """Yield what a station lacks that has `theirs`, log by log, each range after the last."""
        logs = self._database.execute(
            "SELECT lower(hex(log)), length, lower(hex(last_hash)), forked FROM log"
            " WHERE event = ? AND length > 0 ORDER BY log",
            (self._event,),
        ).fetchall()
        for log, length, tip, forked in logs:
            ends, gaps = theirs.logs.get(log, ()), theirs.gaps.get(log, ())
            if forked or len(ends) > 1 or self._diverged(log, length, ends):
                # Who misses a part of a branch gets it whole: what is known adds nothing.
                lacks = any(self.holds(log, seq, digest) for seq, digest in gaps)
                yield from self._branches(log, () if lacks else ends)
            else:
                yield from self._straight(log, (length, tip), ends, gaps)

    def _diverged(self, log: str, length: int, ends: Sequence[LogEnd]) -> bool:
        """Return whether theirs is no longer than ours, and yet not a part of ours."""
        return any(seq <= length and not self._known(log, seq, digest) for seq, digest in ends)

    def _known(self, log: str, seq: int, digest: str) -> bool:
        row = self._database.execute(
            "SELECT 1 FROM log_gap WHERE event = ? AND log = ? AND seq = ? AND hash = ?",
            (self._event, bytes.fromhex(log), seq, bytes.fromhex(digest)),
        ).fetchone()
        return row is not None or self.holds(log, seq, digest)

    def _straight(
        self, log: str, end: LogEnd, ends: Sequence[LogEnd], gaps: Sequence[LogEnd]
    ) -> Iterator[Range]:
        theirs, sent = ends[0][0] if ends else 0, 0
        for seq, digest in gaps:
            # From the head before it: of entries that were lost below a gap not even the hash is
            # known there.
            if sent < seq <= theirs and self.holds(log, seq, digest):
                for one in self._ranges(log, self._heads.before(log, seq), seq):
                    sent = one.head.seq
                    yield one
        if max(theirs, sent) < end[0]:
            yield from self._ranges(log, max(theirs, sent), end[0])

    def _ranges(self, log: str, after: int, until: int) -> Iterator[Range]:
        """Yield the entries after a number in ranges up to signed heads, until one is covered."""
        while after < until:
            head = self._heads.next(log, after)
            if head is None:
                return
            rows = self._written(log, after, head.seq)
            signed = self._heads.below_gap(log, after, head.seq)
            if signed is not None:
                head, rows = signed, [row for row in rows if row[0] <= signed.seq]
            yield self._range(log, tuple(_item(row) for row in rows), head)
            after = head.seq

    def _range(self, log: str, items: tuple[bytes | Gap, ...], head: Head) -> Range:
        certificate = None
        if items and isinstance(items[0], Gap) and items[0].seq == 1:
            certificate = self._certificate(log)
        return Range(log, items, head, certificate)

    def _certificate(self, log: str) -> str | None:
        row = self._database.execute(
            "SELECT certificate FROM log JOIN station USING (event, station)"
            " WHERE event = ? AND log = ?",
            (self._event, bytes.fromhex(log)),
        ).fetchone()
        return str(row[0]) if row else None

    def _branches(self, log: str, theirs: Sequence[LogEnd]) -> Iterator[Range]:
        """Yield each branch of a forked log from where theirs leaves it, up to signed heads."""
        rows = self._written(log, 0, 2**53)
        before = _befores(rows)
        known = {digest for _, end in theirs if end in before for digest in _line(end, before)}
        items = {row[1].hex(): _item(row) for row in rows}
        sent = set(known)
        for head in self._heads.of(log):
            line = [one for one in _line(head.hash, before) if one not in sent]
            if head.hash in before and line:
                yield self._range(log, tuple(items[one] for one in reversed(line)), head)
                sent.update(line)

    def _written(self, log: str, after: int, until: int) -> list[tuple[int, bytes, bytes | None]]:
        rows = self._database.execute(
            _WRITTEN, (self._event, bytes.fromhex(log), after, until)
        ).fetchall()
        return [tuple(row) for row in rows]

    def _gaps(self) -> dict[str, list[LogEnd]]:
        rows = self._database.execute(
            "SELECT log, seq, hash FROM log_gap WHERE event = ? ORDER BY log, seq, hash",
            (self._event,),
        ).fetchall()
        gaps: dict[str, list[LogEnd]] = {}
        for log, seq, digest in rows:
            gaps.setdefault(log.hex(), []).append((seq, digest.hex()))
        return gaps


def _item(row: tuple[int, bytes, bytes | None]) -> bytes | Gap:
    seq, digest, body = row
    return Gap(seq, digest.hex()) if body is None else body


def _befores(rows: Sequence[tuple[int, bytes, bytes | None]]) -> dict[str, str]:
    """Return for each entry of a log the hash before it; a gap follows whatever is before it."""
    before: dict[str, str] = {}
    at: dict[int, str] = {}
    for seq, digest, body in rows:
        before[digest.hex()] = read_entry(body).prev if body else at.get(seq - 1, "")
        at[seq] = digest.hex()
    return before


def _line(end: str, before: Mapping[str, str]) -> list[str]:
    """Return the hashes from an entry back to the first of its log."""
    line = []
    while end in before:
        line.append(end)
        end = before[end]
    return line
