"""Whether the journal is as it was written: every entry, chain, signature and annex."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from typing import Any

from kiosk.domain.entry import Entry, Kind, read_entry
from kiosk.domain.revocation import Revocations
from kiosk.keys.signing import Certificate, is_signed_by, read_certificate
from kiosk.store.journal.annexes import annex_hash, is_purged
from kiosk.store.journal.journal import NO_HASH, to_blob
from kiosk.store.journal.signed_heads import head_message
from kiosk.store.journal.trust import Trust
from kiosk.store.sqlite.database import Database
from kiosk.store.sqlite.problems import Problem, ProblemKind

# What is aside is a link of its chain, and so is a gap; what was damaged is only kept.
_WRITTEN = """
SELECT log, seq, hash, body, '' AS why, kind, at, area, entrance, ticket, people, target
  FROM entry WHERE event = ?1
UNION ALL SELECT log, seq, hash, body, why, NULL, NULL, NULL, NULL, NULL, NULL, NULL
  FROM set_aside_entry WHERE event = ?1 AND why <> 'damaged'
UNION ALL SELECT log, seq, hash, NULL, 'gap', NULL, NULL, NULL, NULL, NULL, NULL, NULL
  FROM log_gap WHERE event = ?1
ORDER BY 1, 2
"""
_ORPHANS = """SELECT log, hash, body FROM set_aside_entry a WHERE event = ?1 AND why = 'damaged'
  AND NOT EXISTS (SELECT 1 FROM log WHERE event = ?1 AND log = a.log)"""
_LOGS = "SELECT log, station, length, last_hash, forked FROM log WHERE event = ?"
_AT = """
SELECT hash FROM entry WHERE event = ?1 AND log = ?2 AND seq = ?3
UNION ALL SELECT hash FROM set_aside_entry WHERE event = ?1 AND log = ?2 AND seq = ?3
  AND why <> 'damaged'
UNION ALL SELECT hash FROM log_gap WHERE event = ?1 AND log = ?2 AND seq = ?3
"""


@dataclass(frozen=True, slots=True)
class _Log:
    """What the file says of a log as a whole; ids and hashes are hex."""

    station: str
    length: int
    tip: str
    forked: bool


class JournalCheck:
    """Checks the journal of one event (`event` is hex); callers read within `snapshot`."""

    def __init__(
        self, database: Database, event: str, organiser_public: bytes, trust: Trust, *, this: str
    ) -> None:
        """`this` is this station's id: all of its own logs have to be here."""
        self._database = database
        self._event_hex = event
        self._event = bytes.fromhex(event)
        self._organiser = organiser_public
        self._trust = trust
        self._this = this
        self._revoked: Revocations | None = None

    def problems(self) -> Iterator[Problem]:
        """Yield all that is wrong, log by log; entries are read one by one."""
        stations: dict[str, Certificate] = {}
        yield from self._certificates(stations)
        with suppress(ValueError):  # a damaged entry among those that revoke: named below
            self._revoked = self._trust.revocations()
        logs = self._logs()
        held: set[str] = set()
        rows = self._database.execute(_WRITTEN, (self._event,))
        for log, entries in groupby(rows, key=itemgetter(0)):
            held.add(log.hex())
            yield from self._log(log.hex(), entries, logs, stations)
        missing = sorted((logs.keys() - held) | set(self._orphans()))
        yield from (Problem(ProblemKind.LOG_MISSING, log) for log in missing)
        yield from self._heads(logs, stations)

    def _orphans(self) -> Iterator[str]:
        """Return logs whose entries are whole, and put aside as nobody knows who wrote them."""
        rows = self._database.execute(_ORPHANS, (self._event,))
        return (log.hex() for log, digest, body in rows if sha256(body).digest() == digest)

    def _logs(self) -> dict[str, _Log]:
        rows = self._database.execute(_LOGS, (self._event,)).fetchall()
        return {
            log.hex(): _Log(station.hex(), length, tip.hex(), bool(forked))
            for log, station, length, tip, forked in rows
        }

    def _certificates(self, stations: dict[str, Certificate]) -> Iterator[Problem]:
        rows = self._database.execute(
            "SELECT station, name, certificate FROM station WHERE event = ? ORDER BY name, station",
            (self._event,),
        ).fetchall()
        for station, name, text in rows:
            certificate = self._certificate(text)
            if certificate is None or certificate.station != station.hex():
                yield Problem(ProblemKind.STATION, about=name)
            else:
                stations[station.hex()] = certificate

    def _certificate(self, text: object) -> Certificate | None:
        try:
            certificate = read_certificate(str(text), self._organiser)
        except ValueError:
            return None
        return certificate if certificate.event == self._event.hex() else None

    def _log(
        self,
        log: str,
        rows: Iterator[Sequence[Any]],
        logs: Mapping[str, _Log],
        stations: Mapping[str, Certificate],
    ) -> Iterator[Problem]:
        walk, forked = _Walk(), False
        for row in rows:
            seq, digest, body, why = row[1], row[2].hex(), row[3], row[4]
            entry, beside = _read(body) if body is not None else (None, ())
            yield from self._written(log, row, entry, beside)
            if seq > walk.last + 1:
                yield Problem(ProblemKind.ENTRY_MISSING, log, walk.last + 1)
            if seq == walk.last and not forked:
                forked = True
                yield Problem(ProblemKind.TWO_VERSIONS, log, seq)
            if entry is not None and seq == 1:
                yield from self._opening(log, entry, logs.get(log))
            if not walk.add(seq, digest, entry.prev if entry and why != "gap" else None):
                yield Problem(ProblemKind.CHAIN, log, seq)
        yield from self._end(log, walk, logs.get(log), stations)

    def _end(
        self, log: str, walk: "_Walk", kept: _Log | None, stations: Mapping[str, Certificate]
    ) -> Iterator[Problem]:
        if kept is None or kept.station not in stations:
            yield Problem(ProblemKind.STATION, log)
        elif kept.length != walk.last or (kept.length, kept.tip) not in walk.ends:
            yield Problem(ProblemKind.LOG_END, log, walk.last)
        elif kept.forked != (len(walk.ends) > 1) or self._branches(log, kept) != walk.ends:
            yield Problem(ProblemKind.BRANCH, log, walk.last)

    def _branches(self, log: str, kept: _Log) -> set[tuple[int, str]]:
        rows = self._database.execute(
            "SELECT seq, hash FROM log_branch WHERE event = ? AND log = ?",
            (self._event, bytes.fromhex(log)),
        ).fetchall()
        return {(seq, digest.hex()) for seq, digest in rows} or {(kept.length, kept.tip)}

    def _written(
        self, log: str, row: Sequence[Any], entry: Entry | None, told: tuple[object, ...]
    ) -> Iterator[Problem]:
        _, seq, digest, body, why, *beside = row
        if body is None:
            yield Problem(ProblemKind.GAP, log, seq)
        elif (entry.hash if entry else sha256(body).hexdigest()) != digest.hex():
            yield Problem(ProblemKind.ENTRY_CHANGED, log, seq)
        elif entry is None:
            yield Problem(ProblemKind.ENTRY_UNREADABLE, log, seq)
        elif (entry.event, entry.log, entry.seq) != (self._event_hex, log, seq) or (
            not why and tuple(beside) != told
        ):
            yield Problem(ProblemKind.ENTRY_COPIES, log, seq)
        else:
            yield from self._allowed(entry, why)
        if entry is not None and not why and entry.annex is not None:
            yield from self._annex(entry)

    def _allowed(self, entry: Entry, why: str) -> Iterator[Problem]:
        """Check that what counts may count, and that what is aside does not."""
        author = self._trust.author(entry.log)
        if author is None or self._revoked is None:
            return
        until = self._revoked.until(author.member, entry.log)
        told = self._trust.why_aside(entry, author, until)
        if told != (why or None):
            kind = ProblemKind.NOT_ALLOWED if told else ProblemKind.ASIDE
            yield Problem(kind, entry.log, entry.seq)
        elif why:
            yield Problem(ProblemKind.PUT_ASIDE, entry.log, entry.seq)

    def _annex(self, entry: Entry) -> Iterator[Problem]:
        row = self._database.execute(
            "SELECT salt, body FROM personal WHERE annex = ? AND event = ?",
            (to_blob(entry.annex), self._event),
        ).fetchone()
        if row is None:
            if not self._purged():
                kinds = ProblemKind.ANNEX_MISSING, ProblemKind.ANNEX_AWAITED
                yield Problem(kinds[self._awaited(entry)], entry.log, entry.seq)
        elif annex_hash(*row) != entry.annex:
            yield Problem(ProblemKind.ANNEX_CHANGED, entry.log, entry.seq)

    def _purged(self) -> bool:
        return is_purged(self._database, self._event.hex())

    def _awaited(self, entry: Entry) -> bool:
        row = self._database.execute(
            "SELECT 1 FROM awaited_annex WHERE event = ? AND annex = ? AND entry = ?",
            (self._event, to_blob(entry.annex), to_blob(entry.hash)),
        ).fetchone()
        return row is not None

    def _opening(self, log: str, entry: Entry, kept: _Log | None) -> Iterator[Problem]:
        certificate = self._certificate(entry.detail.get("certificate"))
        if (
            entry.kind is not Kind.OPEN
            or certificate is None
            or kept is None
            or certificate.station != kept.station
        ):
            yield Problem(ProblemKind.LOG_OPENING, log, entry.seq)
            return
        yield from self._earlier(entry, own=kept.station == self._this)

    def _earlier(self, opening: Entry, *, own: bool) -> Iterator[Problem]:
        """Check that what a station said of its earlier logs is held, and is the same."""
        try:
            claims = [
                (bytes.fromhex(log), int(seq), bytes.fromhex(digest))
                for log, (seq, digest) in opening.detail.get("logs", {}).items()
            ]
        except (AttributeError, TypeError, ValueError):
            yield Problem(ProblemKind.LOG_OPENING, opening.log, opening.seq)
            return
        for log, seq, digest in claims:
            held = self._database.execute(_AT, (self._event, log, seq)).fetchall()
            if own and not held:
                yield Problem(ProblemKind.LOG_MISSING, log.hex(), seq)
            elif held and (digest,) not in held:
                yield Problem(ProblemKind.SIGNED_ELSE, log.hex(), seq)

    def _heads(
        self, logs: Mapping[str, _Log], stations: Mapping[str, Certificate]
    ) -> Iterator[Problem]:
        rows = self._database.execute(
            "SELECT log, seq, hash, as_of, closed, signature FROM signed_head WHERE event = ?"
            " ORDER BY log, seq, as_of",
            (self._event,),
        )
        for log, seq, digest, as_of, closed, signature in rows:
            kept = logs.get(log.hex())
            certificate = stations.get(kept.station) if kept else None
            message = head_message(
                self._event.hex(), log.hex(), seq, digest.hex(), as_of, bool(closed)
            )
            if certificate is None or not is_signed_by(certificate.public, message, signature):
                yield Problem(ProblemKind.SIGNATURE, log.hex(), seq)
            elif (digest,) not in self._database.execute(_AT, (self._event, log, seq)).fetchall():
                yield Problem(ProblemKind.SIGNED_ELSE, log.hex(), seq)


def copies(entry: Entry) -> tuple[object, ...]:
    """Return what stands beside an entry's body for SQL."""
    return (
        str(entry.kind),
        entry.at,
        entry.area,
        entry.entrance,
        to_blob(entry.ticket),
        entry.people_through,
        to_blob(entry.target),
    )


def _read(body: bytes) -> tuple[Entry | None, tuple[object, ...]]:
    """Return an entry with what stands beside its body for SQL; None where it cannot be read."""
    try:
        entry = read_entry(body)
        beside = copies(entry)  # ids that are no ids make it unreadable too
        to_blob(entry.annex)
    except ValueError:
        return None, ()
    return entry, beside


class _Walk:
    """Walks along a log by number: every entry follows one before it, some are its ends."""

    def __init__(self) -> None:
        self.last = 0
        self.ends: set[tuple[int, str]] = set()
        self._before, self._here = {NO_HASH}, {NO_HASH}

    def add(self, seq: int, digest: str, prev: str | None) -> bool:
        """Go on to an entry; False if it follows none that is here. A gap follows any (None)."""
        if seq > self.last:
            self._before, self._here = self._here, set()
        follows = seq > self.last + 1 or prev is None or prev in self._before
        self.ends.difference_update(
            {(seq - 1, before) for before in ([prev] if prev else self._before)}
        )
        self.ends.add((seq, digest))
        self.last = seq
        self._here.add(digest)
        return follows
