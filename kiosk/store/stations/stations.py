"""The stations of an event and their machines: who they are, and what was heard of each."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.headcount import StationStatus
from kiosk.domain.internal_settings import ENROLMENT, MACHINE
from kiosk.domain.letters import alike
from kiosk.domain.machines import LogStatus, Machine, machines, unique_names
from kiosk.domain.printable import plain
from kiosk.domain.revocation import Revocations, RevocationSubject
from kiosk.domain.roles import Role
from kiosk.errors import UnusableInput
from kiosk.keys.key_ring import KeyRing
from kiosk.keys.signing import enrolment_id
from kiosk.store.sqlite.database import Database
from kiosk.store.stations.day_closing import DayClosing
from kiosk.store.stations.replacements import Replaced, replaced

SHOWN_ID = 8
"""Hex digits of an id that people get to see."""
SHORTEST_ID = 4
"""Hex digits that name a station at least."""

_FASTEST_MS = 15 * 60_000
_LOGS = """
SELECT station, log, machine, length,
  (SELECT max(as_of) FROM signed_head h WHERE h.event = log.event AND h.log = log.log),
  coalesce((SELECT at FROM entry e WHERE e.event = log.event AND e.log = log.log AND e.seq = 1), 0),
  offset_ms
FROM log WHERE event = ? AND length > 0
"""
_ADMITTED = """
SELECT e.at, e.people FROM log JOIN entry e USING (event, log)
WHERE log.event = ? AND log.station = ? AND log.machine IN (?, ?) AND e.area = ?
  AND e.kind IN ('in', 'walk_in') AND NOT EXISTS
  (SELECT 1 FROM entry u WHERE u.target = e.hash AND u.kind = 'undo')
ORDER BY e.at
"""


@dataclass(frozen=True, slots=True)
class Station:
    """A laptop of the event by its certificate; ids are hex.

    `name` is its own alone, `signed` the one that it joined with. `enrolment` is the key that it
    joined by, empty where the organiser's own vouches for it.
    """

    id: str
    name: str
    role: str
    enrolment: str
    signed: str

    @property
    def member(self) -> RevocationSubject:
        """The station as revoking sees it."""
        vouched = self.role == Role.ADMIN.value and not self.enrolment
        return RevocationSubject(self.id, self.enrolment, organiser=vouched)


@dataclass(frozen=True, slots=True)
class EnrolmentKey:
    """A key by which laptops join: how many it was made for, and the ids of those that did."""

    id: str
    role: str
    announced: int
    joined: tuple[str, ...]


class Stations:
    """Reads the stations of one event; ids are hex."""

    def __init__(
        self, database: Database, keys: KeyRing, machine: str, revoked: Callable[[], Revocations]
    ) -> None:
        """`machine` tells this machine from others, `revoked` asks what is revoked now."""
        self._database = database
        self._event = bytes.fromhex(keys.event)
        self._this = keys.station
        self.machine = machine
        self._revocations = revoked

    def known(self) -> list[Station]:
        """Return all stations that are known, by name; no two have the same one."""
        rows = self._database.execute(
            "SELECT lower(hex(station)), name, role, certificate FROM station WHERE event = ?",
            (self._event,),
        ).fetchall()
        names = unique_names((id_, name) for id_, name, _, _ in rows)
        known = [
            Station(id_, names[id_], role, _enrolment(text), name) for id_, name, role, text in rows
        ]
        return sorted(known, key=lambda one: (one.name, one.id))

    def heard(self, now: int, area: str | None = FESTIVAL) -> tuple[StationStatus, ...]:
        """Return each machine of each station, by the station's name; `now` is ms UTC.

        Their fastest quarter of an hour is that of the area; None: it is not looked for.
        """
        logs, revoked, known = self._logs(), self.revoked(), self.known()
        names = {station.id: station.name for station in known}
        lost = replaced(self._database, self._event.hex())
        replacing = {one.by: names.get(id_, "") for id_, one in lost.items()}
        return tuple(
            replace(
                _relieved(
                    self._heard(station, machine, now, area, revoked=station.id in revoked),
                    machine,
                    lost.get(station.id),
                    names,
                ),
                replaces=replacing.get(station.id, ""),
            )
            for station in known
            for machine in self._machines(station.id, logs)
        )

    def machines(self, station: str) -> list[Machine]:
        """Return the machines of a station, the first that wrote first."""
        return self._machines(station, self._logs())

    def is_unnamed_copy(self) -> bool:
        """Return whether this machine has another one's folder, and no name of its own yet."""
        here = next(one for one in self.machines(self._this) if one.id == self.machine)
        return here.copy > 0 and not self._name(self._this, here)

    def named(self, name: str) -> Station | EnrolmentKey:
        """Return what a name is about: a station's, or the beginning of an id of either kind.

        UnusableInput if there is none, or more than one.
        """
        stations = {one.id: one for one in self.known()}
        found: dict[str, Station | EnrolmentKey] = {
            id_: stations[id_] for id_ in self._so_called(name, stations.values())
        }
        if not found and len(name) >= SHORTEST_ID:
            both: list[Station | EnrolmentKey] = [*stations.values(), *self.enrolled()]
            found = {one.id: one for one in both if one.id.startswith(name.lower())}
        if not found:
            raise UnusableInput("error.unknown_station", name=name)
        if len(found) > 1:
            ids = ", ".join(sorted(id_[:SHOWN_ID] for id_ in found))
            raise UnusableInput("error.ambiguous_station", name=name, ids=ids)
        return next(iter(found.values()))

    def this(self) -> Station:
        """Return this station."""
        return next(one for one in self.known() if one.id == self._this)

    def _so_called(self, name: str, stations: Iterable[Station]) -> list[str]:
        folded = alike(name)
        logs = self._logs()
        return [
            one.id
            for one in stations
            if folded in (alike(one.name), alike(one.signed))
            or any(
                folded == alike(self._name(one.id, machine))
                for machine in self._machines(one.id, logs)
            )
        ]

    def logs(self, station: str) -> dict[str, list[Any]]:
        """Return how far each log of a station is held here: its number and hash."""
        rows = self._database.execute(
            "SELECT lower(hex(log)), length, lower(hex(last_hash)) FROM log"
            " WHERE event = ? AND station = ? AND length > 0 ORDER BY log",
            (self._event, bytes.fromhex(station)),
        ).fetchall()
        return {log: [length, tip] for log, length, tip in rows}

    def enrolled(self) -> list[EnrolmentKey]:
        """Return the keys by which laptops join, by id."""
        stations = self.known()
        return [
            EnrolmentKey(
                id=key,
                role=str(value.get("role")),
                announced=_number(value.get("stations")),
                joined=tuple(sorted(one.id for one in stations if one.enrolment == key)),
            )
            for key, value in self._enrolments().items()
        ]

    def is_revoked(self, what: Station | EnrolmentKey) -> bool:
        """Return whether a station or an enrolment key is revoked, or the key it joined by."""
        revocations = self._revocations()
        if isinstance(what, EnrolmentKey):
            return revocations.joined(what.id) is not None
        return revocations.excludes(what.member)

    def revoked(self) -> frozenset[str]:
        """Return the stations that are revoked, those among them that joined too late."""
        revocations = self._revocations()
        return frozenset(one.id for one in self.known() if revocations.excludes(one.member))

    def announced(self) -> int:
        """Return how many laptops take part: the one that made the event, and all set up for.

        Where a key is revoked, nobody else joins by it.
        """
        revocations = self._revocations()
        by_then = [(one, revocations.joined(one.id)) for one in self.enrolled()]
        return 1 + sum(one.announced if by is None else len(by) for one, by in by_then)

    def _enrolments(self) -> dict[str, Mapping[str, Any]]:
        rows = self._database.execute(
            "SELECT substr(key, ?1), value FROM setting WHERE event = ?2 AND station = x''"
            " AND key LIKE ?3 ORDER BY key",
            (len(ENROLMENT) + 1, self._event, f"{ENROLMENT}%"),
        ).fetchall()
        told = {key: json.loads(value).get("value") for key, value in rows}
        return {key: value for key, value in told.items() if isinstance(value, dict)}

    def _logs(self) -> dict[str, list[LogStatus]]:
        handing_in = DayClosing(self._database, self._event.hex())
        covered = handing_in.covered()
        logs: dict[str, list[LogStatus]] = {}
        for station, log, machine, length, as_of, opened, offset in self._database.execute(
            _LOGS, (self._event,)
        ).fetchall():
            name = log.hex()
            at_door = handing_in.at_door(name, covered.get(name, 0))
            one = LogStatus(name, machine, opened, length, as_of, name in covered, at_door, offset)
            logs.setdefault(station.hex(), []).append(one)
        return logs

    def _machines(self, station: str, logs: Mapping[str, list[LogStatus]]) -> list[Machine]:
        return machines(logs.get(station, []), self.machine if station == self._this else "")

    def _heard(
        self, station: Station, machine: Machine, now: int, area: str | None, *, revoked: bool
    ) -> StationStatus:
        mine = station.id == self._this and machine.id == self.machine
        own = self._name(station.id, machine)
        return StationStatus(
            id=station.id,
            name=own or station.name,
            role=station.role,
            heard_up_to=now if mine else machine.heard_up_to,
            entries=machine.entries,
            closed=machine.closed,
            this=mine,
            fastest=0 if mine or area is None else self._fastest(station.id, machine, area),
            copy=0 if own else machine.copy,
            machine=machine.id,
            revoked=revoked,
        )

    def _name(self, station: str, machine: Machine) -> str:
        row = self._database.execute(
            "SELECT value FROM setting WHERE event = ? AND station = ? AND key = ?",
            (self._event, bytes.fromhex(station), MACHINE + machine.id),
        ).fetchone()
        return plain(json.loads(row[0]).get("value")) if row else ""

    def _fastest(self, station: str, machine: Machine, area: str) -> int:
        # Logs that do not tell their machine are the first one's.
        unnamed = "" if machine.copy == 0 else machine.id
        rows = self._database.execute(
            _ADMITTED, (self._event, bytes.fromhex(station), machine.id, unnamed, area)
        ).fetchall()
        most = running = oldest = 0
        for at, people in rows:
            running += people
            while rows[oldest][0] <= at - _FASTEST_MS:
                running -= rows[oldest][1]
                oldest += 1
            most = max(most, running)
        return most


def _relieved(
    heard: StationStatus, machine: Machine, by: Replaced | None, names: Mapping[str, str]
) -> StationStatus:
    """Say of a machine whose work another took over who that is, and whether it is gone."""
    if by is None or by.by not in names:
        return heard
    gone = not heard.this and not heard.closed and by.for_good(machine.truly_heard_up_to)
    return replace(heard, replaced_by=names[by.by], gone=gone)


def _enrolment(certificate: str) -> str:
    try:
        vouched = json.loads(certificate).get("enrolment")
        return enrolment_id(json.dumps(vouched)) if vouched else ""
    except (ValueError, AttributeError):
        return ""


def _number(value: object) -> int:
    return value if isinstance(value, int) and value > 0 else 0
