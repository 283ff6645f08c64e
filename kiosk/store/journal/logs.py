"""The logs of other stations: their length, author, gaps and branches."""

from kiosk.domain.entry import Entry
from kiosk.store.journal.annexes import is_purged
from kiosk.store.journal.entry_rows import to_blob
from kiosk.store.journal.journal import NO_HASH
from kiosk.store.journal.trust import DAMAGED, CertifiedAuthor
from kiosk.store.sqlite.database import EventTables


def _machine(entry: Entry) -> str:
    machine = entry.detail.get("machine") if entry.seq == 1 else None
    return machine if isinstance(machine, str) else ""


class Logs(EventTables):
    """The logs of one event (`event` is hex) from other stations.

    Call writers inside `immediate`.
    """

    def has_gaps(self, log: str) -> bool:
        """Return whether a log has entries of which only the hash is known."""
        return self._database.exists(
            "SELECT 1 FROM log_gap WHERE event = ? AND log = ?", (self._event, bytes.fromhex(log))
        )

    def has_hash_at(self, log: str, seq: int, digest: str) -> bool:
        """Return whether an entry or gap has this number and hash ("" matches any)."""
        rows = self._database.execute(
            "SELECT hash FROM entry WHERE event = ?1 AND log = ?2 AND seq = ?3"
            " UNION ALL SELECT hash FROM set_aside_entry WHERE event = ?1 AND log = ?2 AND seq = ?3"
            " UNION ALL SELECT hash FROM log_gap WHERE event = ?1 AND log = ?2 AND seq = ?3",
            (self._event, bytes.fromhex(log), seq),
        ).fetchall()
        return any(digest in ("", stored.hex()) for (stored,) in rows)

    def extend(self, entry: Entry, author: CertifiedAuthor) -> None:
        """Update the log of an entry about to be stored: extend or fork it, or fill a gap."""
        if self._fills_gap(entry.log, entry.seq, entry.hash) or self._fills_hole(entry):
            return
        self.add_log(entry.log, author, _machine(entry))
        self._continue(entry.log, entry.seq, entry.hash, entry.prev)

    def ends_at(self, log: str, seq: int, digest: str) -> bool:
        """Return whether the log has this end and no other; an unknown log ends at 0."""
        row = self._database.execute(
            "SELECT length, lower(hex(last_hash)), forked FROM log WHERE event = ? AND log = ?",
            (self._event, bytes.fromhex(log)),
        ).fetchone()
        return (row or (0, NO_HASH, 0)) == (seq, digest, 0)

    def extend_many(self, first: Entry, last: Entry, author: CertifiedAuthor) -> None:
        """Update a log for consecutive entries about to be stored that continue its end."""
        self.add_log(first.log, author, _machine(first))
        self._set_end(last.log, last.seq, last.hash)

    def add_log(self, log: str, author: CertifiedAuthor, machine: str = "") -> None:
        """Store a log and its station, if they are not stored yet."""
        certificate = author.certificate
        station = bytes.fromhex(certificate.station)
        self._database.execute(
            "INSERT OR IGNORE INTO log(event, log, station, length, last_hash, machine)"
            " VALUES (?, ?, ?, 0, ?, ?)",
            (self._event, bytes.fromhex(log), station, bytes.fromhex(NO_HASH), machine),
        )
        self._database.execute(
            "INSERT OR IGNORE INTO station(event, station, name, role, certificate)"
            " VALUES (?, ?, ?, ?, ?)",
            (self._event, station, certificate.name, certificate.role.value, author.text),
        )

    def add_gap(self, log: str, seq: int, digest: str, author: CertifiedAuthor) -> None:
        """Store the number and hash of an entry whose bytes are missing or damaged."""
        added = self._database.execute(
            "INSERT OR IGNORE INTO log_gap(event, log, seq, hash) VALUES (?, ?, ?, ?)",
            (self._event, bytes.fromhex(log), seq, bytes.fromhex(digest)),
        ).rowcount
        if added and not self._is_damaged(log, seq, digest):
            self.add_log(log, author)
            self._continue(log, seq, digest, "")

    def correct_gap(self, entry: Entry, next_hash: str) -> None:
        """Give a gap at an entry's number this entry's hash, if `next_hash` is stored after it.

        The next stored entry confirms the hash, so the one of the gap was wrong.
        """
        if not self.has_hash_at(entry.log, entry.seq + 1, next_hash):
            return
        place = (self._event, bytes.fromhex(entry.log), entry.seq)
        self._database.execute(
            "UPDATE OR REPLACE log_gap SET hash = ?4 WHERE event = ?1 AND log = ?2 AND seq = ?3"
            " AND hash <> ?4 AND NOT EXISTS (SELECT 1 FROM log_branch WHERE event = ?1"
            " AND log = ?2)",
            (*place, bytes.fromhex(entry.hash)),
        )

    def set_aside(self, entry: Entry, body: bytes, why: str) -> None:
        """Store an entry without effect, with the reason `why`."""
        self._database.execute(
            "INSERT OR REPLACE INTO set_aside_entry(event, log, seq, hash, why, body)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (
                self._event,
                bytes.fromhex(entry.log),
                entry.seq,
                bytes.fromhex(entry.hash),
                why,
                body,
            ),
        )

    def await_annex(self, entry: Entry) -> None:
        """Record that an entry's annex has not arrived yet."""
        if entry.annex is not None and not is_purged(self._database, self._event.hex()):
            self._database.execute(
                "INSERT OR IGNORE INTO awaited_annex(event, annex, entry) SELECT ?1, ?2, ?3"
                " WHERE NOT EXISTS (SELECT 1 FROM personal WHERE annex = ?2 AND event = ?1)",
                (self._event, to_blob(entry.annex), to_blob(entry.hash)),
            )

    def stop_awaiting_annex(self, entry: Entry) -> None:
        """Stop waiting for the annex of an entry that does not count."""
        self._database.execute(
            "DELETE FROM awaited_annex WHERE event = ? AND entry = ?",
            (self._event, to_blob(entry.hash)),
        )

    def _fills_gap(self, log: str, seq: int, digest: str) -> bool:
        gone = self._database.execute(
            "DELETE FROM log_gap WHERE event = ? AND log = ? AND seq = ? AND hash = ?",
            (self._event, bytes.fromhex(log), seq, bytes.fromhex(digest)),
        ).rowcount
        return bool(gone)

    def _fills_hole(self, entry: Entry) -> bool:
        """Return whether an entry is unknown while later entries of its log are stored."""
        row = self._database.execute(
            "SELECT 1 FROM log WHERE event = ? AND log = ? AND length > ? AND NOT forked",
            (self._event, bytes.fromhex(entry.log), entry.seq),
        ).fetchone()
        return row is not None and not self.has_hash_at(entry.log, entry.seq, "")

    def _is_damaged(self, log: str, seq: int, digest: str) -> bool:
        return self._database.exists(
            "SELECT 1 FROM set_aside_entry WHERE event = ? AND log = ? AND seq = ? AND hash = ?"
            " AND why = ?",
            (self._event, bytes.fromhex(log), seq, bytes.fromhex(digest), DAMAGED),
        )

    def _continue(self, log: str, seq: int, digest: str, before: str) -> None:
        length, tip, forked = self._database.execute(
            "SELECT length, last_hash, forked FROM log WHERE event = ? AND log = ?",
            (self._event, bytes.fromhex(log)),
        ).fetchone()
        if not forked and seq == length + 1:
            self._set_end(log, seq, digest)
            return
        if not forked:
            self._add_branch(log, length, tip.hex())
        # A replica of one branch says nothing about the other.
        self._database.execute(
            "DELETE FROM replica WHERE event = ? AND log = ?", (self._event, bytes.fromhex(log))
        )
        self._remove_branch(log, seq - 1, before)
        self._add_branch(log, seq, digest)
        longest, first = self._database.execute(
            "SELECT seq, hash FROM log_branch WHERE event = ? AND log = ?"
            " ORDER BY seq DESC, hash LIMIT 1",
            (self._event, bytes.fromhex(log)),
        ).fetchone()
        self._set_end(log, longest, first.hex(), forked=True)

    def _set_end(self, log: str, seq: int, digest: str, *, forked: bool = False) -> None:
        self._database.execute(
            "UPDATE log SET length = ?, last_hash = ?, forked = ? WHERE event = ? AND log = ?",
            (seq, bytes.fromhex(digest), int(forked), self._event, bytes.fromhex(log)),
        )

    def _add_branch(self, log: str, seq: int, digest: str) -> None:
        self._database.execute(
            "INSERT OR IGNORE INTO log_branch(event, log, seq, hash) VALUES (?, ?, ?, ?)",
            (self._event, bytes.fromhex(log), seq, bytes.fromhex(digest)),
        )

    def _remove_branch(self, log: str, seq: int, digest: str) -> None:
        self._database.execute(
            "DELETE FROM log_branch WHERE event = ? AND log = ? AND seq = ? AND hash = ?",
            (self._event, bytes.fromhex(log), seq, bytes.fromhex(digest)),
        )
