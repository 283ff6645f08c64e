"""Moves entries that no longer count aside, and those that count after all back."""

from kiosk.domain.entry import read_entry
from kiosk.store.integrity.rebuild import ProjectionCheck
from kiosk.store.journal.journal import insert_entry
from kiosk.store.journal.logs import Logs
from kiosk.store.journal.trust import REVOKED, ROLE, Author
from kiosk.store.station_store import StationStore

_BEYOND = "SELECT body FROM entry WHERE event = ? AND log = ? AND seq > ? ORDER BY seq, n"
_WITHIN = """
SELECT body FROM set_aside_entry WHERE event = ? AND log = ? AND seq <= ? AND why = 'revoked'
  ORDER BY seq
"""
_LAST = 2**53


class Revoked:
    """Brings an event's entries in line with what is revoked; the caller holds `immediate`."""

    def __init__(self, store: StationStore) -> None:
        self._store = store
        self._database = store.database
        self._event = bytes.fromhex(store.keys.event)
        self._logs = Logs(store.database, store.keys.event)

    def settle(self) -> None:
        """Put each entry where it belongs, and fold everything again if any was moved."""
        revoked = self._store.trust.revocations()
        logs = self._database.execute(
            "SELECT lower(hex(log)) FROM log WHERE event = ? ORDER BY log", (self._event,)
        ).fetchall()
        moved = False
        for (log,) in logs:
            author = self._store.trust.author(log)
            until = revoked.until(author.member, log) if author else None
            moved |= self._put_aside(log, _LAST if until is None else until)
            if author is not None:
                moved |= self._take_back(log, _LAST if until is None else until, author)
        if moved:
            ProjectionCheck(self._store).remake()

    def _put_aside(self, log: str, until: int) -> bool:
        rows = self._bodies(_BEYOND, log, until)
        for body in rows:
            entry = read_entry(body)
            self._logs.put_aside(entry, body, REVOKED)
            self._database.execute(
                "DELETE FROM entry WHERE event = ? AND hash = ?",
                (self._event, bytes.fromhex(entry.hash)),
            )
        return bool(rows)

    def _take_back(self, log: str, until: int, author: Author) -> bool:
        rows = self._bodies(_WITHIN, log, until)
        for body in rows:
            entry = read_entry(body)
            if self._store.trust.why_aside(entry, author) == ROLE:
                self._logs.put_aside(entry, body, ROLE)
                continue
            insert_entry(self._database, entry, body)
            self._logs.await_annex(entry)
            self._database.execute(
                "DELETE FROM set_aside_entry WHERE event = ? AND log = ? AND seq = ? AND hash = ?",
                (self._event, bytes.fromhex(log), entry.seq, bytes.fromhex(entry.hash)),
            )
        return bool(rows)

    def _bodies(self, sql: str, log: str, until: int) -> list[bytes]:
        rows = self._database.execute(sql, (self._event, bytes.fromhex(log), until)).fetchall()
        return [body for (body,) in rows]
