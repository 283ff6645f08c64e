"""Signed heads: the author's signature under the length and last hash of a log at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from kiosk.keys.signing import is_signed_by, sign
from kiosk.store.sqlite.database import EventTables

SIGN_EVERY = 500
"""Most entries between two signed heads."""

_COLUMNS = "log, seq, hash, as_of, closed, signature"
_NO_LIMIT = 2**62
_BELOW_GAP = (
    "EXISTS (SELECT 1 FROM log_gap g WHERE g.event = h.event AND g.log = h.log"
    " AND g.seq = h.seq + 1)"
)


@dataclass(frozen=True, slots=True)
class Head:
    """A signed head: the log had `seq` entries, the last with this hash, at `as_of` (ms UTC).

    `closed`: the log will not be continued. Ids and hashes are hex.
    """

    log: str
    seq: int
    hash: str
    as_of: int
    closed: bool
    signature: bytes = b""

    def verifies(self, event: str, public: bytes) -> bool:
        """Return whether the owner of a public key signed this head for the event (hex)."""
        return is_signed_by(public, self.message(event), self.signature)

    def message(self, event: str) -> bytes:
        """Return the bytes that the author of the log signs."""
        about = f"{event} {self.log} {self.seq} {self.hash} {self.as_of} {int(self.closed)}"
        return f"kiosk-head-1 {about}".encode()


class SignedHeads(EventTables):
    """The signed heads of one event (`event` is hex); call writers inside `immediate`."""

    def sign(self, secret: bytes, end: Head) -> None:
        """Sign the end of a log of this station with its secret key, and store the head."""
        self.keep(replace(end, signature=sign(secret, end.message(self._event_hex))))

    def keep(self, head: Head) -> bool:
        """Store a verified head and delete the older ones it replaces; return False if not newer.

        Heads at each SIGN_EVERY entries and right below a gap remain: a range ends at a signed
        head.
        """
        log, digest = bytes.fromhex(head.log), bytes.fromhex(head.hash)
        known = self._database.execute(
            "SELECT 1 FROM signed_head WHERE event = ?1 AND log = ?2 AND as_of >= ?5"
            " AND (seq = ?3 AND hash = ?4 OR seq > ?3 AND ?3 % ?6 <> 0 AND NOT EXISTS"
            "   (SELECT 1 FROM log_gap g WHERE g.event = ?1 AND g.log = ?2 AND g.seq = ?3 + 1))",
            (self._event, log, head.seq, digest, head.as_of, SIGN_EVERY),
        ).fetchone()
        forked = "SELECT 1 FROM log WHERE event = ? AND log = ? AND forked"
        if known is not None and not self._database.exists(forked, (self._event, log)):
            return False
        self._database.execute(
            "INSERT OR REPLACE INTO signed_head(event, log, seq, hash, as_of, closed, signature)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (self._event, log, head.seq, digest, head.as_of, int(head.closed), head.signature),
        )
        self._prune(log, head, digest)
        return True

    def heads_of(self, log: str) -> list[Head]:
        """Return a log's heads in order of number."""
        rows = self._database.execute(
            f"SELECT {_COLUMNS} FROM signed_head WHERE event = ? AND log = ? ORDER BY seq, as_of",  # noqa: S608  # our own columns
            (self._event, bytes.fromhex(log)),
        ).fetchall()
        return [_head(row) for row in rows]

    def next_head(self, log: str, after: int) -> Head | None:
        """Return the head up to which the range after a number is sent.

        It is the one at SIGN_EVERY entries, so that every station has those and no range is longer;
        else the last one before it, else the next one there is.
        """
        limit = after - after % SIGN_EVERY + SIGN_EVERY
        for order, most in (("DESC", limit), ("ASC", _NO_LIMIT)):
            row = self._database.execute(
                f"SELECT {_COLUMNS} FROM signed_head WHERE event = ? AND log = ?"  # noqa: S608  # our own columns
                f" AND seq > ? AND seq <= ? ORDER BY seq {order}, as_of DESC LIMIT 1",
                (self._event, bytes.fromhex(log), after, most),
            ).fetchone()
            if row is not None:
                return _head(row)
        return None

    def head_below_gap(self, log: str, after: int, until: int) -> Head | None:
        """Return the head right below the first gap between two numbers, if there is one.

        Heads above a gap do not prove the entries below it.
        """
        rows = self._database.execute(
            f"SELECT {_COLUMNS} FROM signed_head h WHERE event = ?1 AND log = ?2"  # noqa: S608  # our own columns
            f" AND seq > ?3 AND seq < ?4 AND {_BELOW_GAP} ORDER BY seq, as_of DESC LIMIT 1",
            (self._event, bytes.fromhex(log), after, until),
        ).fetchall()
        return _head(rows[0]) if rows else None

    def last_before(self, log: str, seq: int) -> int:
        """Return the number of the last head before an entry, 0 if there is none."""
        return self._database.number(
            "SELECT coalesce(max(seq), 0) FROM signed_head WHERE event = ? AND log = ? AND seq < ?",
            (self._event, bytes.fromhex(log), seq),
        )

    def newest_heads(self) -> list[Head]:
        """Return the newest head of each station: the time it was last seen."""
        rows = self._database.execute(
            "SELECT h.log, h.seq, h.hash, max(h.as_of), h.closed, h.signature"
            " FROM signed_head h JOIN log USING (event, log) WHERE h.event = ?"
            " GROUP BY log.station ORDER BY h.log",
            (self._event,),
        ).fetchall()
        return [_head(row) for row in rows]

    def _prune(self, log: bytes, head: Head, digest: bytes) -> None:
        # In a forked log each branch may have only one head: all of them remain.
        self._database.execute(
            "DELETE FROM signed_head AS h WHERE event = ?1 AND log = ?2 AND as_of < ?3"  # noqa: S608  # our own text
            f" AND (seq = ?4 AND hash = ?5 OR seq < ?4 AND seq % ?6 <> 0 AND NOT {_BELOW_GAP})"
            " AND NOT EXISTS (SELECT 1 FROM log WHERE event = ?1 AND log = ?2 AND forked)",
            (self._event, log, head.as_of, head.seq, digest, SIGN_EVERY),
        )


def _head(row: Sequence[Any]) -> Head:
    log, seq, digest, as_of, closed, signature = row
    return Head(log.hex(), seq, digest.hex(), as_of, bool(closed), signature)
