"""Reads of the journal: the entries of a ticket, an entry by its hash, the authors of the logs."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kiosk.domain.causal_order import causal_order
from kiosk.domain.entry import Entry, Kind, read_entry
from kiosk.domain.judge import LastScan
from kiosk.domain.machines import unique_names
from kiosk.domain.verdict import Direction
from kiosk.errors import UnusableInput
from kiosk.store.sqlite.database import Database, EventTables, data_version

_OF_TICKETS = """
SELECT e.ticket, e.hash, e.body FROM json_each(?2) wanted
CROSS JOIN entry e ON e.event = ?1 AND e.ticket = unhex(wanted.value)
"""

MIN_HASH_DIGITS = 6
"""Fewest hex digits by which an entry can be named."""


@dataclass(frozen=True, slots=True)
class LogAuthor:
    """The author of a log: the station's id, name and role, the log's clock offset in ms, and the
    machine that wrote it (empty if it is not known).
    """

    station: str
    name: str
    role: str
    offset_ms: int
    machine: str


class History(EventTables):
    """Reads the journal of one event (`event` is hex)."""

    def __init__(self, database: Database, event: str) -> None:
        super().__init__(database, event)
        self._authors: dict[str, LogAuthor] = {}
        self._version = -1

    def entries_of(self, ticket: str) -> list[Entry]:
        """Return a ticket's entries in causal order."""
        rows = self._database.execute(
            "SELECT body FROM entry WHERE event = ? AND ticket = ?",
            (self._event, bytes.fromhex(ticket)),
        ).fetchall()
        entries = [read_entry(body) for (body,) in rows]
        if len(entries) < 2:  # noqa: PLR2004  # one entry is in order
            return entries
        return causal_order(entries, self.offsets(entry.log for entry in entries))

    def entries_of_each(
        self, tickets: Iterable[str], known: Mapping[str, Entry]
    ) -> dict[str, list[Entry]]:
        """Return the entries of many tickets, each ticket's in causal order.

        Entries in `known` (by hash) are not read again.
        """
        found: dict[str, list[Entry]] = {ticket: [] for ticket in tickets}
        rows = self._database.execute(_OF_TICKETS, (self._event, json.dumps(list(found))))
        for ticket, digest, body in rows.fetchall():
            entry = known.get(digest.hex()) or read_entry(body)
            found[ticket.hex()].append(entry)
        several = [one for one in found.values() if len(one) > 1]
        offsets = self.offsets(entry.log for one in several for entry in one) if several else {}
        for one in several:
            one[:] = causal_order(one, offsets)
        return found

    def tickets_in(self, logs: Iterable[str]) -> list[str]:
        """Return the ids of the tickets that entries of these logs are about."""
        tickets: set[str] = set()
        for log in logs:
            rows = self._database.execute(
                "SELECT DISTINCT lower(hex(ticket)) FROM entry"
                " WHERE event = ? AND log = ? AND ticket IS NOT NULL",
                (self._event, bytes.fromhex(log)),
            ).fetchall()
            tickets.update(ticket for (ticket,) in rows)
        return sorted(tickets)

    def author(self, log: str) -> LogAuthor:
        """Return the author of a log; KeyError if the log is not stored here."""
        if log not in self._authors:
            self.refresh()
        return self._authors[log]

    def offsets(self, logs: Iterable[str]) -> dict[str, int]:
        """Return the clock offsets of these logs: what to add to their times, in ms."""
        if data_version(self._database) != self._version:
            self.refresh()  # another process may have changed names or clock offsets
        return {log: self.author(log).offset_ms for log in set(logs)}

    def count(self) -> int:
        """Return the number of all entries here."""
        (entries,) = self._database.execute(
            "SELECT coalesce(sum(length), 0) FROM log WHERE event = ?", (self._event,)
        ).fetchone()
        return int(entries)

    def refresh(self) -> None:
        """Read the authors again: names and clock offsets may have changed."""
        self._version = data_version(self._database)
        rows = self._database.execute(
            "SELECT log.log, station.station, station.role, log.offset_ms, log.machine FROM log"
            " JOIN station USING (event, station) WHERE log.event = ?",
            (self._event,),
        ).fetchall()
        names = self._names()
        self._authors = {
            log.hex(): LogAuthor(station.hex(), names[station.hex()], role, offset, machine)
            for log, station, role, offset, machine in rows
        }

    def _names(self) -> dict[str, str]:
        rows = self._database.execute(
            "SELECT lower(hex(station)), name FROM station WHERE event = ?", (self._event,)
        ).fetchall()
        return unique_names(rows)

    def clear_cache(self) -> None:
        """Drop the data that was read in a transaction that was rolled back."""
        self._authors, self._version = {}, -1

    def find(self, name: str) -> Entry:
        """Return the only entry whose hash begins with `name`; UnusableInput if there is none."""
        folded = name.strip().lower()
        if len(folded) < MIN_HASH_DIGITS or set(folded) - set("0123456789abcdef"):
            raise UnusableInput("error.unknown_entry", entry=name[:80])
        low, high = folded.ljust(64, "0")[:64], folded.ljust(64, "f")[:64]
        rows = self._database.execute(
            "SELECT body FROM entry WHERE hash BETWEEN ? AND ? AND +event = ? LIMIT 2",
            (bytes.fromhex(low), bytes.fromhex(high), self._event),
        ).fetchall()
        if len(rows) != 1 or len(folded) > len(high):
            raise UnusableInput("error.unknown_entry", entry=name[:80])
        return read_entry(rows[0][0])

    def by_hash(self, digest: str) -> Entry | None:
        """Return the entry with this hash (hex); None if it is not stored or was set aside."""
        row = self._database.execute(
            "SELECT body FROM entry WHERE hash = ? AND event = ?",
            (bytes.fromhex(digest), self._event),
        ).fetchone()
        return read_entry(row[0]) if row else None

    def is_undone(self, entry: Entry) -> bool:
        """Return whether an undo of this entry is stored."""
        row = self._database.execute(
            "SELECT 1 FROM entry WHERE target = ? AND kind = ? AND +event = ?",
            (bytes.fromhex(entry.hash), Kind.UNDO.value, self._event),
        ).fetchone()
        return row is not None

    def last_scan(self, station: str) -> LastScan | None:
        """Return the last entry that a guest caused at a station, unless it was undone."""
        row = self._database.execute(
            "SELECT hash, kind, ticket, area, at FROM last_scan WHERE event = ? AND station = ?"
            " AND NOT EXISTS (SELECT 1 FROM entry WHERE target = last_scan.hash AND kind = 'undo')",
            (self._event, bytes.fromhex(station)),
        ).fetchone()
        if row is None:
            return None
        digest, kind, ticket, area, at = row
        return LastScan(
            hash=digest.hex(),
            direction=_DIRECTIONS.get(kind),
            ticket=ticket.hex() if ticket else None,
            area=area,
            at=at,
        )

    def without_ticket(self, kinds: Sequence[Kind]) -> list[Entry]:
        """Return the entries of these kinds that are about no ticket, in order of arrival."""
        rows = self._database.execute(
            "SELECT body FROM entry WHERE event = ? AND ticket IS NULL"
            " AND kind IN (SELECT value FROM json_each(?)) ORDER BY n",
            (self._event, json.dumps(list(kinds))),
        ).fetchall()
        return [read_entry(body) for (body,) in rows]


_DIRECTIONS = {Kind.IN.value: Direction.IN, Kind.OUT.value: Direction.OUT}
