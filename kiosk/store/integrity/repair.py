"""Repairs a journal: entries that can be proved stay or are corrected, others are set aside.

Nothing is deleted. A damaged or lost entry leaves a gap with its hash, so that the rest can still
be sent and others can fill the gap.
"""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any

from kiosk.domain.entry import DOOR_KINDS, Entry, read_entry
from kiosk.store.integrity.list_repair import ListRepair
from kiosk.store.integrity.set_aside_entries import (
    ProvenLogs,
    RevocationApplier,
    Row,
    set_aside,
    try_read_entry,
)
from kiosk.store.integrity.station_repair import StationRepair
from kiosk.store.journal.annexes import annex_hash, is_purged
from kiosk.store.journal.entry_rows import column_copies, insert_entry
from kiosk.store.journal.journal import NO_HASH
from kiosk.store.journal.logs import Logs
from kiosk.store.journal.trust import DAMAGED, ROLE, CertifiedAuthor
from kiosk.store.station_store import EventStore, StationStore

_ROWS = (
    "SELECT n, log, seq, hash, body, kind, at, area, entrance, ticket, people, target FROM entry"
    " WHERE event = ? AND n > ? ORDER BY n LIMIT 1000"
)
_BY_ROLE = """
SELECT seq, hash, body, '' FROM entry WHERE event = ?1 AND log = ?2
UNION ALL SELECT seq, hash, body, why FROM set_aside_entry WHERE event = ?1 AND log = ?2
  AND why = 'role'
"""
_STRAYS = (
    "SELECT event, log, seq, hash, body FROM entry WHERE event NOT IN (SELECT event FROM event)"
)
_LOGS = """
SELECT log FROM log WHERE event = ?1 UNION SELECT log FROM entry WHERE event = ?1
UNION SELECT log FROM set_aside_entry WHERE event = ?1 UNION SELECT log FROM log_gap
  WHERE event = ?1
"""
# The last entry that a guest caused here: the newest one of the newest log.
_NEWEST = f"""
INSERT INTO last_scan(event, station, hash, kind, ticket, area, at)
SELECT e.event, l.station, e.hash, e.kind, e.ticket, e.area, e.at
FROM log l JOIN entry e USING (event, log) WHERE l.event = ?1 AND l.station = ?2
  AND e.kind IN ({", ".join(f"'{kind}'" for kind in sorted(DOOR_KINDS))})
ORDER BY (SELECT max(at) FROM entry o WHERE o.event = e.event AND o.log = e.log) DESC, e.seq DESC
LIMIT 1
"""  # noqa: S608  # our own kinds


class Repair(EventStore):
    """Repairs the journal of one event; call inside `immediate`."""

    def __init__(self, store: StationStore) -> None:
        super().__init__(store)
        self._logs = Logs(store.database, store.keys.event)
        self._proofs = ProvenLogs(store)

    def run(self) -> None:
        """Repair all that can be, and rebuild the projections."""
        StationRepair(self._store).restore_certificates()
        self._restore_strays()
        self._repair_entries()
        self._check_set_aside()
        StationRepair(self._store).restore_logs()
        self._restore_authors()
        StationRepair(self._store).remove_invalid_heads(self._log_ids())
        for log in self._log_ids():
            self._proofs.apply(log)
        self._apply_roles()
        RevocationApplier(self._store).apply()
        self._await_annexes()
        self._rebuild()

    def _restore_strays(self) -> None:
        """Restore entries whose column names an event that does not exist."""
        for event, *row, body in self._database.execute(_STRAYS).fetchall():
            entry = try_read_entry(body)
            if entry is None or entry.event != self._event_hex:
                continue
            self._database.execute(
                "INSERT INTO set_aside_entry(event, log, seq, hash, why, body)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (event, *row, DAMAGED, body),
            )
            place = "event = ? AND log = ? AND seq = ? AND hash = ?"
            for table in ("entry", "set_aside_entry"):
                self._database.execute(f"DELETE FROM {table} WHERE {place}", (event, *row))  # noqa: S608  # our own tables
            if not self._store.inventory.has_entry(entry.log, entry.seq, entry.hash):
                insert_entry(self._database, entry, body)

    def _repair_entries(self) -> None:
        """Restore columns from the entries' bodies; set aside entries with another hash."""
        for row in list(self._damaged_rows()):
            _, log, seq, digest, body, *_ = row
            entry = try_read_entry(body)
            is_ours = entry is not None and entry.event == self._event_hex
            if entry is not None and is_ours and self._proves(entry, digest):
                self._replace((log, seq, digest, body), entry)
            else:
                set_aside(self._database, self._event, (log, seq, digest, body))

    def _damaged_rows(self) -> Iterator[Sequence[Any]]:
        last = 0
        while rows := self._database.execute(_ROWS, (self._event, last)).fetchall():
            for row in rows:
                entry = try_read_entry(row[4])
                expected = (entry.event, entry.log, entry.seq, entry.hash) if entry else ()
                stored = (self._event_hex, row[1].hex(), row[2], row[3].hex())
                if entry is None or expected != stored or column_copies(entry) != tuple(row[5:]):
                    yield row
            last = rows[-1][0]

    def _proves(self, entry: Entry, digest: bytes) -> bool:
        """Return whether its column, the next entry, a head or the log's end names this hash."""
        at = (self._event, bytes.fromhex(entry.log), entry.seq)
        following = self._database.execute(
            "SELECT body FROM entry WHERE event = ? AND log = ? AND seq = ? + 1", at
        ).fetchall()
        named = {after.prev for (body,) in following if (after := try_read_entry(body))}
        ends = self._database.execute(
            "SELECT hash FROM signed_head WHERE event = ?1 AND log = ?2 AND seq = ?3"
            " UNION SELECT last_hash FROM log WHERE event = ?1 AND log = ?2 AND length = ?3",
            at,
        ).fetchall()
        return entry.hash in {digest.hex(), *named, *(end.hex() for (end,) in ends)}

    def _replace(self, row: Row, entry: Entry) -> None:
        log, seq, digest, body = row
        known = self._store.inventory.has_entry(entry.log, entry.seq, entry.hash)
        in_place = (log.hex(), seq, digest.hex()) == (entry.log, entry.seq, entry.hash)
        set_aside(self._database, self._event, row)
        self._remove_set_aside(row)
        if in_place or not known:
            insert_entry(self._database, entry, body)

    def _check_set_aside(self) -> None:
        rows = self._database.execute(
            "SELECT log, seq, hash, body FROM set_aside_entry WHERE event = ? AND why <> 'damaged'",
            (self._event,),
        ).fetchall()
        for log, seq, digest, body in rows:
            if sha256(body).digest() != digest or try_read_entry(body) is None:
                set_aside(self._database, self._event, (log, seq, digest, body))

    def _restore_authors(self) -> None:
        """Find the author of a log that lost its beginning by the key that signed it.

        A log without a known author is set aside, and requested from others as a whole.
        """
        for log in self._log_ids():
            if self._store.trust.author(log.hex()) is None:
                signer = self._signer(log)
                if signer is None:
                    self._set_log_aside(log)
                else:
                    self._database.execute(
                        "INSERT OR REPLACE INTO log(event, log, station, length, last_hash)"
                        " VALUES (?, ?, ?, 0, ?)",
                        (self._event, log, bytes.fromhex(signer), bytes.fromhex(NO_HASH)),
                    )

    def _signer(self, log: bytes) -> str | None:
        certificates = self._database.values(
            "SELECT certificate FROM station WHERE event = ?", (self._event,)
        )
        authors = list(filter(None, map(self._store.trust.read_author, certificates)))
        for head in self._store.heads.heads_of(log.hex()):
            for author in authors:
                if head.verifies(self._event_hex, author.certificate.public):
                    return author.certificate.station
        return None

    def _set_log_aside(self, log: bytes) -> None:
        for seq, digest, body, _ in self._database.execute(_BY_ROLE, (self._event, log)).fetchall():
            set_aside(self._database, self._event, (log, seq, digest, body))
        for table in ("log_gap", "signed_head", "log_branch", "log"):
            self._database.execute(
                f"DELETE FROM {table} WHERE event = ? AND log = ?",  # noqa: S608  # our own tables
                (self._event, log),
            )

    def _log_ids(self) -> list[bytes]:
        return self._database.values(_LOGS, (self._event,))

    def _apply_roles(self) -> None:
        """Set aside entries that their author's role does not allow, and restore the others."""
        for log in self._log_ids():
            author = self._store.trust.author(log.hex())
            if author is not None:
                self._apply_roles_in(log, author)

    def _apply_roles_in(self, log: bytes, author: CertifiedAuthor) -> None:
        set_aside_reason = self._store.trust.set_aside_reason
        rows = self._database.execute(_BY_ROLE, (self._event, log)).fetchall()
        for seq, digest, body, stored_reason in rows:
            entry = read_entry(body)
            reason = set_aside_reason(entry, author)
            if reason == ROLE and not stored_reason:
                set_aside(self._database, self._event, (log, seq, digest, body), ROLE)
                self._logs.stop_awaiting_annex(entry)
            elif reason is None and stored_reason:
                insert_entry(self._database, entry, body)
                self._remove_set_aside((log, seq, digest, body))

    def _remove_set_aside(self, row: Row) -> None:
        self._database.execute(
            "DELETE FROM set_aside_entry WHERE event = ? AND log = ? AND seq = ? AND hash = ?",
            (self._event, *row[:3]),
        )

    def _await_annexes(self) -> None:
        """Request annexes that are changed or missing."""
        if is_purged(self._database, self._event_hex):
            return
        rows = self._database.execute(
            "SELECT n, annex, salt, body FROM personal WHERE event = ? AND annex IS NOT NULL",
            (self._event,),
        ).fetchall()
        for number, annex, salt, body in rows:
            if annex_hash(salt or b"", body or "") != annex.hex():
                self._database.execute("UPDATE personal SET annex = NULL WHERE n = ?", (number,))
        rows = self._database.execute(
            "SELECT body FROM entry WHERE event = ? AND instr(body, CAST('annex' AS BLOB)) > 0",
            (self._event,),
        ).fetchall()
        for (body,) in rows:
            self._logs.await_annex(read_entry(body))

    def _rebuild(self) -> None:
        store = self._store
        self._database.execute(
            "DELETE FROM replica WHERE event = ?1 AND seq > 0 AND NOT EXISTS (SELECT 1 FROM entry e"
            " WHERE e.event = ?1 AND e.log = replica.log AND e.seq = replica.seq"
            " AND e.hash = replica.hash)",
            (self._event,),
        )
        self._database.execute("DELETE FROM last_scan WHERE event = ?", (self._event,))
        self._database.execute(_NEWEST, (self._event, bytes.fromhex(store.keys.station)))
        store.history.refresh()
        store.clocks.apply_offsets()
        store.history.refresh()
        ListRepair(store).run()
        store.projector.rebuild_all()
        for source in store.manifests.current():
            store.manifests.apply(source)
