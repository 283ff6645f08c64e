"""The have-vector: the entries that a station has, and the ranges that another station lacks."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from kiosk.domain.entry import Entry, read_entry
from kiosk.store.journal.signed_heads import Head, SignedHeads
from kiosk.store.sqlite.database import Database, EventTables

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
# With max(), SQLite takes the bare columns from the row with the largest number.
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
    """A damaged entry: its number and its hash (hex) are known, its bytes are not."""

    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class Range:
    """Consecutive entries of one log up to a signed head; `certificate` if the first is a gap."""

    log: str
    items: tuple[bytes | Gap, ...]
    head: Head
    certificate: str | None = None

    def entries(self) -> list[Entry]:
        """Return the entries, without the gaps; NotAnEntry if one cannot be read."""
        return [read_entry(item) for item in self.items if isinstance(item, bytes)]


@dataclass(frozen=True, slots=True)
class HaveVector:
    """The data that a station has: the ends of each log, gaps, list contents, annexes awaited.

    A hub without keys has an annex once it stores a part with it.

    A log ends at its last signed head: a range that was read in part is not passed on. Only current
    list contents count, because laptops differ in which older ones they still have. All ids and
    hashes are hex.
    """

    logs: Mapping[str, Sequence[LogEnd]]
    gaps: Mapping[str, Sequence[LogEnd]]
    lists: frozenset[str]
    awaited: frozenset[str]

    @property
    def digest(self) -> str:
        """Stations with the same digest have nothing to exchange."""
        parts = [self.logs, self.gaps, sorted(self.lists), sorted(self.awaited)]
        return sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


EMPTY_HAVE_VECTOR = HaveVector({}, {}, frozenset(), frozenset())


class JournalInventory(EventTables):
    """The entries of one event (`event` is hex) as an exchange offers them."""

    def __init__(self, database: Database, event: str, heads: SignedHeads) -> None:
        super().__init__(database, event)
        self._heads = heads

    def have(self) -> HaveVector:
        """Return the have-vector of this laptop."""
        logs = self._database.execute(_SIGNED, (self._event,)).fetchall()
        rows = self._database.execute(
            "SELECT lower(hex(hash)) FROM list_snapshot WHERE event = ? AND state = 'current'"
            " AND hash IS NOT NULL AND replaced_hash IS NOT x''",
            (self._event,),
        ).fetchall()
        awaited = self._database.execute(
            "SELECT lower(hex(annex)) FROM (SELECT annex FROM awaited_annex WHERE event = ?1"
            " EXCEPT SELECT annex FROM sealed_annex WHERE event = ?1)",
            (self._event,),
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
        """Return the ends of a log: one, or more if two machines continued it."""
        return self._database.rows(
            "SELECT seq, lower(hex(hash)) FROM log_branch WHERE event = ?1 AND log = ?2"
            " UNION SELECT length, lower(hex(last_hash)) FROM log WHERE event = ?1 AND log = ?2"
            " ORDER BY 1, 2",
            (self._event, bytes.fromhex(log)),
        )

    def _signed_ends(self, log: str) -> list[LogEnd]:
        signed = {head.hash for head in self._heads.heads_of(log)}
        return [(seq, digest) for seq, digest in self.ends(log) if digest in signed]

    def has_entry(self, log: str, seq: int, digest: str) -> bool:
        """Return whether an undamaged entry with this number and hash is stored."""
        row = self._database.execute(
            _HOLDS, (self._event, bytes.fromhex(log), seq, bytes.fromhex(digest))
        ).fetchone()
        return bool(row[0])

    def missing_ranges(self, theirs: HaveVector) -> Iterator[Range]:
        """Yield the ranges that a station with `theirs` lacks, log by log, in order."""
        logs = self._database.execute(
            "SELECT lower(hex(log)), length, lower(hex(last_hash)), forked FROM log"
            " WHERE event = ? AND length > 0 ORDER BY log",
            (self._event,),
        ).fetchall()
        for log, length, tip, forked in logs:
            ends, gaps = theirs.logs.get(log, ()), theirs.gaps.get(log, ())
            if forked or len(ends) > 1 or self._diverged(log, (length, tip), ends):
                # A gap in a branch: send the whole branch; entries that they have change nothing.
                lacks = any(self.has_entry(log, seq, digest) for seq, digest in gaps)
                yield from self._branch_ranges(log, () if lacks else ends)
            else:
                yield from self._unforked_ranges(log, (length, tip), ends, gaps)

    def _diverged(self, log: str, own: LogEnd, ends: Sequence[LogEnd]) -> bool:
        """Return whether their log ends within ours at an entry that ours does not have."""
        return any(
            one[0] <= own[0] and one != own and not self._has_entry_or_gap(log, *one)
            for one in ends
        )

    def _has_entry_or_gap(self, log: str, seq: int, digest: str) -> bool:
        row = self._database.execute(
            "SELECT 1 FROM log_gap WHERE event = ? AND log = ? AND seq = ? AND hash = ?",
            (self._event, bytes.fromhex(log), seq, bytes.fromhex(digest)),
        ).fetchone()
        return row is not None or self.has_entry(log, seq, digest)

    def _unforked_ranges(
        self, log: str, end: LogEnd, ends: Sequence[LogEnd], gaps: Sequence[LogEnd]
    ) -> Iterator[Range]:
        theirs, sent = ends[0][0] if ends else 0, 0
        for seq, digest in gaps:
            # From the head before the gap: if entries below it were lost too, that station does
            # not even know their hashes.
            if sent < seq <= theirs and self.has_entry(log, seq, digest):
                for one in self._ranges(log, self._heads.last_before(log, seq), seq):
                    sent = one.head.seq
                    yield one
        if max(theirs, sent) < end[0]:
            yield from self._ranges(log, max(theirs, sent), end[0])

    def _ranges(self, log: str, after: int, until: int) -> Iterator[Range]:
        """Yield ranges up to signed heads, from after a number until `until` is covered."""
        while after < until:
            head = self._heads.next_head(log, after)
            if head is None:
                return
            rows = self._rows(log, after, head.seq)
            signed = self._heads.head_below_gap(log, after, head.seq)
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

    def _branch_ranges(self, log: str, theirs: Sequence[LogEnd]) -> Iterator[Range]:
        """Yield each branch of a forked log from where theirs ends, up to signed heads."""
        rows = self._rows(log, 0, 2**53)
        before = _previous_hashes(rows)
        known = {
            digest for _, end in theirs if end in before for digest in _chain_back(end, before)
        }
        items = {row[1].hex(): _item(row) for row in rows}
        sent = set(known)
        for head in self._heads.heads_of(log):
            line = [one for one in _chain_back(head.hash, before) if one not in sent]
            if head.hash in before and line:
                yield self._range(log, tuple(items[one] for one in reversed(line)), head)
                sent.update(line)

    def _rows(self, log: str, after: int, until: int) -> list[tuple[int, bytes, bytes | None]]:
        return self._database.rows(_WRITTEN, (self._event, bytes.fromhex(log), after, until))

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


def _previous_hashes(rows: Sequence[tuple[int, bytes, bytes | None]]) -> dict[str, str]:
    """Return each entry's previous hash; a gap follows the entry before its number."""
    before: dict[str, str] = {}
    at: dict[int, str] = {}
    for seq, digest, body in rows:
        before[digest.hex()] = read_entry(body).prev if body else at.get(seq - 1, "")
        at[seq] = digest.hex()
    return before


def _chain_back(end: str, before: Mapping[str, str]) -> list[str]:
    """Return the hashes from an entry back to the first of its log."""
    line = []
    while end in before:
        line.append(end)
        end = before[end]
    return line
