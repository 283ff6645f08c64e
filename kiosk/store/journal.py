"""The journal: this process's own log, appended to entry by entry, never reopened."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kiosk.domain.entry import AT_THE_DOOR, Draft, Entry, Kind, Spot, seal
from kiosk.keys.ring import KeyRing
from kiosk.keys.signing import sign
from kiosk.store.clock import Clock, running
from kiosk.store.database import Database, immediate, translated

SIGN_EVERY = 500
"""Entries between two signed heads at most."""

NO_HASH = "0" * 64
"""What the first entry of a log names as the one before."""


def head_message(event: str, log: str, seq: int, digest: str, as_of: int, closed: bool) -> bytes:
    """Return the bytes that a log's author signs: it stood so far, at that time (ms UTC)."""
    return f"kiosk-head-1 {event} {log} {seq} {digest} {as_of} {int(closed)}".encode()


@dataclass(frozen=True, slots=True)
class Tip:
    """How far a log is: entries held, and the hash of the last."""

    length: int
    hash: str


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
        self._log = secrets.token_hex(16)
        self._running = running(clock)

    def now(self) -> int:
        """Return the log's time, ms UTC: no clock that is set makes it jump within a log."""
        now = self._running.now()
        if not self._running.left(now):
            return now
        self._sign_head(closed=True)
        self._log = secrets.token_hex(16)
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
        return self._write(draft, self._tip() or self._open(), now, history)

    def close(self) -> None:
        """Sign where the log ends, if it ever began; it is not written to any more."""
        with translated(self._database):
            begun = self._tip() is not None
        if begun:
            with immediate(self._database):
                self._sign_head(closed=True)
        self._log = secrets.token_hex(16)

    def _tip(self) -> Tip | None:
        row = self._database.execute(
            "SELECT length, tip FROM log WHERE event = ? AND log = ?",
            (self._event, bytes.fromhex(self._log)),
        ).fetchone()
        return Tip(row[0], row[1].hex()) if row else None

    def _open(self) -> Tip:
        self._database.execute(
            "INSERT INTO log(event, log, station, length, tip, machine) VALUES (?, ?, ?, 0, ?, ?)",
            (
                self._event,
                bytes.fromhex(self._log),
                self._station,
                bytes.fromhex(NO_HASH),
                str(self._opening.get("machine", "")),
            ),
        )
        detail = {**self._opening, "certificate": self._keys.certificate, "logs": self._earlier()}
        entry = self._write(Draft(Kind.OPEN, detail=detail), Tip(0, NO_HASH), self._running.now())
        return Tip(entry.seq, entry.hash)

    def _earlier(self) -> dict[str, list[Any]]:
        rows = self._database.execute(
            "SELECT log, length, tip FROM log WHERE event = ? AND station = ? AND length > 0",
            (self._event, self._station),
        ).fetchall()
        return {log.hex(): [length, tip.hex()] for log, length, tip in rows}

    def _write(
        self, draft: Draft, tip: Tip, now: int, history: Sequence[Entry] | None = None
    ) -> Entry:
        seq = tip.length + 1
        spot = Spot(self._keys.event, self._log, seq, tip.hash, now, self._on_duty())
        body, entry = seal(draft, spot)
        insert_entry(self._database, entry, body)
        self._database.execute(
            "UPDATE log SET length = ?, tip = ? WHERE event = ? AND log = ?",
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
        if entry.kind in AT_THE_DOOR:
            self._database.execute(
                "INSERT OR REPLACE INTO newest(event, station, hash, kind, ticket, area, at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    self._event,
                    self._station,
                    bytes.fromhex(entry.hash),
                    str(entry.kind),
                    blob(entry.ticket),
                    entry.area,
                    entry.at,
                ),
            )

    def _sign_head(self, *, closed: bool) -> None:
        tip = self._tip()
        if tip is None:
            return
        as_of = self._running.now()
        message = head_message(self._keys.event, self._log, tip.length, tip.hash, as_of, closed)
        self._database.execute(
            "INSERT OR REPLACE INTO head(event, log, seq, hash, as_of, closed, signature)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                self._event,
                bytes.fromhex(self._log),
                tip.length,
                bytes.fromhex(tip.hash),
                as_of,
                int(closed),
                sign(self._keys.station_key, message),
            ),
        )


def blob(identity: str | None) -> bytes | None:
    """Return a hex id as the file keeps it."""
    return None if identity is None else bytes.fromhex(identity)


def insert_entry(database: Database, entry: Entry, body: bytes) -> None:
    """Keep an entry's bytes with copies of its fields for SQL."""
    database.execute(
        "INSERT INTO entry(event, log, seq, hash, kind, at, area, entrance, ticket, people,"
        " target, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            bytes.fromhex(entry.event),
            bytes.fromhex(entry.log),
            entry.seq,
            bytes.fromhex(entry.hash),
            str(entry.kind),
            entry.at,
            entry.area,
            entry.entrance,
            blob(entry.ticket),
            entry.people,
            blob(entry.target),
            body,
        ),
    )
