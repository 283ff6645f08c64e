"""Checks each guest list against its entry (rows, names, codes, the current version), and the codes
that were issued or replaced against the journal and the lists.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kiosk.domain.desk_actions import TicketAction
from kiosk.domain.entry import read_entry
from kiosk.domain.walk_in import WALK_INS
from kiosk.store.journal.annexes import is_purged
from kiosk.store.lists.list_digests import Digests, stored_digests
from kiosk.store.lists.list_manifests import Manifest
from kiosk.store.lists.replaced_codes import ReplacedCodes
from kiosk.store.lists.sealed_parts import SealedParts
from kiosk.store.lists.ticket_table import code_hashes
from kiosk.store.sqlite.database import Database
from kiosk.store.sqlite.problems import Problem, ProblemKind
from kiosk.store.station_store import EventStore, StationStore

_LISTS = """
SELECT list, source, version, parent, hash, rows, at, state, email_hash FROM list_snapshot
WHERE event = ? AND state <> 'staged' ORDER BY source, version, list
"""
_KEYS_DIFFER = """
SELECT EXISTS (SELECT 1 FROM list_row r WHERE r.list = ?1 AND r.code IS NOT NULL AND NOT EXISTS
    (SELECT 1 FROM list_code c WHERE c.list = ?1 AND c.code = r.code AND c.ticket = r.ticket))
  OR EXISTS (SELECT 1 FROM list_row r WHERE r.list = ?1 AND NOT EXISTS
    (SELECT 1 FROM list_ref f WHERE f.list = ?1 AND f.ref = r.ref AND f.ticket = r.ticket))
  OR (SELECT count(*) FROM list_code WHERE list = ?1)
    <> (SELECT count(code) FROM list_row WHERE list = ?1)
  OR (SELECT count(*) FROM list_ref WHERE list = ?1)
    <> (SELECT count(*) FROM list_row WHERE list = ?1)
"""
_FIRST = "SELECT min(list) FROM {table} WHERE list > ?"
_TABLES = ("list_row", "list_code", "list_ref", "list_total", "sealed_list")
_UNLISTED_PERSONS = """
SELECT DISTINCT list FROM personal WHERE list IS NOT NULL AND list NOT IN (SELECT list
  FROM list_snapshot)
"""
_PERSONS = """
SELECT list, count(*) FROM personal WHERE event = ? AND list IS NOT NULL AND annex IS NULL
GROUP BY list
"""
_UNLISTED_ENTRIES = """
SELECT count(*) FROM entry e WHERE event = ?1 AND ticket IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM list_snapshot l CROSS JOIN list_row r USING (list)
    WHERE l.event = ?1 AND r.ticket = e.ticket)
"""
_STATES = frozenset({"current", "old"})


@dataclass(frozen=True, slots=True)
class StoredList:
    """A list as its table has it; hashes are bytes."""

    number: int
    source: str
    version: int
    parent: bytes | None
    hash: bytes | None
    rows: int
    at: int
    state: str
    email: bytes | None


class ListChecks(EventStore):
    """Checks the lists of one event; call inside `snapshot` or `immediate`."""

    def __init__(self, store: StationStore) -> None:
        super().__init__(store)
        self._codes = ReplacedCodes(store.database, self._event)
        self._purged = is_purged(store.database, store.keys.event)

    def problems(self) -> Iterator[Problem]:
        """Yield the lists that differ from their entry, and those that are not here."""
        manifests = self._store.manifests.current()
        lists = self.stored()
        persons = self._persons()
        damaged: set[str | None] = set()
        for one in lists:
            for problem in self._list(one, manifests.get(one.source), persons.get(one.number, 0)):
                yield problem
                damaged |= {problem.about} if problem.kind is ProblemKind.LIST_DAMAGED else set()
        yield from self._current_problems(lists, manifests)
        for _, source in self._codes.mismatched_lists():
            if source not in damaged:
                yield Problem(ProblemKind.LIST_CODES, about=source)
        if self._purged and any(one.source != WALK_INS for one in lists):
            yield Problem(ProblemKind.NAMES_UNCHECKED)
        undamaged = {one.source for one in lists if one.state == "current" and one.hash is not None}
        if manifests.keys() <= undamaged and (entries := self._unlisted_entries()):
            yield Problem(ProblemKind.ENTRIES_UNLISTED, count=entries)

    def _unlisted_entries(self) -> int:
        """Count the entries of tickets that are on no list.

        A list that lost all its rows gives new tickets to guests whose code was changed since.
        """
        return self._database.number(_UNLISTED_ENTRIES, (self._event,))

    def stored(self) -> list[StoredList]:
        """Return the stored lists, without those still being read."""
        return [
            StoredList(*row) for row in self._database.execute(_LISTS, (self._event,)).fetchall()
        ]

    def is_content(self, found: Digests, manifest: Manifest) -> bool:
        """Return whether rows are the content of a manifest; a hub has only the data in clear."""
        if found.rows != manifest.rows:
            return False
        if self._store.keys.can_decrypt:
            return found.content == manifest.hash
        return manifest.clear is not None and found.clear == manifest.clear

    def matches(self, one: StoredList, manifest: Manifest | None) -> bool:
        """Return whether a list's rows match its hash; after a purge, without names."""
        found = stored_digests(self._database, self._event, one.number)
        return self._matches(one, found, manifest)

    def _list(self, one: StoredList, manifest: Manifest | None, persons: int) -> Iterator[Problem]:
        found = stored_digests(self._database, self._event, one.number)
        damage = ProblemKind.LIST_DAMAGED if one.state == "current" else ProblemKind.OLD_LIST
        (keys_differ,) = self._database.execute(_KEYS_DIFFER, (one.number,)).fetchone()
        if one.source == WALK_INS:
            if found.rows != one.rows or one.state != "current" or keys_differ:
                yield Problem(ProblemKind.WALK_IN, about=str(one.rows))
            return
        if one.state not in _STATES:
            yield Problem(ProblemKind.LIST_STATE, about=one.source)
        elif one.hash is None or not self._matches(one, found, manifest):
            rows = manifest.rows if manifest and one.state == "current" else one.rows
            yield Problem(damage, about=one.source, count=rows)
        elif keys_differ:
            yield Problem(ProblemKind.LIST_INDEX, about=one.source)
        elif not self._purged and persons != found.rows:
            yield Problem(ProblemKind.LIST_PERSONS, about=one.source)
        elif not self._purged and one.email and one.email.hex() != found.email:
            yield Problem(ProblemKind.LIST_EMAIL, about=one.source, count=one.rows)

    def _matches(self, one: StoredList, found: Digests, manifest: Manifest | None) -> bool:
        if one.hash is None or found.rows != one.rows:
            return False
        if not self._store.keys.can_decrypt:
            return self._is_passed_on(one, found, manifest)
        if not self._purged:
            return found.content == one.hash.hex() and not found.foreign
        known = manifest is not None and manifest.hash == one.hash.hex() and manifest.unnamed
        return not known or known == found.unnamed

    def _is_passed_on(self, one: StoredList, found: Digests, manifest: Manifest | None) -> bool:
        """Return whether a hub without keys counts by the right rows, and has the encrypted ones.

        A list of an older program has no hash of the data in clear.
        """
        sealed = SealedParts(self._database, self._store.keys.event).count(one.number)
        if not self._purged and (found.foreign or not sealed):
            return False
        known = manifest is not None and manifest.hash == (one.hash or b"").hex()
        return not known or manifest is None or manifest.clear in (None, found.clear)

    def _current_problems(
        self, lists: list[StoredList], manifests: Mapping[str, Manifest]
    ) -> Iterator[Problem]:
        current: dict[str, list[StoredList]] = {}
        for one in lists:
            if one.state == "current" and one.source != WALK_INS:
                current.setdefault(one.source, []).append(one)
        for source in sorted({*manifests, *current}):
            here, manifest = current.get(source, []), manifests.get(source)
            if manifest is None:
                yield Problem(ProblemKind.LIST_UNKNOWN, about=source)
            elif not here:
                yield Problem(
                    ProblemKind.LIST_AWAITED if self._purged else ProblemKind.LIST_MISSING,
                    about=source,
                    count=manifest.rows,
                )
            elif len(here) > 1:
                yield Problem(ProblemKind.LIST_STATE, about=source)
            elif here[0].hash is not None:
                yield from self._version(here[0], manifest)

    def _version(self, one: StoredList, manifest: Manifest) -> Iterator[Problem]:
        assert one.hash is not None  # noqa: S101  # checked before
        parent = one.parent.hex() if one.parent else None
        if one.hash.hex() == manifest.hash:
            expected = (manifest.version, manifest.at, manifest.parent, manifest.rows)
            if (one.version, one.at, parent, one.rows) != expected:
                yield Problem(ProblemKind.LIST_STATE, about=one.source)
        elif self._store.manifests.find(one.source, manifest.hash) is not None:
            yield Problem(ProblemKind.LIST_STATE, about=one.source)
        else:
            yield Problem(ProblemKind.LIST_AWAITED, about=one.source, count=manifest.rows)

    def _persons(self) -> dict[int, int]:
        return dict(self._database.execute(_PERSONS, (self._event,)).fetchall())


def stray_lists(database: Database) -> list[int]:
    """Return the numbers of lists that rows, codes, references or names have, but no list."""
    known = {number for (number,) in database.execute("SELECT list FROM list_snapshot").fetchall()}
    found: set[int] = {number for (number,) in database.execute(_UNLISTED_PERSONS).fetchall()}
    for table in _TABLES:
        last: int | None = -(2**63)
        while last is not None:
            (last,) = database.execute(_FIRST.format(table=table), (last,)).fetchone()
            if last is not None and last not in known:
                found.add(last)
    return sorted(found)


_REISSUED = """
SELECT body FROM entry WHERE event = ? AND kind = 'status' AND ticket IS NOT NULL
  AND instr(body, CAST('"reissue"' AS BLOB)) > 0
"""


class CodeChecks(EventStore):
    """Checks the codes of one event outside its lists; call inside `snapshot`."""

    def problems(self) -> Iterator[Problem]:
        """Yield the tickets with a code that differs from the desk's entries and the lists."""
        by_desk = self._desk_codes()
        wrong: set[bytes] = set()
        rows = self._database.execute(
            "SELECT code, ticket, replaced, desk, listed FROM issued_code WHERE event = ?",
            (self._event,),
        )
        for code, ticket, replaced, desk, listed in rows:
            tickets, expected = by_desk.pop(code, ({ticket}, None))
            stored = (desk, listed in (0, 1), replaced)
            if stored != (expected, True, max(expected or 0, listed)) or not (
                listed or expected is not None
            ):
                wrong.add(ticket)
            elif ticket not in tickets:
                wrong |= tickets
        for tickets, _ in by_desk.values():
            wrong |= tickets
        for ticket in sorted(wrong):
            about = self._store.tickets.reference(ticket.hex()) or ticket.hex()
            yield Problem(ProblemKind.CODES, about=about)

    def _desk_codes(self) -> dict[bytes, tuple[set[bytes], int]]:
        """Return the tickets of each code that the desk changed, and 1 if it was replaced."""
        found: dict[bytes, tuple[set[bytes], int]] = {}
        for (body,) in self._database.execute(_REISSUED, (self._event,)):
            entry = read_entry(body)
            if entry.detail.get("action") != TicketAction.REISSUE or entry.ticket is None:
                continue
            issued = [(code, 0) for code in code_hashes([entry.detail.get("code")])]
            replaced_codes = [(code, 1) for code in code_hashes(entry.detail.get("replaces"))]
            for code, replaced in (*issued, *replaced_codes):
                tickets, before = found.get(code, (set(), 0))
                found[code] = (tickets | {bytes.fromhex(entry.ticket)}, max(before, replaced))
        return found
