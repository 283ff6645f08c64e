"""Repairs guest lists: content that its hash proves is used, the rest is requested again.

A damaged list stays in use until an undamaged one arrives, because at the door most of a list is
better than none. It is reported as damaged, is not sent to others, and nothing is built on it.
"""

from kiosk.domain.ticket import Status
from kiosk.domain.walk_in import WALK_INS
from kiosk.store.integrity.list_checks import ListChecks, StoredList, stray_lists
from kiosk.store.journal.annexes import is_purged
from kiosk.store.lists.list_digests import stored_digests
from kiosk.store.lists.list_manifests import Manifest
from kiosk.store.lists.replaced_codes import ReplacedCodes
from kiosk.store.sqlite.database import Database
from kiosk.store.station_store import EventStore, StationStore

_KEYS = (
    "DELETE FROM list_code WHERE list = ?1",
    "DELETE FROM list_ref WHERE list = ?1",
    "INSERT OR IGNORE INTO list_ref SELECT list, ref, ticket FROM list_row WHERE list = ?1",
    "INSERT OR IGNORE INTO list_code SELECT list, code, ticket FROM list_row"
    " WHERE list = ?1 AND code IS NOT NULL",
)
_FROM_LOOKUPS = (
    "UPDATE OR IGNORE list_row AS r SET ticket = (SELECT f.ticket FROM list_ref f"
    " WHERE f.list = r.list AND f.ref = r.ref) WHERE r.list = ?1 AND NOT EXISTS (SELECT 1"
    " FROM list_ref f WHERE f.list = r.list AND f.ticket = r.ticket AND f.ref = r.ref)"
    " AND EXISTS (SELECT 1 FROM list_ref f WHERE f.list = r.list AND f.ref = r.ref)",
    "UPDATE list_row AS r SET ref = f.ref FROM list_ref f WHERE r.list = ?1 AND f.list = r.list"
    " AND f.ticket = r.ticket AND f.ref <> r.ref",
    "UPDATE list_row AS r SET code = c.code FROM list_code c WHERE r.list = ?1"
    " AND c.list = r.list AND c.ticket = r.ticket AND c.code IS NOT r.code",
    "UPDATE personal SET list = r.list, ticket = r.ticket, ref = r.ref FROM list_row r"
    " WHERE r.list = ?1 AND personal.n = r.person AND personal.annex IS NULL"
    " AND (personal.ticket = r.ticket OR personal.ref = r.ref)",
)
# A damaged list must not stop the door: a ticket with an unknown status becomes blocked.
_STATUSES = ", ".join(f"'{status.value}'" for status in Status)
_READABLE = (
    f"UPDATE list_row SET status = 'blocked' WHERE list = ?1 AND status NOT IN ({_STATUSES})",  # noqa: S608  # our own
    "UPDATE list_row SET entrances = NULL WHERE list = ?1 AND entrances IS NOT NULL AND iif("
    "json_valid(entrances), json_type(entrances) <> 'array' OR EXISTS"
    " (SELECT 1 FROM json_each(entrances) WHERE type <> 'text'), 1)",
)
_WALKED_IN = """
SELECT 1 FROM list_row r JOIN entry e ON e.event = ?1 AND e.ticket = r.ticket
WHERE r.list = ?2 AND e.kind = 'walk_in' LIMIT 1
"""
_OWN_PERSONS = """
UPDATE personal SET event = ?1, list = r.list, ticket = r.ticket, ref = r.ref, annex = NULL
FROM list_row r WHERE r.list = ?2 AND personal.n = r.person
  AND (personal.event, personal.list, personal.ticket, personal.ref) IS NOT
    (?1, r.list, r.ticket, r.ref)
"""
_SPARE_PERSONS = """
DELETE FROM personal WHERE list = ?1 AND annex IS NULL
  AND n NOT IN (SELECT person FROM list_row WHERE list = ?1 AND person IS NOT NULL)
"""
_WALK_IN_LIST = """
INSERT OR REPLACE INTO list_snapshot(list, event, source, version, at, state, indexed)
VALUES (?, ?, ?, 0, 0, 'current', 2)
"""
_FOUND_AGAIN = """
INSERT INTO list_snapshot(list, event, source, version, hash, rows, at, state)
VALUES (?, ?, ?, ?, ?, ?, ?, 'old')
"""
_FOREIGN = "SELECT list FROM list_snapshot WHERE event NOT IN (SELECT event FROM event)"


class ListRepair(EventStore):
    """Repairs the lists of one event; call inside `immediate`."""

    def __init__(self, store: StationStore) -> None:
        super().__init__(store)
        self._checks = ListChecks(store)

    def run(self) -> None:
        """Restore lists whose row was lost, and mark those that do not match their hash."""
        ReplacedCodes(self._database, self._event).repair()
        manifests = self._store.manifests.current()
        self._restore_lost(manifests)
        for one in self._checks.stored():
            self._set(one.number, "state", one.state if one.state == "current" else "old")
        for one in self._checks.stored():
            if one.source == WALK_INS:
                self._walk_ins(one.number)
            elif any(
                proves(one, manifests.get(one.source))
                for proves in (self._matches, self._matches_after_repair)
            ):
                self._complete(one.number)
            else:
                self._mark_damaged(one.number, known=one.source in manifests, state=one.state)
        self._leave_one_current()

    def _matches_after_repair(self, one: StoredList, manifest: Manifest | None) -> bool:
        """Correct rows by the look-up tables; keep the change if they match the hash then."""
        self._database.execute("SAVEPOINT mending")
        for statement in _FROM_LOOKUPS:
            self._database.execute(statement, (one.number,))
        matches = self._matches(one, manifest)
        if not matches:
            self._database.execute("ROLLBACK TO mending")
        self._database.execute("RELEASE mending")
        return matches

    def _matches(self, one: StoredList, manifest: Manifest | None) -> bool:
        return self._matches_manifest(one.number, manifest) or (
            one.hash is not None and self._checks.matches(one, manifest)
        )

    def _restore_lost(self, manifests: dict[str, Manifest]) -> None:
        """Assign rows without a list to the list whose hash they match."""
        foreign = [number for (number,) in self._database.execute(_FOREIGN).fetchall()]
        misnamed = [
            one.number
            for one in self._checks.stored()
            if one.source not in manifests and one.source != WALK_INS
        ]
        for number in (*stray_lists(self._database), *foreign, *misnamed):
            found = stored_digests(self._database, self._event, number)
            if self._database.execute(_WALKED_IN, (self._event, number)).fetchone() is not None:
                self._database.execute(_WALK_IN_LIST, (number, self._event, WALK_INS))
            for manifest in manifests.values():
                if self._checks.is_content(found, manifest):
                    self._database.execute("DELETE FROM list_snapshot WHERE list = ?", (number,))
                    self._database.execute(
                        _FOUND_AGAIN,
                        (
                            number,
                            self._event,
                            manifest.source,
                            manifest.version,
                            bytes.fromhex(manifest.hash),
                            manifest.rows,
                            manifest.at,
                        ),
                    )

    def _matches_manifest(self, number: int, manifest: Manifest | None) -> bool:
        """Restore a list's hash and row count if its content matches the manifest."""
        if manifest is None or is_purged(self._database, self._store.keys.event):
            return False
        found = stored_digests(self._database, self._event, number)
        if not self._checks.is_content(found, manifest):
            return False
        self._set(number, "hash", bytes.fromhex(manifest.hash))
        self._set(number, "rows", manifest.rows)
        return True

    def _complete(self, number: int) -> None:
        for statement in _KEYS:
            self._database.execute(statement, (number,))
        self._database.execute(_OWN_PERSONS, (self._event, number))
        self._database.execute(_SPARE_PERSONS, (number,))

    def _mark_damaged(self, number: int, *, known: bool, state: str) -> None:
        for statement in (*_READABLE, *_KEYS):
            self._database.execute(statement, (number,))
        self._set(number, "hash", None)
        # An old version, or a list without an entry, is not requested again.
        if not known or state != "current":
            self._set(number, "state", "staged")

    def _walk_ins(self, number: int) -> None:
        for statement in _KEYS:
            self._database.execute(statement, (number,))
        self._set(number, "state", "current")
        self._database.execute(
            "UPDATE list_snapshot SET rows = (SELECT count(*) FROM list_row WHERE list = ?1)"
            " WHERE list = ?1",
            (number,),
        )

    def _leave_one_current(self) -> None:
        """Leave one list of each source current; the manifests are applied afterwards."""
        self._database.execute(
            "UPDATE list_snapshot SET state = iif(hash IS NULL, 'staged', 'old') WHERE event = ?1"
            " AND state = 'current' AND source <> '' AND list NOT IN"
            " (SELECT max(list) FROM list_snapshot WHERE event = ?1 AND state = 'current'"
            "  AND (hash IS NOT NULL OR source NOT IN (SELECT source FROM list_snapshot"
            "   WHERE event = ?1 AND state = 'current' AND hash IS NOT NULL)) GROUP BY source)",
            (self._event,),
        )

    def _set(self, number: int, column: str, value: object) -> None:
        self._database.execute(
            f"UPDATE list_snapshot SET {column} = ? WHERE list = ?",  # noqa: S608  # our own columns
            (value, number),
        )


def remove_strays(database: Database) -> None:
    """Remove rows without a list, as the next list may get its number; call inside `immediate`."""
    for number in stray_lists(database):
        for table in ("list_row", "list_code", "list_ref", "list_total", "sealed_list"):
            database.execute(f"DELETE FROM {table} WHERE list = ?", (number,))  # noqa: S608  # our own tables
        database.execute("DELETE FROM personal WHERE list = ? AND annex IS NULL", (number,))
        database.execute("UPDATE personal SET list = NULL WHERE list = ?", (number,))
