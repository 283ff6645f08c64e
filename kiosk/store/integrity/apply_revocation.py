"""Sets aside the entries that a revocation excludes, and restores those that count again."""

from kiosk.domain.entry import read_entry
from kiosk.store.integrity.log_proofs import set_aside
from kiosk.store.journal.entry_rows import insert_entry
from kiosk.store.journal.logs import Logs
from kiosk.store.journal.trust import REVOKED, ROLE, CertifiedAuthor
from kiosk.store.station_store import EventStore, StationStore

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
