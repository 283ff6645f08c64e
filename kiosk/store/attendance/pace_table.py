"""The pace at the doors, projected from entries by adding differences."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from kiosk.domain.counting.pace import (
    NO_PACE,
    QUARTER_SLOTS,
    Pace,
    busiest_quarter,
    pace_of,
    slot_of,
)
from kiosk.domain.entry import UNDOABLE, Entry, Kind
from kiosk.domain.event_settings import FESTIVAL
from kiosk.store.attendance.running_totals import outcome_of
from kiosk.store.journal.history import History
from kiosk.store.sqlite.database import Database, EventTables, data_version

_Laptop = tuple[str, str, str]
"""An area, a station (hex) and its machine."""

_UNDONE = """
SELECT u.target, count(*) FROM json_each(?2) wanted
CROSS JOIN entry u ON u.target = unhex(wanted.value) AND u.kind = 'undo'
WHERE +u.event = ?1 GROUP BY u.target
"""
_ADD = """
INSERT INTO pace_slot(event, area, station, machine, slot, entrance, people_in, net)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET people_in = people_in + excluded.people_in, net = net + excluded.net
"""
_SLOTS = """
SELECT slot, sum(people_in) FROM pace_slot
WHERE event = ? AND area = ? AND station = ? AND machine = ? AND slot > ? AND slot <= ?
GROUP BY slot HAVING sum(people_in) <> 0 ORDER BY slot
"""
_UP_TO = """
SELECT up_to FROM busiest_quarter WHERE event = ? AND area = ? AND station = ? AND machine = ?
"""
_MOST = """
SELECT people FROM busiest_quarter WHERE event = ? AND area = ? AND station = ? AND machine = ?
"""
_RAISE = """
UPDATE busiest_quarter SET people = max(people, ?5)
WHERE event = ?1 AND area = ?2 AND station = ?3 AND machine = ?4
"""
_BEFORE_ALL, _AFTER_ALL = -(2**53), 2**53
_SLOTS_BETWEEN = 12
"""The busiest quarter is found once a minute; a headcount adds what came after."""


class PaceTable(EventTables):
    """The pace of one event (`event` is hex); call writers inside `immediate`."""

    def __init__(self, database: Database, event: str, history: History) -> None:
        super().__init__(database, event)
        self._history = history
        self._found_up_to: dict[_Laptop, int] = {}
        self._version = -1

    def count(self, entries: Sequence[Entry], *, just_made: bool = False) -> None:
        """Count new entries, which are stored already; an undo may be stored before its target.

        `just_made`: by this process, so no undo of them can be stored yet.
        """
        if just_made and len(entries) == 1 and entries[0].kind is not Kind.UNDO:
            self._count_made(entries[0])
            return
        self._count_refusals([one for one in entries if one.kind is Kind.REFUSED])
        added: dict[_Laptop, dict[tuple[int, str], Pace]] = {}
        for entry, pace in self._changes(entries, just_made=just_made):
            if pace != NO_PACE:
                slots = added.setdefault(self._laptop(entry), {})
                slots[_slot(entry)] = slots.get(_slot(entry), NO_PACE) + pace
        for laptop, slots in added.items():
            self._add(laptop, slots)

    def _count_made(self, entry: Entry) -> None:
        """Count one entry that this process just made; each scan calls this."""
        if entry.kind is Kind.REFUSED:
            self._count_refusals([entry])
            return
        pace = pace_of(entry)
        if pace != NO_PACE:
            self._add(self._laptop(entry), {_slot(entry): pace})

    def _laptop(self, entry: Entry) -> _Laptop:
        author = self._history.author(entry.log)
        return entry.area or FESTIVAL, author.station, author.machine

    def rebuild(self) -> None:
        """Find the busiest quarters again, after the slots were counted."""
        self._database.execute("DELETE FROM busiest_quarter WHERE event = ?", (self._event,))
        self._found_up_to.clear()
        for laptop in self._laptops():
            self._find_busiest(laptop)

    def problems(self) -> Iterator[str]:
        """Yield the areas with a busiest quarter that differs from the slots."""
        rows = self._database.execute(
            "SELECT area, lower(hex(station)), machine, up_to, people FROM busiest_quarter"
            " WHERE event = ?",
            (self._event,),
        ).fetchall()
        stored = {(area, station, name): (up_to, most) for area, station, name, up_to, most in rows}
        for laptop in sorted({*stored, *self._laptops()}):
            up_to, most = stored.get(laptop, (0, -1))
            if busiest_quarter(self._slots(laptop, until=up_to)) != most:
                yield laptop[0]

    def _changes(
        self, entries: Sequence[Entry], *, just_made: bool
    ) -> Iterator[tuple[Entry, Pace]]:
        """Yield the entries that count from now on; those that stop have a negative pace."""
        new = {one.hash: one for one in entries if one.kind in UNDOABLE}
        undone = Counter(one.target for one in entries if one.kind is Kind.UNDO and one.target)
        if not new and not undone:
            return
        looked_up = [*undone] if just_made else [*new, *undone]
        undos = self._count_undos(looked_up) if looked_up else {}
        for name, entry in new.items():
            if name not in undos:
                yield entry, pace_of(entry)
        for target, here in undone.items():
            held = self._history.by_hash(target) if target not in new else None
            if held is not None and held.kind in UNDOABLE and undos.get(target) == here:
                yield held, -pace_of(held)

    def _count_undos(self, targets: Sequence[str]) -> Mapping[str, int]:
        return {
            target.hex(): count
            for target, count in self._database.rows(_UNDONE, (self._event, json.dumps(targets)))
        }

    def _add(self, laptop: _Laptop, slots: Mapping[tuple[int, str], Pace]) -> None:
        key = self._key(laptop)
        rows = [
            (*key, slot, entrance, pace.people_in, pace.net)
            for (slot, entrance), pace in slots.items()
        ]
        self._database.conn.executemany(_ADD, rows)
        came = [(slot, pace.people_in) for (slot, _), pace in slots.items() if pace.people_in]
        if not came:
            return
        if any(people < 0 for _, people in came):
            self._find_busiest(laptop)
            return
        up_to, first, last = self._up_to(laptop), min(came)[0], max(came)[0]
        if first <= up_to:
            self._raise_most(laptop, first, min(last + QUARTER_SLOTS, up_to))
        if last - up_to > _SLOTS_BETWEEN:
            self._find_busiest(laptop, up_to)

    def _raise_most(self, laptop: _Laptop, first: int, last: int) -> None:
        """Raise the most people by the quarters that people who came late are in."""
        around = busiest_quarter(self._slots(laptop, first - QUARTER_SLOTS, last))
        self._database.execute(_RAISE, (*self._key(laptop), around))

    def _up_to(self, laptop: _Laptop) -> int:
        """Return the slot up to which the busiest quarter of a laptop is stored."""
        version = data_version(self._database)
        if version != self._version:
            self._version = version
            self._found_up_to.clear()  # another process may have stored a later one
        if laptop not in self._found_up_to:
            row = self._database.execute(_UP_TO, self._key(laptop)).fetchone()
            self._found_up_to[laptop] = int(row[0]) if row else _BEFORE_ALL
        return self._found_up_to[laptop]

    def _find_busiest(self, laptop: _Laptop, known_up_to: int = _BEFORE_ALL) -> None:
        """Store the busiest quarter up to the last slot but one: the last one may still grow.

        Without `known_up_to` nothing that is stored counts.
        """
        *slots, last = self._slots(laptop, known_up_to - QUARTER_SLOTS) or [(0, 0)]
        up_to = self._found_up_to[laptop] = last[0] - 1
        known = 0
        if known_up_to > _BEFORE_ALL:
            (known,) = self._database.execute(_MOST, self._key(laptop)).fetchone()
        self._database.execute(
            "INSERT OR REPLACE INTO busiest_quarter(event, area, station, machine, up_to, people)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (*self._key(laptop), up_to, busiest_quarter(slots, known)),
        )

    def _slots(
        self, laptop: _Laptop, after: int = _BEFORE_ALL, until: int = _AFTER_ALL
    ) -> list[tuple[int, int]]:
        return self._database.rows(_SLOTS, (*self._key(laptop), after, until))

    def _laptops(self) -> list[_Laptop]:
        return self._database.rows(
            "SELECT DISTINCT area, lower(hex(station)), machine FROM pace_slot"
            " WHERE event = ? AND people_in <> 0",
            (self._event,),
        )

    def _key(self, laptop: _Laptop) -> tuple[bytes, str, bytes, str]:
        area, station, machine = laptop
        return self._event, area, bytes.fromhex(station), machine

    def _count_refusals(self, entries: Sequence[Entry]) -> None:
        refused = Counter(
            (one.area or FESTIVAL, slot_of(one.at), outcome_of(one)) for one in entries
        )
        for key, count in refused.items():
            self._database.execute(
                "INSERT INTO pace_refused(event, area, slot, outcome, entries)"
                " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
                " entries = entries + excluded.entries",
                (self._event, *key, count),
            )


def _slot(entry: Entry) -> tuple[int, str]:
    return slot_of(entry.at), entry.entrance or ""
