"""The guest lists: immutable snapshots of each source, of which one is current."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from kiosk.errors import WorldFailed
from kiosk.store.journal.annexes import refuse_purged
from kiosk.store.lists.list_digests import Digests, staged_digests
from kiosk.store.lists.list_removal import remove_list
from kiosk.store.lists.list_staging import Staging
from kiosk.store.lists.name_index import NameIndex
from kiosk.store.lists.replaced_codes import ReplacedCodes
from kiosk.store.sqlite.database import (
    Database,
    EventTables,
    database_path,
    immediate,
    translate_sqlite_errors,
)
from kiosk.store.sqlite.write_batches import BATCH, relaxed_transaction

KEPT_SNAPSHOTS = 2
"""The number of old snapshots of each source that are kept, to be restored."""

_SNAPSHOT = (
    "ticket, code, ref, category, places, status, valid_from, valid_until, entrances,"
    " name, organisation, booked_by, note, mail_ok"
)
_FIND_REPLACED = """
INSERT INTO staging.replaced SELECT k.code, k.ticket FROM main.list_row k
JOIN staging.row r ON r.settled AND r.ticket = k.ticket AND r.code IS NOT k.code
WHERE k.list = ? AND k.code IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM staging.row o WHERE o.code = k.code)
"""
_STORE_REPLACED = """
INSERT INTO issued_code(event, code, ticket, replaced, listed)
SELECT ?, code, ticket, 1, 1 FROM staging.replaced
WHERE true ON CONFLICT DO UPDATE SET replaced = 1, listed = 1
"""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One version of a source's list; `hash` (hex) covers its rows without e-mail.

    A list without a hash is damaged; it is used until a better one arrives.
    """

    list: int
    version: int
    hash: str | None


class ManifestWriter(Protocol):
    """Writes the `list` entry in the transaction that makes a list current."""

    def __call__(self, source: str, version: int, parent: str | None, digests: Digests) -> object:
        """Append the entry that the source's list now has this version and content."""


class Lists(EventTables):
    """The lists of one event (`event` is hex).

    `pause` is called between short transactions, for a process that waits for the write lock.
    """

    def __init__(self, database: Database, event: str, *, pause: Callable[[], None]) -> None:
        super().__init__(database, event)
        self._pause = pause

    def current(self, source: str) -> Snapshot | None:
        """Return a source's current list, if it has one."""
        row = self._database.execute(
            "SELECT list, version, hash FROM list_snapshot"
            " WHERE event = ? AND source = ? AND state = 'current'",
            (self._event, source),
        ).fetchone()
        return Snapshot(row[0], row[1], row[2].hex() if row[2] else None) if row else None

    def sources(self) -> list[str]:
        """Return the sources that have a current list, by name."""
        return self._database.values(
            "SELECT source FROM list_snapshot WHERE event = ? AND state = 'current'"
            " ORDER BY source",
            (self._event,),
        )

    def make_current(
        self,
        source: str,
        staged: Staging,
        previous: Snapshot | None,
        *,
        at: int,
        record: ManifestWriter,
        refresh: Callable[[], None],
    ) -> Snapshot:
        """Make the staged rows the source's current list; `at` is ms UTC.

        Copies them in short transactions. One more makes them current; in it `record` writes the
        entry and `refresh` updates the tables that depend on the lists. Until it is durable the
        previous list stays current.
        """
        refuse_purged(self._database, self._event.hex())
        with translate_sqlite_errors(database_path(self._database)):
            rows = self._sort_rows(staged, previous)
            digests = staged_digests(self._database, rows)
            version = self._next_version(source, previous)
            number = self._insert_snapshot(source, version, previous, at)
            self._copy(number, rows)
            snapshot = Snapshot(number, version, digests.content)
            with immediate(self._database):
                refuse_purged(self._database, self._event.hex())
                if self.current(source) != previous:
                    raise WorldFailed("error.list_changed_meanwhile", source=source)
                self._switch(snapshot, previous, digests)
                parent = previous.hash if previous else None
                record(source, snapshot.version, parent, digests)
                refresh()
            return snapshot

    def store_content(
        self,
        source: str,
        staged: Staging,
        *,
        version: int,
        digest: str,
        at: int,
        is_genuine: Callable[[Digests], bool],
    ) -> int | None:
        """Copy staged rows from another station; return the number of the list, which stays staged.

        Its content has the hash `digest` (hex). Returns None and stores nothing if the rows are not
        genuine.
        """
        with translate_sqlite_errors(database_path(self._database)):
            rows = self._sort_rows(staged, None)
            digests = staged_digests(self._database, rows)
            if not is_genuine(digests):
                return None
            number = self._insert_snapshot(source, version, None, at)
            self._copy(number, rows)
            with relaxed_transaction(self._database):
                self._database.execute(
                    "UPDATE list_snapshot SET hash = ?, rows = ?, email_hash = ? WHERE list = ?",
                    (bytes.fromhex(digest), rows, bytes.fromhex(digests.email), number),
                )
            return number

    def remove_outdated(self, source: str, index: NameIndex) -> None:
        """Remove staged lists and old ones beyond KEPT_SNAPSHOTS, with their names in the index.

        Their personal data is removed too, in short transactions.
        """
        old = self._database.values(
            "SELECT list FROM list_snapshot WHERE event = ? AND source = ? AND state = 'old'"
            " ORDER BY version DESC LIMIT -1 OFFSET ?",
            (self._event, source, KEPT_SNAPSHOTS),
        )
        staged = self._database.values("SELECT list FROM list_snapshot WHERE state = 'staged'")
        for number in (*staged, *old):
            index.remove(number)
            remove_list(self._database, number, pause=self._pause)

    def _next_version(self, source: str, previous: Snapshot | None) -> int:
        """Return the version after all known ones, also of lists whose rows are not here."""
        (known,) = self._database.execute(
            "SELECT coalesce(max(CAST(body AS TEXT) ->> '$.detail.version'), 0) FROM entry"
            " WHERE event = ? AND ticket IS NULL AND kind = 'list'"
            " AND CAST(body AS TEXT) ->> '$.detail.source' = ?",
            (self._event, source),
        ).fetchone()
        return max(int(known), previous.version if previous else 0) + 1

    def _sort_rows(self, staged: Staging, previous: Snapshot | None) -> int:
        database = staged.database
        for table in ("replaced", "snapshot"):
            database.execute(f"DROP TABLE IF EXISTS staging.{table}")
        database.execute("CREATE TABLE staging.replaced(code BLOB PRIMARY KEY, ticket BLOB)")
        # The codes of a damaged list cannot be trusted.
        undamaged = previous.list if previous and previous.hash else None
        database.execute(_FIND_REPLACED, (undamaged,))
        # Each table is filled in the order of its key, so that B-trees grow at their end.
        database.execute(
            f"CREATE TABLE staging.snapshot(pos INTEGER PRIMARY KEY, {_SNAPSHOT}, email)"
        )
        database.execute(
            f"INSERT INTO staging.snapshot SELECT NULL, {_SNAPSHOT}, email"  # noqa: S608  # our own columns
            " FROM staging.row INDEXED BY row_ticket WHERE settled ORDER BY ticket"
        )
        return database.number("SELECT count(*) FROM staging.snapshot")

    def _insert_snapshot(
        self, source: str, version: int, previous: Snapshot | None, at: int
    ) -> int:
        with relaxed_transaction(self._database):
            row = {
                "event": self._event,
                "source": source,
                "version": version,
                "parent": _blob(previous),
                "at": at,
                "state": "staged",
            }
            return int(self._database.table("list_snapshot").insert(row).last_rowid or 0)

    def _copy(self, number: int, rows: int) -> None:
        for start in range(0, rows, BATCH):
            with relaxed_transaction(self._database):
                self._copy_rows(number, start, start + BATCH)
            self._pause()
        for key in ("code", "ref"):
            self._copy_keys(number, key)

    def _copy_rows(self, number: int, start: int, end: int) -> None:
        (last,) = self._database.execute("SELECT coalesce(max(n), 0) FROM personal").fetchone()
        shift = last - start
        self._database.execute(
            "INSERT INTO personal(n, event, list, ticket, ref, name, organisation, booked_by,"
            " email, note, mail_ok) SELECT pos + ?, ?, ?, ticket, ref, name, organisation,"
            " booked_by, email, note, mail_ok FROM staging.snapshot WHERE pos > ? AND pos <= ?",
            (shift, self._event, number, start, end),
        )
        self._database.execute(
            "INSERT INTO list_row(list, ticket, code, ref, category, places, status, valid_from,"
            " valid_until, entrances, person) SELECT ?, ticket, code, ref, category, places,"
            " status, valid_from, valid_until, entrances, pos + ? FROM staging.snapshot"
            " WHERE pos > ? AND pos <= ?",
            (number, shift, start, end),
        )

        self._database.execute(
            "INSERT INTO list_total SELECT ?, category, status, count(*), sum(places)"
            " FROM staging.snapshot WHERE pos > ? AND pos <= ? GROUP BY category, status"
            " ON CONFLICT DO UPDATE SET tickets = tickets + excluded.tickets,"
            " places = places + excluded.places",
            (number, start, end),
        )

    def _copy_keys(self, number: int, key: str) -> None:
        last: object = b"" if key == "code" else ""
        copied = BATCH
        while copied == BATCH:
            with relaxed_transaction(self._database):
                copied = self._database.execute(
                    f"INSERT INTO list_{key}(list, {key}, ticket) SELECT ?, {key}, ticket"  # noqa: S608  # our own tables
                    f" FROM staging.row WHERE {key} > ? ORDER BY {key} LIMIT {BATCH}",
                    (number, last),
                ).rowcount
                (last,) = self._database.execute(
                    f"SELECT max({key}) FROM list_{key} WHERE list = ?",  # noqa: S608  # our own tables
                    (number,),
                ).fetchone()
            self._pause()

    def _switch(self, snapshot: Snapshot, previous: Snapshot | None, digests: Digests) -> None:
        execute, before = self._database.execute, previous.list if previous else None
        codes = ReplacedCodes(self._database, self._event)
        with codes.updating_hashes():
            execute(
                "UPDATE list_snapshot SET state = iif(hash IS NULL, 'staged', 'old')"
                " WHERE list = ?",
                (before,),
            )
            execute(_STORE_REPLACED, (self._event,))
            codes.reinstate(before, snapshot.list)
            execute(
                "UPDATE list_snapshot SET state = 'current', hash = ?, rows = ?, email_hash = ?"
                " WHERE list = ?",
                (
                    bytes.fromhex(digests.content),
                    digests.rows,
                    bytes.fromhex(digests.email),
                    snapshot.list,
                ),
            )


def _blob(snapshot: Snapshot | None) -> bytes | None:
    return bytes.fromhex(snapshot.hash) if snapshot and snapshot.hash else None
