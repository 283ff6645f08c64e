"""Whether the journal is as it was written: every entry, chain, signature and annex."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from typing import Any

from kiosk.domain.entry import Entry, Kind, read_entry
from kiosk.keys.signing import Certificate, read_certificate, verifies
from kiosk.store.annexes import annex_hash
from kiosk.store.database import Database
from kiosk.store.heads import head_message
from kiosk.store.journal import NO_HASH, blob
from kiosk.store.problem import Problem, What

_ENTRIES = (
    "SELECT log, seq, hash, body, kind, at, area, entrance, ticket, people, target FROM entry"
    " WHERE event = ? ORDER BY log, seq, n"
)
_AT = "SELECT hash FROM entry WHERE event = ? AND log = ? AND seq = ?"


@dataclass(frozen=True, slots=True)
class _Log:
    """What the file says of a log as a whole; ids and hashes are hex."""

    station: str
    length: int
    tip: str


class Chain:
    """Checks the journal of one event (`event` is hex); callers read within `snapshot`."""

    def __init__(
        self, database: Database, event: str, organiser_public: bytes, *, this: str
    ) -> None:
        """`this` is this station's id: all of its own logs have to be here."""
        self._database = database
        self._event = bytes.fromhex(event)
        self._organiser = organiser_public
        self._this = this

    def problems(self) -> Iterator[Problem]:
        """Yield all that is wrong, log by log; entries are read one by one."""
        stations: dict[str, Certificate] = {}
        yield from self._certificates(stations)
        logs = self._logs()
        held: set[str] = set()
        rows = self._database.execute(_ENTRIES, (self._event,))
        for log, entries in groupby(rows, key=itemgetter(0)):
            held.add(log.hex())
            yield from self._log(log.hex(), entries, logs, stations)
        yield from (Problem(What.LOG_MISSING, log) for log in sorted(logs.keys() - held))
        yield from self._heads(logs, stations)

    def _logs(self) -> dict[str, _Log]:
        rows = self._database.execute(
            "SELECT log, station, length, tip FROM log WHERE event = ?", (self._event,)
        ).fetchall()
        return {
            log.hex(): _Log(station.hex(), length, tip.hex()) for log, station, length, tip in rows
        }

    def _certificates(self, stations: dict[str, Certificate]) -> Iterator[Problem]:
        rows = self._database.execute(
            "SELECT station, name, certificate FROM station WHERE event = ? ORDER BY name, station",
            (self._event,),
        ).fetchall()
        for station, name, text in rows:
            certificate = self._certificate(text)
            if certificate is None or certificate.station != station.hex():
                yield Problem(What.STATION, about=name)
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
        last, tips, before = 0, {NO_HASH}, {NO_HASH}
        for row in rows:
            seq, digest = row[1], row[2].hex()
            entry, copies = _read(row[3])
            yield from self._entry(log, row, entry, copies)
            if seq == last:
                yield Problem(What.TWO_VERSIONS, log, seq)
            elif seq > last + 1:
                yield Problem(What.ENTRY_MISSING, log, last + 1)
            if seq > last:
                before, tips = tips, set()
            if entry is not None and seq == 1:
                yield from self._opening(log, entry, logs.get(log))
            if entry is not None and seq <= last + 1 and entry.prev not in before:
                yield Problem(What.CHAIN, log, seq)
            last = seq
            tips.add(digest)
        kept = logs.get(log)
        if kept is None or kept.station not in stations:
            yield Problem(What.STATION, log)
        elif kept.length != last or kept.tip not in tips:
            yield Problem(What.LOG_END, log, last)

    def _entry(
        self, log: str, row: Sequence[Any], entry: Entry | None, copies: tuple[object, ...]
    ) -> Iterator[Problem]:
        _, seq, digest, body, *kept = row
        if (entry.hash if entry else sha256(body).hexdigest()) != digest.hex():
            yield Problem(What.ENTRY_CHANGED, log, seq)
        elif entry is None:
            yield Problem(What.ENTRY_UNREADABLE, log, seq)
        elif (self._event.hex(), log, seq, *kept) != copies:
            yield Problem(What.ENTRY_COPIES, log, seq)
        if entry is not None and entry.annex is not None:
            yield from self._annex(entry)

    def _annex(self, entry: Entry) -> Iterator[Problem]:
        row = self._database.execute(
            "SELECT salt, body FROM personal WHERE annex = ? AND event = ?",
            (blob(entry.annex), self._event),
        ).fetchone()
        if row is None:
            if not self._purged():
                yield Problem(What.ANNEX_MISSING, entry.log, entry.seq)
        elif annex_hash(*row) != entry.annex:
            yield Problem(What.ANNEX_CHANGED, entry.log, entry.seq)

    def _purged(self) -> bool:
        row = self._database.execute(
            "SELECT 1 FROM entry WHERE event = ? AND kind = ? AND ticket IS NULL",
            (self._event, Kind.PURGE.value),
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
            yield Problem(What.LOG_OPENING, log, entry.seq)
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
            yield Problem(What.LOG_OPENING, opening.log, opening.seq)
            return
        for log, seq, digest in claims:
            held = self._database.execute(_AT, (self._event, log, seq)).fetchall()
            if own and not held:
                yield Problem(What.LOG_MISSING, log.hex(), seq)
            elif held and (digest,) not in held:
                yield Problem(What.SIGNED_ELSE, log.hex(), seq)

    def _heads(
        self, logs: Mapping[str, _Log], stations: Mapping[str, Certificate]
    ) -> Iterator[Problem]:
        rows = self._database.execute(
            "SELECT log, seq, hash, as_of, closed, signature FROM head WHERE event = ?"
            " ORDER BY log, seq, as_of",
            (self._event,),
        )
        for log, seq, digest, as_of, closed, signature in rows:
            kept = logs.get(log.hex())
            certificate = stations.get(kept.station) if kept else None
            message = head_message(
                self._event.hex(), log.hex(), seq, digest.hex(), as_of, bool(closed)
            )
            if certificate is None or not verifies(certificate.public, message, signature):
                yield Problem(What.SIGNATURE, log.hex(), seq)
            elif (digest,) not in self._database.execute(_AT, (self._event, log, seq)).fetchall():
                yield Problem(What.SIGNED_ELSE, log.hex(), seq)


def _read(body: bytes) -> tuple[Entry | None, tuple[object, ...]]:
    """Return an entry with what stands beside its body for SQL; None where it cannot be read."""
    try:
        entry = read_entry(body)
        copies = _copies(entry)  # ids that are no ids make it unreadable too
        blob(entry.annex)
    except ValueError:
        return None, ()
    return entry, copies


def _copies(entry: Entry) -> tuple[object, ...]:
    return (
        entry.event,
        entry.log,
        entry.seq,
        str(entry.kind),
        entry.at,
        entry.area,
        entry.entrance,
        blob(entry.ticket),
        entry.people,
        blob(entry.target),
    )
