"""The journal: appends entries to this process's own log, which is never reopened."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kiosk.clock import Clock, running
from kiosk.domain.entry import DOOR_KINDS, Draft, Entry, Kind, LogPosition, encode_entry
from kiosk.keys.key_ring import KeyRing
from kiosk.store.journal.entry_rows import insert_entry, to_blob
from kiosk.store.journal.signed_heads import SIGN_EVERY, Head, SignedHeads
from kiosk.store.sqlite.database import Database, immediate, translate_sqlite_errors

NO_HASH = "0" * 64
"""The previous hash of the first entry of a log."""


@dataclass(frozen=True, slots=True)
class LogTip:
    """The end of a log: number of entries, last hash, and whether another machine continued it."""

    length: int
    hash: str
    forked: bool = False


class Journal:
    """Appends to a log of its own, opened with the first entry.

    The state of the log is read from the file in each transaction, so a rollback leaves nothing
    behind.
    """

    def __init__(
        self,
        database: Database,
        keys: KeyRing,
        apply_entry: Callable[[Entry, Sequence[Entry] | None], None],
        *,
        clock: Clock,
        opening: Mapping[str, Any],
        on_duty: Callable[[], str | None],
    ) -> None:
        """Make a journal that opens its log at the first entry.

        `apply_entry` projects a new entry, given the `history` of `append`; `opening` describes
        machine and program; `on_duty` returns the operator on duty at this station.
        """
        self._database = database
        self._keys = keys
        self._event, self._station = bytes.fromhex(keys.event), bytes.fromhex(keys.station)
        self._apply_entry = apply_entry
        self._clock = clock
        self._opening = opening
        self._on_duty = on_duty
        self._heads = SignedHeads(database, keys.event)
        self._log = new_log_id(keys.station)
        self._running = running(clock)

    @property
    def log(self) -> str | None:
        """The log that this process writes; None before its first entry."""
        return self._log if self._tip() else None

    def now(self) -> int:
        """Return the log's time, ms UTC; setting the clock never makes it jump within a log."""
        now = self._running.now()
        if not self._running.was_set(now):
            return now
        self._sign_head(closed=True)
        self._log = new_log_id(self._keys.station)
        self._running = running(self._clock)
        return self._running.now()

    def append(
        self, draft: Draft, *, at: int | None = None, history: Sequence[Entry] | None = None
    ) -> Entry:
        """Append an entry and project it, both or neither; call inside `immediate`.

        `at` is a time from `now` in the same transaction; default is the current time. `history`
        are the ticket's entries in causal order, read in the same transaction; their heads become
        the parents. Without it they are read again.
        """
        now = self.now() if at is None else at
        tip = self._tip()
        if tip is not None and tip.forked:
            self._log, tip = new_log_id(self._keys.station), None
        return self._write(draft, tip or self._open_log(), now, history)

    def begin(self) -> None:
        """Open the log if it is not open yet, so that others know this station; call inside
        `immediate`.
        """
        if self._tip() is None:
            self._open_log()

    def close(self) -> None:
        """Sign the end of the log, if it was begun, and stop writing to it."""
        with translate_sqlite_errors(self._database):
            begun = self._tip() is not None
        if begun:
            with immediate(self._database):
                self._sign_head(closed=True)
        self._log = new_log_id(self._keys.station)

    def _tip(self) -> LogTip | None:
        row = self._database.execute(
            "SELECT length, last_hash, forked FROM log WHERE event = ? AND log = ?",
            (self._event, bytes.fromhex(self._log)),
        ).fetchone()
        return LogTip(row[0], row[1].hex(), bool(row[2])) if row else None

    def _open_log(self) -> LogTip:
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
            "anchor": self._clock.wall() - self._clock.monotonic_ms(),
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
        body, entry = encode_entry(draft, spot)
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
        self._record_last_scan(entry)
        if seq % SIGN_EVERY == 0:
            self._sign_head(closed=False)
        self._apply_entry(entry, history)
        return entry

    def _record_last_scan(self, entry: Entry) -> None:
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
        end = Head(self._log, tip.length, tip.hash, self._running.now(), closed)
        self._heads.sign(self._keys.station_key, end)

    def has_unsigned(self) -> bool:
        """Return whether this station wrote entries after its last signatures."""
        (found,) = self._database.execute(
            _HAS_UNSIGNED, (self._event, bytes.fromhex(self._keys.station))
        ).fetchone()
        return bool(found)

    def sign_own_logs(self) -> None:
        """Sign the ends of this station's logs so that they can be sent; call inside `immediate`.

        These include logs that a killed process left unsigned. The newest log of this machine is
        always signed: its head shows others when this station was last seen. All other logs get
        the time of their last entry, as they may arrive before the newest one: those of a killed
        process, and those of another machine of this station, as before a backup was restored.
        """
        now = self.now()
        rows = self._database.execute(
            _UNSIGNED,
            (self._event, bytes.fromhex(self._keys.station), self._opening.get("machine", "")),
        ).fetchall()
        for log, length, tip, closed, written in rows:
            as_of = now if written is None else written
            end = Head(log.hex(), length, tip.hex(), as_of, bool(closed))
            self._heads.sign(self._keys.station_key, end)


_NEWEST_LOG = """
(SELECT log FROM entry WHERE event = ?1 AND ticket IS NULL AND kind = 'open' AND log IN
  (SELECT log FROM log WHERE event = ?1 AND station = ?2 AND machine IN ('', ?3))
  ORDER BY +at DESC, log LIMIT 1)
"""


# If two machines continued a log, each branch has an end that may not be signed yet. Below a gap
# an end needs its own signature: one above the gap proves nothing about it.
_UNSIGNED = f"""
SELECT log, length, last_hash, EXISTS
  (SELECT 1 FROM signed_head h WHERE h.event = ?1 AND h.log = l.log AND h.hash = l.last_hash
    AND h.closed),
  CASE WHEN log IS NOT {_NEWEST_LOG} THEN (SELECT max(+at) FROM entry e
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
  OR log = {_NEWEST_LOG})
"""  # noqa: S608  # our own text


_HAS_UNSIGNED = """
SELECT EXISTS (SELECT 1 FROM log l WHERE event = ?1 AND station = ?2 AND length > 0
  AND NOT EXISTS (SELECT 1 FROM signed_head h WHERE h.event = ?1 AND h.log = l.log
    AND h.hash = l.last_hash))
"""


def new_log_id(station: str) -> str:
    """Return the id (hex) of a new log; it begins with the station's id.

    Otherwise a stolen laptop could use the ids of others' logs, and stations that received its log
    first would refuse theirs.
    """
    return station[:_OWN_DIGITS] + secrets.token_hex(_OWN_DIGITS // 2)


def is_log_of(log: str, station: str) -> bool:
    """Return whether a log's id (hex) may have been made by this station."""
    return log[:_OWN_DIGITS] == station[:_OWN_DIGITS]


_OWN_DIGITS = 16
