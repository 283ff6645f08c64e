"""Checks the tables of stations, logs and persons against the journal."""

import json
from collections.abc import Iterable, Iterator

from kiosk.domain.entry import DOOR_KINDS
from kiosk.domain.walk_in import WALK_INS
from kiosk.keys.signing import read_certificate
from kiosk.store.journal.annexes import annex_hash, is_purged
from kiosk.store.lists.walk_in_list import names_in
from kiosk.store.sqlite.problems import Problem, ProblemKind
from kiosk.store.station_store import EventStore

_AT_DOOR = ", ".join(f"'{kind}'" for kind in sorted(DOOR_KINDS))
# A forked log may have several first entries.
_MACHINES = """
SELECT lower(hex(l.log)) FROM log l JOIN entry e ON e.event = l.event AND e.log = l.log
  AND e.seq = 1 AND e.kind = 'open'
WHERE l.event = ? AND l.machine <> ''
GROUP BY l.log HAVING max(l.machine IS CAST(e.body AS TEXT) ->> '$.detail.machine') = 0
"""
# A station without a signed head here: when it was last seen is unknown.
_UNSIGNED = """
SELECT lower(hex(min(l.log))) FROM log l LEFT JOIN signed_head h USING (event, log)
WHERE l.event = ?1 AND l.station <> ?2 AND l.length > 0 GROUP BY l.station HAVING count(h.log) = 0
"""
_NEWEST = f"""
SELECT 1 FROM last_scan w WHERE w.event = ? AND NOT EXISTS (
  SELECT 1 FROM entry e JOIN log l USING (event, log) WHERE e.hash = w.hash AND e.event = w.event
  AND l.station = w.station AND e.kind IN ({_AT_DOOR})
  AND (e.kind, e.ticket, e.area, e.at) IS (w.kind, w.ticket, w.area, w.at))
  AND NOT EXISTS (SELECT 1 FROM set_aside_entry a WHERE a.event = w.event AND a.hash = w.hash)
"""  # noqa: S608  # our own kinds
_REPLICAS = """
SELECT lower(hex(log)) FROM replica g WHERE event = ?1 AND seq > 0 AND NOT EXISTS
  (SELECT 1 FROM entry e WHERE e.event = ?1 AND e.log = g.log AND e.seq = g.seq AND e.hash = g.hash)
  AND NOT EXISTS
  (SELECT 1 FROM set_aside_entry a WHERE a.event = ?1 AND a.log = g.log AND a.seq = g.seq
    AND a.hash = g.hash)
  AND NOT EXISTS
  (SELECT 1 FROM log_gap p WHERE p.event = ?1 AND p.log = g.log AND p.seq = g.seq
    AND p.hash = g.hash)
"""
_PERSONS = """
SELECT lower(hex(p.annex)), p.list, p.ticket, p.ref, p.name, p.organisation, p.salt, p.body,
  coalesce(p.booked_by, p.email, p.note, p.mail_ok), l.source
FROM personal p LEFT JOIN list_snapshot l USING (list)
WHERE p.event = ? AND p.annex IS NOT NULL
"""
_UNCHECKED = ("clock_exchange", "sync_target", "pin_attempt")


class StationChecks(EventStore):
    """Checks the stations and persons of one event; call inside `snapshot`."""

    def problems(self) -> Iterator[Problem]:
        """Yield the data that does not follow from certificates, entries and annexes."""
        yield from self._stations()
        station = bytes.fromhex(self._store.keys.station)
        yield from _each(ProblemKind.MACHINE, self._read_names(_MACHINES))
        yield from _each(ProblemKind.CLOCK, self._store.clocks.changed_offsets())
        yield from _each(ProblemKind.SIGNATURE_MISSING, self._read_names(_UNSIGNED, station))
        if self._read_names(_NEWEST):
            yield Problem(ProblemKind.NEWEST)
        yield from _each(ProblemKind.GIVEN, self._read_names(_REPLICAS))
        yield from self._persons()
        yield from self._unchecked()

    def _read_names(self, sql: str, *more: object) -> list[str]:
        return self._database.values(sql, (self._event, *more))

    def _stations(self) -> Iterator[Problem]:
        rows = self._database.execute(
            "SELECT station, name, role, certificate, this FROM station WHERE event = ?",
            (self._event,),
        ).fetchall()
        organiser, this = self._store.keys.organiser_public, self._store.keys.station
        for station, name, role, text, own in rows:
            signed = read_certificate(text, organiser)  # unsigned ones were reported before
            if (name, role) != (signed.name, signed.role.value) or bool(own) != (
                station.hex() == this
            ):
                yield Problem(ProblemKind.STATION_COPY, about=signed.name)
        if this not in {station.hex() for station, *_ in rows}:
            yield Problem(ProblemKind.STATION, about=self._store.certificate.name)

    def _persons(self) -> Iterator[Problem]:
        """Compare the persons of annexes with the annexes and their tickets."""
        if is_purged(self._database, self._store.keys.event):
            return
        substitutes = {
            annex: (ticket, ref) for ticket, ref, annex in self._store.tickets.substitutes()
        }
        seen: set[str] = set()
        for (
            annex,
            number,
            ticket,
            ref,
            *names,
            salt,
            body,
            unexpected,
            source,
        ) in self._database.execute(_PERSONS, (self._event,)).fetchall():
            if annex_hash(salt or b"", body or "") != annex:
                continue  # reported with its entry
            expected = names_in(_content(body)) if ref is not None else (None, None)
            substitute_of = substitutes.pop(annex, None)
            matches = (
                annex not in seen
                and tuple(names) == expected
                and unexpected is None
                and (number is None or source == WALK_INS)
                and (substitute_of is None or (ticket and ticket.hex(), ref) == substitute_of)
            )
            seen.add(annex)
            if not matches:
                yield Problem(ProblemKind.PERSON, about=ref or annex[:8])

    def _unchecked(self) -> Iterator[Problem]:
        filled = [
            table
            for table in _UNCHECKED
            if self._database.execute(
                f"SELECT 1 FROM {table} WHERE event = ?",  # noqa: S608  # our own tables
                (self._event,),
            ).fetchone()
        ]
        if filled:
            yield Problem(ProblemKind.NOT_CHECKED, about=", ".join(filled))


def _each(kind: ProblemKind, logs: Iterable[str]) -> Iterator[Problem]:
    return (Problem(kind, log) for log in logs)


def _content(body: str | None) -> dict[str, object]:
    try:
        content = json.loads(body or "")
    except (ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}
