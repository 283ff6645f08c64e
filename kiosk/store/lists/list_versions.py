"""The versions of each source's list that are here, with the entry that imported each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kiosk.domain.entry import Entry, Kind
from kiosk.domain.walk_in import WALK_INS
from kiosk.store.journal.history import History
from kiosk.store.lists.list_manifests import Manifest, read_manifest
from kiosk.store.sqlite.database import Database
from kiosk.store.sqlite.event_tables import EventTables

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
        found: dict[tuple[str, str], Entry] = {}
        for entry in self._history.without_ticket([Kind.LIST]):
            manifest = read_manifest(entry)
            if manifest is not None:
                found.setdefault((manifest.source, manifest.hash), entry)
        return found
