"""Which version of each list counts, by the journal, and whether its content is here."""

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.domain.entry import Entry, Kind, is_whole
from kiosk.domain.order import Offsets, rank
from kiosk.domain.plain import is_plain
from kiosk.store.database import Database
from kiosk.store.history import History

# A code that the next list has no more for its ticket, though it has the ticket, was replaced.
_REPLACED = """
INSERT INTO code(event, code, ticket, replaced)
SELECT ?1, k.code, k.ticket, 1 FROM list_row k
JOIN list_row r ON r.list = ?3 AND r.ticket = k.ticket AND r.code IS NOT k.code
WHERE k.list = ?2 AND k.code IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM list_code o WHERE o.list = ?3 AND o.code = k.code)
ON CONFLICT DO UPDATE SET replaced = 1
"""
# A code that a list replaced and now names again counts again; what the desk replaced does not.
NAMED_AGAIN = """
DELETE FROM code WHERE event = ?1 AND replaced = 1
  AND EXISTS (SELECT 1 FROM list_code c WHERE c.list = ?3 AND c.code = code.code)
  AND NOT EXISTS (SELECT 1 FROM list_code o WHERE o.list = ?2 AND o.code = code.code)
  AND NOT EXISTS (SELECT 1 FROM code d
    WHERE d.event = code.event AND d.ticket = code.ticket AND d.replaced = 0)
"""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a `list` entry says: this version of a source's list counts; `hash` is its content's."""

    source: str
    version: int
    hash: str
    parent: str | None
    rows: int
    at: int


class Manifests:
    """The `list` entries of one event (`event` is hex), and the contents that they are about."""

    def __init__(
        self, database: Database, event: str, history: History, refresh: Callable[[], None]
    ) -> None:
        """`refresh` brings up to date what follows from the lists, after one was switched."""
        self._database = database
        self._event = bytes.fromhex(event)
        self._history = history
        self._refresh = refresh

    def counting(self) -> dict[str, Manifest]:
        """Return for each source the manifest that counts: the last version, of two the later."""
        entries = self._history.without_ticket([Kind.LIST])
        offsets = self._history.offsets(entry.log for entry in entries)
        found: dict[str, tuple[object, Manifest]] = {}
        for entry in entries:
            manifest = _manifest(entry)
            if manifest is not None:
                order = _order(manifest, entry, offsets)
                kept = found.get(manifest.source)
                if kept is None or kept[0] < order:  # type: ignore[operator]  # tuples of one shape
                    found[manifest.source] = (order, manifest)
        return {source: manifest for source, (_, manifest) in sorted(found.items())}

    def wanted(self) -> list[Manifest]:
        """Return the manifests that count and whose content is not here."""
        return [one for one in self.counting().values() if self._content(one) is None]

    def settle(self, source: str) -> bool:
        """Make the content that counts the source's list, if it is here; the caller holds
        `immediate`.
        """
        manifest = self.counting().get(source)
        content = self._content(manifest) if manifest else None
        if manifest is None or content is None:
            return False
        current = self._database.execute(
            "SELECT list, version, at FROM list"
            " WHERE event = ? AND source = ? AND state = 'current'",
            (self._event, source),
        ).fetchone()
        if current == (content, manifest.version, manifest.at):
            return False
        self._switch(current[0] if current else None, content, manifest)
        return True

    def settle_all(self) -> None:
        """Make all lists those that the journal says, as after entries ceased to count or clocks
        moved; the caller holds `immediate`.
        """
        counting = self.counting()
        rows = self._database.execute(
            "SELECT list, source FROM list WHERE event = ? AND state = 'current'"
            " AND hash IS NOT NULL",
            (self._event,),
        ).fetchall()
        for number, source in rows:
            if source not in counting:
                self._database.execute("UPDATE list SET state = 'old' WHERE list = ?", (number,))
                self._refresh()
        for source in counting:
            self.settle(source)

    def _switch(self, before: int | None, content: int, manifest: Manifest) -> None:
        self._database.execute("UPDATE list SET state = 'old' WHERE list = ?", (before,))
        if before != content:
            self._database.execute(_REPLACED, (self._event, before, content))
            self._database.execute(NAMED_AGAIN, (self._event, before, content))
        self._database.execute(
            "UPDATE list SET state = 'current', version = ?, at = ?, parent = ? WHERE list = ?",
            (
                manifest.version,
                manifest.at,
                bytes.fromhex(manifest.parent) if manifest.parent else None,
                content,
            ),
        )
        self._refresh()

    def _content(self, manifest: Manifest | None) -> int | None:
        if manifest is None:
            return None
        row = self._database.execute(
            "SELECT list FROM list WHERE event = ? AND source = ? AND hash = ?"
            " AND state IN ('current', 'old') ORDER BY state LIMIT 1",
            (self._event, manifest.source, bytes.fromhex(manifest.hash)),
        ).fetchone()
        return int(row[0]) if row else None


def _order(manifest: Manifest, entry: Entry, offsets: Offsets) -> tuple[object, ...]:
    return (manifest.version, *rank(entry, offsets))


def _manifest(entry: Entry) -> Manifest | None:
    detail = entry.detail
    match detail:
        case {
            "source": str(source),
            "version": int(version),
            "hash": str(digest),
            "rows": int(rows),
        } if (
            source
            and is_plain(source)
            and is_whole(version)
            and is_whole(rows)
            and _is_hash(digest)
        ):
            parent = detail.get("parent")
            kept = parent if isinstance(parent, str) and _is_hash(parent) else None
            return Manifest(source, version, digest, kept, rows, entry.at)
        case _:
            return None


def _is_hash(text: str) -> bool:
    try:
        return len(bytes.fromhex(text)) == _HASH_BYTES
    except ValueError:
        return False


_HASH_BYTES = 32
