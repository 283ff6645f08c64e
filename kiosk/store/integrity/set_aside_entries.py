"""Sets entries aside: those that a log's proof or a revocation excludes; restores those that count.

The proof of a log gives its ends, its lost entries, and entries that are not its own.
"""

from kiosk.domain.entry import Entry, read_entry
from kiosk.domain.log_proof import ChainLink, EntryRef, ProvenLog, prove_log
from kiosk.store.journal.entry_rows import insert_entry, require_hex_ids
from kiosk.store.journal.journal import NO_HASH
from kiosk.store.journal.logs import Logs
from kiosk.store.journal.trust import DAMAGED, REVOKED, ROLE, CertifiedAuthor
from kiosk.store.sqlite.database import Database
from kiosk.store.station_store import EventStore, StationStore

_LINKS = """
SELECT seq, hash, body FROM entry WHERE event = ?1 AND log = ?2
UNION ALL SELECT seq, hash, body FROM set_aside_entry WHERE event = ?1 AND log = ?2
  AND why <> 'damaged'
"""

Row = tuple[bytes, int, bytes, bytes]
"""An entry's log, number, hash and bytes."""


def try_read_entry(body: bytes) -> Entry | None:
    """Return a stored entry, None if its bytes are not one."""
    try:
        entry = read_entry(body)
        require_hex_ids(entry)
    except ValueError:
        return None
    return entry


def set_aside(database: Database, event: bytes, row: Row, why: str = DAMAGED) -> None:
    """Move an entry to those without effect; call inside `immediate`."""
    database.execute(
        "INSERT OR REPLACE INTO set_aside_entry(event, log, seq, hash, why, body)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (event, *row[:3], why, row[3]),
    )
    database.execute(
        "DELETE FROM entry WHERE event = ? AND log = ? AND seq = ? AND hash = ?",
        (event, *row[:3]),
    )


class ProvenLogs(EventStore):
    """Brings stored logs in line with their proof; call inside `immediate`.

    All entries match their own hash: the others were set aside before.
    """

    def __init__(self, store: StationStore) -> None:
        super().__init__(store)
        self._logs = Logs(store.database, store.keys.event)

    def apply(self, log: bytes) -> None:
        """Set aside the entries that nothing proves, and store the lost ones as gaps."""
        proven = self._prove(log)
        for seq, digest, body in self._database.execute(_LINKS, (self._event, log)).fetchall():
            if digest.hex() not in proven.links:
                set_aside(self._database, self._event, (log, seq, digest, body))
        self._database.execute(
            "DELETE FROM log_gap WHERE event = ? AND log = ?", (self._event, log)
        )
        self._database.conn.executemany(
            "INSERT INTO log_gap(event, log, seq, hash) VALUES (?, ?, ?, ?)",
            [(self._event, log, seq, bytes.fromhex(digest)) for seq, digest in proven.gaps],
        )
        if proven.ends:
            self._store_ends(log, sorted(proven.ends, key=lambda end: (-end[0], end[1])))

    def _prove(self, log: bytes) -> ProvenLog:
        links = [
            ChainLink(seq, digest.hex(), read_entry(body).prev)
            for seq, digest, body in self._database.execute(_LINKS, (self._event, log)).fetchall()
        ]
        tip = self._read_refs("SELECT length, last_hash FROM log WHERE event = ? AND log = ?", log)
        branches = self._read_refs(
            "SELECT seq, hash FROM log_branch WHERE event = ? AND log = ?", log
        )
        heads = self._read_refs(
            "SELECT seq, hash FROM signed_head WHERE event = ? AND log = ?", log
        )
        gaps = self._read_refs("SELECT seq, hash FROM log_gap WHERE event = ? AND log = ?", log)
        claimed = self._read_refs(
            "SELECT seq, hash FROM set_aside_entry WHERE event = ? AND log = ? AND why = 'damaged'",
            log,
        )
        return prove_log(links, [*tip, *branches], [*heads, *gaps], claimed)

    def _read_refs(self, sql: str, log: bytes) -> list[EntryRef]:
        return [
            (seq, digest.hex())
            for seq, digest in self._database.execute(sql, (self._event, log)).fetchall()
            if digest.hex() != NO_HASH
        ]

    def _store_ends(self, log: bytes, ends: list[EntryRef]) -> None:
        """Store the ends of a log, longest first; adds the log if its row was lost."""
        author = self._store.trust.author(log.hex())
        (length, tip), forked = ends[0], len(ends) > 1
        if author is not None:
            self._logs.add_log(log.hex(), author)
        self._database.execute(
            "UPDATE log SET length = ?, last_hash = ?, forked = ? WHERE event = ? AND log = ?",
            (length, bytes.fromhex(tip), int(forked), self._event, log),
        )
        self._database.execute(
            "DELETE FROM log_branch WHERE event = ? AND log = ?", (self._event, log)
        )
        for seq, digest in ends if forked else []:
            self._database.execute(
                "INSERT INTO log_branch(event, log, seq, hash) VALUES (?, ?, ?, ?)",
                (self._event, log, seq, bytes.fromhex(digest)),
            )


_BEYOND = "SELECT body FROM entry WHERE event = ? AND log = ? AND seq > ? ORDER BY seq, n"
_WITHIN = """
SELECT body FROM set_aside_entry WHERE event = ? AND log = ? AND seq <= ? AND why = 'revoked'
  ORDER BY seq
"""
_LAST = 2**53


class RevocationApplier(EventStore):
    """Applies the revocations to one event's entries; call inside `immediate`."""

    def __init__(self, store: StationStore) -> None:
        super().__init__(store)
        self._logs = Logs(store.database, store.keys.event)

    def apply(self) -> None:
        """Set aside or restore each entry, and rebuild all projections if any changed."""
        revoked = self._store.trust.revocations()
        logs = self._database.execute(
            "SELECT lower(hex(log)) FROM log WHERE event = ? ORDER BY log", (self._event,)
        ).fetchall()
        changed = False
        for (log,) in logs:
            author = self._store.trust.author(log)
            until = revoked.counts_until(author.revocation_subject, log) if author else None
            changed |= self._set_aside_beyond(log, _LAST if until is None else until)
            if author is not None:
                changed |= self._take_back_within(log, _LAST if until is None else until, author)
        if changed:
            self._store.projector.rebuild_all()

    def _set_aside_beyond(self, log: str, until: int) -> bool:
        rows = self._bodies(_BEYOND, log, until)
        for body in rows:
            entry = read_entry(body)
            row = (bytes.fromhex(log), entry.seq, bytes.fromhex(entry.hash), body)
            set_aside(self._database, self._event, row, REVOKED)
        return bool(rows)

    def _take_back_within(self, log: str, until: int, author: CertifiedAuthor) -> bool:
        rows = self._bodies(_WITHIN, log, until)
        for body in rows:
            entry = read_entry(body)
            if self._store.trust.set_aside_reason(entry, author) == ROLE:
                self._logs.set_aside(entry, body, ROLE)
                continue
            insert_entry(self._database, entry, body)
            self._logs.await_annex(entry)
            self._database.execute(
                "DELETE FROM set_aside_entry WHERE event = ? AND log = ? AND seq = ? AND hash = ?",
                (self._event, bytes.fromhex(log), entry.seq, bytes.fromhex(entry.hash)),
            )
        return bool(rows)

    def _bodies(self, sql: str, log: str, until: int) -> list[bytes]:
        return self._database.values(sql, (self._event, bytes.fromhex(log), until))
