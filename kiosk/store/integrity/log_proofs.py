"""Logs as far as they can be proved: where they end, what of them is lost, what is not theirs."""

from kiosk.domain.entry import Entry, read_entry
from kiosk.domain.log_proof import ChainLink, Place, ProvenLog, prove_log
from kiosk.store.journal.journal import NO_HASH, require_hex_ids
from kiosk.store.journal.logs import Logs
from kiosk.store.journal.trust import DAMAGED
from kiosk.store.sqlite.database import Database
from kiosk.store.station_store import StationStore

_LINKS = """
SELECT seq, hash, body FROM entry WHERE event = ?1 AND log = ?2
UNION ALL SELECT seq, hash, body FROM set_aside_entry WHERE event = ?1 AND log = ?2
  AND why <> 'damaged'
"""

Row = tuple[bytes, int, bytes, bytes]
"""Where an entry is kept: its log, number, hash, and its bytes."""


def try_read_entry(body: bytes) -> Entry | None:
    """Return an entry that was kept, None where its bytes are none."""
    try:
        entry = read_entry(body)
        require_hex_ids(entry)
    except ValueError:
        return None
    return entry


def put_aside(database: Database, event: bytes, row: Row, why: str = DAMAGED) -> None:
    """Keep an entry's bytes without effect; the caller holds `immediate`."""
    database.execute(
        "INSERT OR REPLACE INTO set_aside_entry(event, log, seq, hash, why, body)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (event, *row[:3], why, row[3]),
    )
    database.execute(
        "DELETE FROM entry WHERE event = ? AND log = ? AND seq = ? AND hash = ?",
        (event, *row[:3]),
    )


class ProvenLogs:
    """Brings logs in line with what can be proved of them; the caller holds `immediate`.

    All entries are what their own hash says: what is not was put aside before.
    """

    def __init__(self, store: StationStore) -> None:
        self._store = store
        self._database = store.database
        self._event = bytes.fromhex(store.keys.event)
        self._logs = Logs(store.database, store.keys.event)

    def settle(self, log: bytes) -> None:
        """Put aside what nothing vouches for, and keep what is lost as gaps."""
        proven = self._prove(log)
        for seq, digest, body in self._database.execute(_LINKS, (self._event, log)).fetchall():
            if digest.hex() not in proven.links:
                put_aside(self._database, self._event, (log, seq, digest, body))
        self._database.execute(
            "DELETE FROM log_gap WHERE event = ? AND log = ?", (self._event, log)
        )
        self._database.conn.executemany(
            "INSERT INTO log_gap(event, log, seq, hash) VALUES (?, ?, ?, ?)",
            [(self._event, log, seq, bytes.fromhex(digest)) for seq, digest in proven.gaps],
        )
        if proven.ends:
            self._end(log, sorted(proven.ends, key=lambda end: (-end[0], end[1])))

    def _prove(self, log: bytes) -> ProvenLog:
        links = []
        for seq, digest, body in self._database.execute(_LINKS, (self._event, log)).fetchall():
            links.append(ChainLink(seq, digest.hex(), read_entry(body).prev))
        tip = self._places("SELECT length, last_hash FROM log WHERE event = ? AND log = ?", log)
        branches = self._places("SELECT seq, hash FROM log_branch WHERE event = ? AND log = ?", log)
        heads = self._places("SELECT seq, hash FROM signed_head WHERE event = ? AND log = ?", log)
        gaps = self._places("SELECT seq, hash FROM log_gap WHERE event = ? AND log = ?", log)
        claimed = self._places(
            "SELECT seq, hash FROM set_aside_entry WHERE event = ? AND log = ? AND why = 'damaged'",
            log,
        )
        return prove_log(links, [*tip, *branches], [*heads, *gaps], claimed)

    def _places(self, sql: str, log: bytes) -> list[Place]:
        rows = self._database.execute(sql, (self._event, log)).fetchall()
        return [(seq, digest.hex()) for seq, digest in rows if digest.hex() != NO_HASH]

    def _end(self, log: bytes, ends: list[Place]) -> None:
        """Keep where a log ends, longest first; a log that lost its row gets it back."""
        author = self._store.trust.author(log.hex())
        (length, tip), forked = ends[0], len(ends) > 1
        if author is not None:
            self._logs.begin(log.hex(), author)
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
