"""Checks the journal: every entry, chain, signature and annex."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from typing import Any

from kiosk.domain.entry import Entry, Kind, read_entry
from kiosk.domain.revocation import Revocations
from kiosk.keys.signing import Certificate, read_certificate
from kiosk.store.journal.annexes import annex_hash, is_purged
from kiosk.store.journal.entry_rows import column_copies, to_blob
from kiosk.store.journal.journal import NO_HASH
from kiosk.store.journal.signed_heads import Head
from kiosk.store.sqlite.problems import Problem, ProblemKind
from kiosk.store.station_store import EventStore

# Entries set aside are links of their chain, and so are gaps; damaged ones are only stored.
_ITEMS = """
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
    """The row of a log; ids and hashes are hex."""

    station: str
    length: int
    tip: str
    forked: bool


class JournalCheck(EventStore):
    """Checks the journal of one event; all logs of this station must be here."""

    _revoked: Revocations | None = None

    def problems(self) -> Iterator[Problem]:
        """Yield all problems, log by log, reading entries one by one."""
        stations: dict[str, Certificate] = {}
        yield from self._certificates(stations)
        with suppress(ValueError):  # a damaged revocation: reported below
            self._revoked = self._store.trust.revocations()
        logs = self._logs()
        found: set[str] = set()
        rows = self._database.execute(_ITEMS, (self._event,))
        for log, entries in groupby(rows, key=itemgetter(0)):
            found.add(log.hex())
            yield from self._log(log.hex(), entries, logs, stations)
        missing = sorted((logs.keys() - found) | set(self._orphans()))
        yield from (Problem(ProblemKind.LOG_MISSING, log) for log in missing)
        yield from self._heads(logs, stations)

    def _orphans(self) -> Iterator[str]:
        """Return logs of undamaged entries that are set aside as their author is unknown."""
        rows = self._database.execute(_ORPHANS, (self._event,))
        return (log.hex() for log, digest, body in rows if sha256(body).digest() == digest)

    def _logs(self) -> dict[str, _Log]:
        return {
            log.hex(): _Log(station.hex(), length, tip.hex(), bool(forked))
            for log, station, length, tip, forked in self._database.rows(_LOGS, (self._event,))
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
            certificate = read_certificate(str(text), self._store.keys.organiser_public)
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
            entry, columns = _read(body) if body is not None else (None, ())
            yield from self._item(log, row, entry, columns)
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
        self, log: str, walk: "_Walk", log_row: _Log | None, stations: Mapping[str, Certificate]
    ) -> Iterator[Problem]:
        if log_row is None or log_row.station not in stations:
            yield Problem(ProblemKind.STATION, log)
        elif log_row.length != walk.last or (log_row.length, log_row.tip) not in walk.ends:
            yield Problem(ProblemKind.LOG_END, log, walk.last)
        elif log_row.forked != (len(walk.ends) > 1) or self._branches(log, log_row) != walk.ends:
            yield Problem(ProblemKind.BRANCH, log, walk.last)

    def _branches(self, log: str, log_row: _Log) -> set[tuple[int, str]]:
        rows = self._database.execute(
            "SELECT seq, hash FROM log_branch WHERE event = ? AND log = ?",
            (self._event, bytes.fromhex(log)),
        ).fetchall()
        return {(seq, digest.hex()) for seq, digest in rows} or {(log_row.length, log_row.tip)}

    def _item(
        self, log: str, row: Sequence[Any], entry: Entry | None, expected: tuple[object, ...]
    ) -> Iterator[Problem]:
        _, seq, digest, body, why, *columns = row
        if body is None:
            yield Problem(ProblemKind.GAP, log, seq)
        elif (entry.hash if entry else sha256(body).hexdigest()) != digest.hex():
            yield Problem(ProblemKind.ENTRY_CHANGED, log, seq)
        elif entry is None:
            yield Problem(ProblemKind.ENTRY_UNREADABLE, log, seq)
        elif (entry.event, entry.log, entry.seq) != (self._event_hex, log, seq) or (
            not why and tuple(columns) != expected
        ):
            yield Problem(ProblemKind.ENTRY_COPIES, log, seq)
        else:
            yield from self._allowed(entry, why)
        if entry is not None and not why and entry.annex is not None:
            yield from self._annex(entry)

    def _allowed(self, entry: Entry, why: str) -> Iterator[Problem]:
        """Check that entries that count may count, and that those set aside may not."""
        author = self._store.trust.author(entry.log)
        if author is None or self._revoked is None:
            return
        until = self._revoked.counts_until(author.revocation_subject, entry.log)
        reason = self._store.trust.set_aside_reason(entry, author, until)
        if reason != (why or None):
            kind = ProblemKind.NOT_ALLOWED if reason else ProblemKind.ASIDE
            yield Problem(kind, entry.log, entry.seq)
        elif why:
            yield Problem(ProblemKind.PUT_ASIDE, entry.log, entry.seq)

    def _annex(self, entry: Entry) -> Iterator[Problem]:
        row = self._database.execute(
            "SELECT salt, body FROM personal WHERE annex = ? AND event = ?",
            (to_blob(entry.annex), self._event),
        ).fetchone()
        if row is None:
            if not is_purged(self._database, self._event_hex):
                kinds = ProblemKind.ANNEX_MISSING, ProblemKind.ANNEX_AWAITED
                yield Problem(kinds[self._awaited(entry)], entry.log, entry.seq)
        elif annex_hash(*row) != entry.annex:
            yield Problem(ProblemKind.ANNEX_CHANGED, entry.log, entry.seq)

    def _awaited(self, entry: Entry) -> bool:
        return self._database.exists(
            "SELECT 1 FROM awaited_annex WHERE event = ? AND annex = ? AND entry = ?",
            (self._event, to_blob(entry.annex), to_blob(entry.hash)),
        )

    def _opening(self, log: str, entry: Entry, log_row: _Log | None) -> Iterator[Problem]:
        certificate = self._certificate(entry.detail.get("certificate"))
        if (
            entry.kind is not Kind.OPEN
            or certificate is None
            or log_row is None
            or certificate.station != log_row.station
        ):
            yield Problem(ProblemKind.LOG_OPENING, log, entry.seq)
            return
        yield from self._earlier(entry, own=log_row.station == self._store.keys.station)

    def _earlier(self, opening: Entry, *, own: bool) -> Iterator[Problem]:
        """Check that the earlier logs named by a station's opening entry are here and match."""
        try:
            claims = [
                (bytes.fromhex(log), int(seq), bytes.fromhex(digest))
                for log, (seq, digest) in opening.detail.get("logs", {}).items()
            ]
        except (AttributeError, TypeError, ValueError):
            yield Problem(ProblemKind.LOG_OPENING, opening.log, opening.seq)
            return
        for log, seq, digest in claims:
            found = self._database.execute(_AT, (self._event, log, seq)).fetchall()
            if own and not found:
                yield Problem(ProblemKind.LOG_MISSING, log.hex(), seq)
            elif found and (digest,) not in found:
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
            log_row = logs.get(log.hex())
            certificate = stations.get(log_row.station) if log_row else None
            head = Head(log.hex(), seq, digest.hex(), as_of, bool(closed), signature)
            if certificate is None or not head.verifies(self._event.hex(), certificate.public):
                yield Problem(ProblemKind.SIGNATURE, log.hex(), seq)
            elif (digest,) not in self._database.execute(_AT, (self._event, log, seq)).fetchall():
                yield Problem(ProblemKind.SIGNED_ELSE, log.hex(), seq)


def _read(body: bytes) -> tuple[Entry | None, tuple[object, ...]]:
    """Return an entry with its column copies; None if it cannot be read."""
    try:
        entry = read_entry(body)
        columns = column_copies(entry)  # invalid ids make it unreadable too
        to_blob(entry.annex)
    except ValueError:
        return None, ()
    return entry, columns


class _Walk:
    """Walks along a log by number: every entry follows an earlier one, some are its ends."""

    def __init__(self) -> None:
        self.last = 0
        self.ends: set[tuple[int, str]] = set()
        self._before, self._here = {NO_HASH}, {NO_HASH}

    def add(self, seq: int, digest: str, prev: str | None) -> bool:
        """Add the next entry; return False if it follows none of those before.

        A gap (None) follows any entry.
        """
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
