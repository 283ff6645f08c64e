"""The versions of each list by the journal, the current one, and whether its content is here."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeGuard

from kiosk.domain.causal_order import order_key
from kiosk.domain.entry import Entry, Kind, is_json_integer
from kiosk.domain.letters import is_printable
from kiosk.domain.walk_in import WALK_INS
from kiosk.store.journal.annexes import is_purged
from kiosk.store.journal.entry_rows import to_blob
from kiosk.store.journal.history import History
from kiosk.store.lists.replaced_codes import ReplacedCodes
from kiosk.store.sqlite.database import Database, EventTables


@dataclass(frozen=True, slots=True)
class Manifest:
    """The content of a `list` entry: a version of a source's list, and its content hash."""

    source: str
    version: int
    hash: str
    parent: str | None
    rows: int
    at: int
    unnamed: str | None = None
    """Hash of its rows without names, if the entry has one."""
    clear: str | None = None
    """Hash of its data in clear, if the entry has one."""


class Manifests(EventTables):
    """The `list` entries of one event (`event` is hex) and their contents."""

    def __init__(
        self, database: Database, event: str, history: History, refresh: Callable[[], None]
    ) -> None:
        """`refresh` updates the tables that depend on the lists, after a list changed."""
        super().__init__(database, event)
        self._history = history
        self._refresh = refresh
        self._codes = ReplacedCodes(database, self._event)

    def current(self) -> dict[str, Manifest]:
        """Return each source's current manifest: the highest version, of equals the latest."""
        entries = self._history.without_ticket([Kind.LIST])
        offsets = self._history.offsets(entry.log for entry in entries)
        dated = [(entry, known) for entry in entries if (known := read_manifest(entry)) is not None]
        dated.sort(key=lambda one: (one[1].version, *order_key(one[0], offsets)))
        newest = {manifest.source: manifest for _, manifest in dated}
        return dict(sorted(newest.items()))

    def missing(self) -> list[Manifest]:
        """Return the current manifests whose list here is missing or damaged."""
        if is_purged(self._database, self._event.hex()):
            return []
        undamaged = self._database.values(
            "SELECT source FROM list_snapshot WHERE event = ? AND state = 'current'"
            " AND hash IS NOT NULL",
            (self._event,),
        )
        return [one for source, one in self.current().items() if source not in undamaged]

    def apply(self, source: str) -> bool:
        """Make the content of the current manifest the source's list; return whether that changed
        it.

        Does nothing if the content is not here; call inside `immediate`.
        """
        manifest = self.current().get(source)
        content = self.find(source, manifest.hash) if manifest else None
        if manifest is None or content is None:
            return False
        current = self._database.execute(
            "SELECT list, version, at, parent FROM list_snapshot"
            " WHERE event = ? AND source = ? AND state = 'current'",
            (self._event, source),
        ).fetchone()
        if current == (content, manifest.version, manifest.at, to_blob(manifest.parent)):
            return False
        self._switch(current[0] if current else None, content, manifest)
        return True

    def apply_all(self) -> None:
        """Make all lists current as the journal's manifests say; call inside `immediate`.

        Used after entries were set aside or clock offsets changed.
        """
        current = self.current()
        rows = self._database.execute(
            "SELECT list, source FROM list_snapshot WHERE event = ? AND state = 'current'"
            " AND hash IS NOT NULL",
            (self._event,),
        ).fetchall()
        for number, source in rows:
            if source not in current:
                self._database.execute(
                    "UPDATE list_snapshot SET state = 'old' WHERE list = ?", (number,)
                )
                self._refresh()
        for source in current:
            self.apply(source)

    def _switch(self, before: int | None, content: int, manifest: Manifest) -> None:
        with self._codes.updating_hashes():
            was_whole = self._database.execute(
                "UPDATE list_snapshot SET state = iif(hash IS NULL, 'staged', 'old') WHERE list = ?"
                " RETURNING hash IS NOT NULL",
                (before,),
            ).fetchone()
            if before != content:
                # The codes of a damaged list cannot be trusted.
                self._codes.replace(before if was_whole == (1,) else None, content)
            self._database.execute(
                "UPDATE list_snapshot SET state = 'current', version = ?, at = ?, parent = ?"
                " WHERE list = ?",
                (manifest.version, manifest.at, to_blob(manifest.parent), content),
            )
        self._refresh()

    def find(self, source: str, digest: str) -> int | None:
        """Return the number of the list with this content hash, if its rows are here."""
        row = self._database.execute(
            "SELECT list FROM list_snapshot WHERE event = ? AND source = ? AND hash = ?"
            " AND state IN ('current', 'old') ORDER BY state LIMIT 1",
            (self._event, source, bytes.fromhex(digest)),
        ).fetchone()
        return int(row[0]) if row else None


def read_manifest(entry: Entry) -> Manifest | None:
    """Return the manifest in a `list` entry; None if it cannot be read."""
    detail = entry.detail
    match detail:
        case {
            "source": str(source),
            "version": int(version),
            "hash": str(digest),
            "rows": int(rows),
        } if (
            source
            and is_printable(source)
            and is_json_integer(version)
            and is_json_integer(rows)
            and _is_hash(digest)
        ):
            parent, unnamed, clear = (
                value if _is_hash(value) else None
                for value in map(detail.get, ("parent", "unnamed", "clear"))
            )
            return Manifest(source, version, digest, parent, rows, entry.at, unnamed, clear)
        case _:
            return None


def _is_hash(value: object) -> TypeGuard[str]:
    try:
        return isinstance(value, str) and len(bytes.fromhex(value)) == _HASH_BYTES
    except ValueError:
        return False


_HASH_BYTES = 32


_VERSIONS = """
SELECT l.source, l.version, l.at, lower(hex(l.hash)), l.state = 'current',
  (SELECT count(*) FROM list_row r WHERE r.list = l.list AND r.status <> 'withdrawn')
FROM list_snapshot l
WHERE l.event = ? AND l.source <> ? AND l.state IN ('current', 'old') AND l.hash IS NOT NULL
ORDER BY l.source, l.version DESC
"""


@dataclass(frozen=True, slots=True)
class ListVersion:
    """One version of a source's list: its tickets that count, and when it was read (ms UTC).

    `entry` made this content a list first; None where that entry is not here.
    """

    source: str
    version: int
    at: int
    hash: str
    current: bool
    tickets: int
    entry: Entry | None = None


class ListVersions(EventTables):
    """Reads the versions of one event's lists (`event` is hex)."""

    def __init__(self, database: Database, event: str, history: History) -> None:
        super().__init__(database, event)
        self._history = history

    def all(self) -> Iterator[ListVersion]:
        """Yield the versions by source, the newest of each first, without walk-ins."""
        first = self._first_entries()
        rows = self._database.execute(_VERSIONS, (self._event, WALK_INS)).fetchall()
        for source, version, at, digest, current, tickets in rows:
            entry = first.get((source, digest))
            yield ListVersion(source, version, at, digest, bool(current), tickets, entry)

    def manifest(self, source: str, digest: str) -> Manifest | None:
        """Return the first manifest with a content of a source's list; None if there is none."""
        entry = self._first_entries().get((source, digest))
        return read_manifest(entry) if entry is not None else None

    def _first_entries(self) -> Mapping[tuple[str, str], Entry]:
        return {
            (known.source, known.hash): entry
            for entry in reversed(self._history.without_ticket([Kind.LIST]))
            if (known := read_manifest(entry)) is not None
        }
