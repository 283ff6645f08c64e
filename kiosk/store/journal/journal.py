"""The journal: this process's own log, appended to entry by entry, never reopened."""

import re
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import starmap
from typing import Any

from kiosk.clock import Clock, running
from kiosk.domain.entry import DOOR_KINDS, Draft, Entry, Kind, LogPosition, seal
from kiosk.keys.key_ring import KeyRing
from kiosk.store.journal.signed_heads import SIGN_EVERY, SignedHeads
from kiosk.store.sqlite.database import Database, immediate, translate_sqlite_errors

NO_HASH = "0" * 64
"""What the first entry of a log names as the one before."""


@dataclass(frozen=True, slots=True)
class LogTip:
    """How far a log is: entries held, the hash of the last, whether another machine went on too."""

    length: int
    hash: str
    forked: bool = False


class Journal:
    """Appends to a log of its own, opened at the first entry.

    Everything known of the log is read back from the file in each transaction, so one that was
    rolled back leaves nothing behind.
    """

    def __init__(
        self,
        database: Database,
        keys: KeyRing,
        applied: Callable[[Entry, Sequence[Entry] | None], None],
        *,
        clock: Clock,
        opening: Mapping[str, Any],
        on_duty: Callable[[], str | None],
    ) -> None:
        """`applied` folds a new entry in, given what `append` was; `opening` tells of machine
        and program; `on_duty` says who is on duty at this station.
        """
        self._database = database
        self._keys = keys
        self._event, self._station = bytes.fromhex(keys.event), bytes.fromhex(keys.station)
        self._applied = applied
        self._clock = clock
        self._opening = opening
        self._on_duty = on_duty
        self._heads = SignedHeads(database, keys.event)
        self._log = new_log(keys.station)
        self._running = running(clock)

    @property
    def log(self) -> str | None:
        """The log that this process writes, None as long as it did not write."""
        return self._log if self._tip() else None

    def now(self) -> int:
        """Return the log's time, ms UTC: no clock that is set makes it jump within a log."""
        now = self._running.now()
        if not self._running.left(now):
            return now
        self._sign_head(closed=True)
        self._log = new_log(self._keys.station)
        self._running = running(self._clock)
        return self._running.now()

    def append(
        self, draft: Draft, *, at: int | None = None, history: Sequence[Entry] | None = None
    ) -> Entry:
        """Add an entry and fold it in: both or neither; the caller holds `immediate`.

        `at` is a time that `now` gave in this same transaction; without it the entry gets its own.
        `history` are its ticket's entries in order, read in this same transaction, whose heads are
        its parents; without it they are read again.
        """
        now = self.now() if at is None else at
        tip = self._tip()
        if tip is not None and tip.forked:
            self._log, tip = new_log(self._keys.station), None
        return self._write(draft, tip or self._open(), now, history)

    def close(self) -> None:
        """Sign where the log ends, if it ever began; it is not written to any more."""
        with translate_sqlite_errors(self._database):
            begun = self._tip() is not None
        if begun:
            with immediate(self._database):
                self._sign_head(closed=True)
        self._log = new_log(self._keys.station)

    def _tip(self) -> LogTip | None:
        row = self._database.execute(
            "SELECT length, last_hash, forked FROM log WHERE event = ? AND log = ?",
            (self._event, bytes.fromhex(self._log)),
        ).fetchone()
        return LogTip(row[0], row[1].hex(), bool(row[2])) if row else None

    def _open(self) -> LogTip:
        self._database.execute(
            "INSERT INTO log(event, log, station, length, last_hash, machine)"
            " VALUES (?, ?, ?, 0, ?, ?)",
            (
                self._event,
                bytes.fromhex(self._log),
                self._station,
                bytes.fromhex(NO_HASH),
                str(self._opening.get("machine", "")),
            ),
        )
        detail = {
            **self._opening,
            "certificate": self._keys.certificate,
            "anchor": self._clock.wall() - self._clock.passed(),
            "logs": self._earlier(),
        }
        opening = Draft(Kind.OPEN, detail=detail)
        entry = self._write(opening, LogTip(0, NO_HASH), self._running.now())
        return LogTip(entry.seq, entry.hash)

    def _earlier(self) -> dict[str, list[Any]]:
        rows = self._database.execute(
            "SELECT log, length, last_hash FROM log WHERE event = ? AND station = ? AND length > 0",
            (self._event, self._station),
        ).fetchall()
        return {log.hex(): [length, tip.hex()] for log, length, tip in rows}

    def _write(
        self, draft: Draft, tip: LogTip, now: int, history: Sequence[Entry] | None = None
    ) -> Entry:
        seq = tip.length + 1
        spot = LogPosition(self._keys.event, self._log, seq, tip.hash, now, self._on_duty())
        body, entry = seal(draft, spot)
        insert_entry(self._database, entry, body)
        self._database.execute(
            "UPDATE log SET length = ?, last_hash = ? WHERE event = ? AND log = ?",
            (
                seq,
                bytes.fromhex(entry.hash),
                self._event,
                bytes.fromhex(entry.log),
            ),
        )
        self._remember(entry)
        if seq % SIGN_EVERY == 0:
            self._sign_head(closed=False)
        self._applied(entry, history)
        return entry

    def _remember(self, entry: Entry) -> None:
        if entry.kind in DOOR_KINDS:
            self._database.execute(
                "INSERT OR REPLACE INTO last_scan(event, station, hash, kind, ticket, area, at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    self._event,
                    self._station,
                    bytes.fromhex(entry.hash),
                    str(entry.kind),
                    to_blob(entry.ticket),
                    entry.area,
                    entry.at,
                ),
            )

    def _sign_head(self, *, closed: bool) -> None:
        tip = self._tip()
        if tip is None:
            return
        self._heads.sign(
            self._keys.station_key,
            self._log,
            tip.length,
            tip.hash,
            as_of=self._running.now(),
            closed=closed,
        )

    def sign_own(self) -> None:
        """Sign how far this station's logs are, so that they can travel; holds `immediate`.

        Logs that a killed process left unsigned are among them, and this machine's newest log
        always: its head tells others that it was heard now. What another machine of this station
        wrote, as before a backup was put back here, was heard no later than it was written.
        """
        now = self.now()
        rows = self._database.execute(
            _UNSIGNED,
            (self._event, bytes.fromhex(self._keys.station), self._opening.get("machine", "")),
        ).fetchall()
        for log, length, tip, closed, written in rows:
            self._heads.sign(
                self._keys.station_key,
                log.hex(),
                length,
                tip.hex(),
                as_of=now if written is None else written,
                closed=bool(closed),
            )


# Where two machines went on with a log, each branch has an end that may not be signed yet; below a
# gap nothing that is signed above it counts.
_UNSIGNED = """
SELECT log, length, last_hash, EXISTS
  (SELECT 1 FROM signed_head h WHERE h.event = ?1 AND h.log = l.log AND h.hash = l.last_hash
    AND h.closed),
  CASE WHEN machine NOT IN ('', ?3) THEN (SELECT max(+at) FROM entry e
    WHERE e.event = ?1 AND e.log = l.log AND e.seq = l.length) END
FROM (
  SELECT event, station, log, length, last_hash, machine FROM log
  UNION SELECT event, station, log, b.seq, b.hash, machine FROM log_branch b JOIN log
    USING (event, log)
  UNION SELECT event, station, log, e.seq, e.hash, machine
    FROM log_gap g JOIN log USING (event, log) JOIN entry e USING (event, log)
      WHERE e.seq = g.seq - 1
) l WHERE event = ?1 AND station = ?2 AND length > 0 AND (
  NOT EXISTS (SELECT 1 FROM signed_head h WHERE h.event = ?1 AND h.log = l.log
    AND h.hash = l.last_hash)
  OR log = (SELECT log FROM entry WHERE event = ?1 AND ticket IS NULL AND kind = 'open' AND log IN
    (SELECT log FROM log WHERE event = ?1 AND station = ?2 AND machine IN ('', ?3))
    ORDER BY +at DESC, log LIMIT 1))
"""


def new_log(station: str) -> str:
    """Return the id (hex) of a new log of a station: nobody else may begin one that is so called.

    Without that a stolen laptop could take the ids of others' logs for its own, and whoever heard
    of it first would refuse theirs.
    """
    return station[:_OWN_DIGITS] + secrets.token_hex(_OWN_DIGITS // 2)


def is_log_of(log: str, station: str) -> bool:
    """Return whether a station may have begun a log that is called so."""
    return log[:_OWN_DIGITS] == station[:_OWN_DIGITS]


_OWN_DIGITS = 16


def to_blob(identity: str | None) -> bytes | None:
    """Return a hex id as the file keeps it."""
    return None if identity is None else bytes.fromhex(identity)


_SPELLED = re.compile("(?:[0-9a-f]{2})*")


def require_hex_ids(entry: Entry) -> None:
    """ValueError where what must be an id or a hash is none, or is spelled in another way.

    The file keeps them as blobs, so two spellings of one would be the same here and not there.
    """
    names = (entry.event, entry.log, entry.prev, entry.ticket, entry.annex, *entry.parents)
    told = (entry.target, *entry.sides) if entry.detail else ()
    for name in (*names, *told):
        if name is not None and not _SPELLED.fullmatch(name):
            raise ValueError("no id")


def insert_entry(database: Database, entry: Entry, body: bytes) -> None:
    """Keep an entry's bytes with copies of its fields for SQL."""
    database.execute(_KEEP, _row(entry, body))


def insert_entries(database: Database, entries: Iterable[tuple[Entry, bytes]]) -> None:
    """Keep the bytes of many entries, each as `insert_entry` does."""
    database.conn.executemany(_KEEP, starmap(_row, entries))


_KEEP = (
    "INSERT INTO entry(event, log, seq, hash, kind, at, area, entrance, ticket, people,"
    " target, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def _row(entry: Entry, body: bytes) -> tuple[object, ...]:
    return (
        bytes.fromhex(entry.event),
        bytes.fromhex(entry.log),
        entry.seq,
        bytes.fromhex(entry.hash),
        str(entry.kind),
        entry.at,
        entry.area,
        entry.entrance,
        to_blob(entry.ticket),
        entry.people_through,
        to_blob(entry.target),
        body,
    )
