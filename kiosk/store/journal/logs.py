"""The logs of all stations as they are held: how long, by whom, damaged where, branched where."""

from kiosk.domain.entry import Entry
from kiosk.store.journal.annexes import is_purged
from kiosk.store.journal.journal import NO_HASH, to_blob
from kiosk.store.journal.trust import DAMAGED, Author
from kiosk.store.sqlite.database import Database


class Logs:
    """The logs of one event (`event` is hex) that come from other stations; writers hold
    `immediate`.
    """

    def __init__(self, database: Database, event: str) -> None:
        self._database = database
        self._event = bytes.fromhex(event)

    def damaged(self, log: str) -> bool:
        """Return whether entries of a log are known only by their hash."""
        row = self._database.execute(
            "SELECT 1 FROM log_gap WHERE event = ? AND log = ?", (self._event, bytes.fromhex(log))
        ).fetchone()
        return row is not None

    def stands(self, log: str, seq: int, digest: str) -> bool:
        """Return whether that entry is at that place, if only as a gap; "" stands for any."""
        rows = self._database.execute(
            "SELECT hash FROM entry WHERE event = ?1 AND log = ?2 AND seq = ?3"
            " UNION ALL SELECT hash FROM set_aside_entry WHERE event = ?1 AND log = ?2 AND seq = ?3"
            " UNION ALL SELECT hash FROM log_gap WHERE event = ?1 AND log = ?2 AND seq = ?3",
            (self._event, bytes.fromhex(log), seq),
        ).fetchall()
        return any(digest in ("", held.hex()) for (held,) in rows)

    def extend(self, entry: Entry, author: Author) -> None:
        """Count an entry about to be kept: it goes on with its log, fills a gap or forks."""
        if self._fills_gap(entry.log, entry.seq, entry.hash) or self._fills_hole(entry):
            return
        machine = entry.detail.get("machine") if entry.seq == 1 else None
        self.begin(entry.log, author, machine if isinstance(machine, str) else "")
        self._go_on(entry.log, entry.seq, entry.hash, entry.prev)

    def ends_at(self, log: str, seq: int, digest: str) -> bool:
        """Return whether a log has one end and this is it; a log that is not known ends at 0."""
        row = self._database.execute(
            "SELECT length, lower(hex(last_hash)), forked FROM log WHERE event = ? AND log = ?",
            (self._event, bytes.fromhex(log)),
        ).fetchone()
        return (row or (0, NO_HASH, 0)) == (seq, digest, 0)

    def go_on(self, first: Entry, last: Entry, author: Author) -> None:
        """Count entries about to be kept that go on in a row from the end of their log."""
        machine = first.detail.get("machine") if first.seq == 1 else None
        self.begin(first.log, author, machine if isinstance(machine, str) else "")
        self._end(last.log, last.seq, last.hash)

    def begin(self, log: str, author: Author, machine: str = "") -> None:
        """Know a log and its station, if they are not known yet."""
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

    def keep_gap(self, log: str, seq: int, digest: str, author: Author) -> None:
        """Keep the place of an entry whose bytes nobody here has."""
        added = self._database.execute(
            "INSERT OR IGNORE INTO log_gap(event, log, seq, hash) VALUES (?, ?, ?, ?)",
            (self._event, bytes.fromhex(log), seq, bytes.fromhex(digest)),
        ).rowcount
        if added and not self._found_damaged(log, seq, digest):
            self.begin(log, author)
            self._go_on(log, seq, digest, "")

    def refute(self, entry: Entry, after: str) -> None:
        """Give up a gap with another hash in an entry's place, if the one `after` it stands here.

        Its place in the log is the entry's then.
        """
        if not self.stands(entry.log, entry.seq + 1, after):
            return
        place = (self._event, bytes.fromhex(entry.log), entry.seq)
        self._database.execute(
            "UPDATE OR REPLACE log_gap SET hash = ?4 WHERE event = ?1 AND log = ?2 AND seq = ?3"
            " AND hash <> ?4 AND NOT EXISTS (SELECT 1 FROM log_branch WHERE event = ?1"
            " AND log = ?2)",
            (*place, bytes.fromhex(entry.hash)),
        )

    def put_aside(self, entry: Entry, body: bytes, why: str) -> None:
        """Keep an entry without effect."""
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
        """Remember that an entry names an annex that is not here yet."""
        if entry.annex is not None and not is_purged(self._database, self._event.hex()):
            self._database.execute(
                "INSERT OR IGNORE INTO awaited_annex(event, annex, entry) SELECT ?1, ?2, ?3"
                " WHERE NOT EXISTS (SELECT 1 FROM personal WHERE annex = ?2 AND event = ?1)",
                (self._event, to_blob(entry.annex), to_blob(entry.hash)),
            )

    def await_no_annex(self, entry: Entry) -> None:
        """Wait no longer for the annex of an entry that does not count."""
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
        """Return whether nothing is known of an entry though later ones of its log are held."""
        row = self._database.execute(
            "SELECT 1 FROM log WHERE event = ? AND log = ? AND length > ? AND NOT forked",
            (self._event, bytes.fromhex(entry.log), entry.seq),
        ).fetchone()
        return row is not None and not self.stands(entry.log, entry.seq, "")

    def _found_damaged(self, log: str, seq: int, digest: str) -> bool:
        row = self._database.execute(
            "SELECT 1 FROM set_aside_entry WHERE event = ? AND log = ? AND seq = ? AND hash = ?"
            " AND why = ?",
            (self._event, bytes.fromhex(log), seq, bytes.fromhex(digest), DAMAGED),
        ).fetchone()
        return row is not None

    def _go_on(self, log: str, seq: int, digest: str, before: str) -> None:
        length, tip, forked = self._database.execute(
            "SELECT length, last_hash, forked FROM log WHERE event = ? AND log = ?",
            (self._event, bytes.fromhex(log)),
        ).fetchone()
        if not forked and seq == length + 1:
            self._end(log, seq, digest)
            return
        if not forked:
            self._branch(log, length, tip.hex())
        self._forget_given(log)
        self._leave(log, seq - 1, before)
        self._branch(log, seq, digest)
        longest, first = self._database.execute(
            "SELECT seq, hash FROM log_branch WHERE event = ? AND log = ?"
            " ORDER BY seq DESC, hash LIMIT 1",
            (self._event, bytes.fromhex(log)),
        ).fetchone()
        self._end(log, longest, first.hex(), forked=True)

    def _forget_given(self, log: str) -> None:
        # Where one branch went tells nothing of another.
        self._database.execute(
            "DELETE FROM replica WHERE event = ? AND log = ?", (self._event, bytes.fromhex(log))
        )

    def _end(self, log: str, seq: int, digest: str, *, forked: bool = False) -> None:
        self._database.execute(
            "UPDATE log SET length = ?, last_hash = ?, forked = ? WHERE event = ? AND log = ?",
            (seq, bytes.fromhex(digest), int(forked), self._event, bytes.fromhex(log)),
        )

    def _branch(self, log: str, seq: int, digest: str) -> None:
        self._database.execute(
            "INSERT OR IGNORE INTO log_branch(event, log, seq, hash) VALUES (?, ?, ?, ?)",
            (self._event, bytes.fromhex(log), seq, bytes.fromhex(digest)),
        )

    def _leave(self, log: str, seq: int, digest: str) -> None:
        self._database.execute(
            "DELETE FROM log_branch WHERE event = ? AND log = ? AND seq = ? AND hash = ?",
            (self._event, bytes.fromhex(log), seq, bytes.fromhex(digest)),
        )
