"""The stations of an event and their machines, and when each was last seen."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from kiosk.domain.counting.pace import QUARTER_SLOTS, busiest_quarter
from kiosk.domain.counting.station_status import StationStatus
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.internal_settings import MACHINE
from kiosk.domain.letters import name_key, printable
from kiosk.domain.machines import LogStatus, Machine, machines, unique_names
from kiosk.domain.revocation import Revocations, RevocationSubject
from kiosk.domain.roles import Role
from kiosk.errors import UnusableInput
from kiosk.keys.key_ring import KeyRing
from kiosk.keys.signing import enrolment_id
from kiosk.store.sqlite.database import Database, EventTables
from kiosk.store.stations.day_closing import DayClosing
from kiosk.store.stations.enrolments import EnrolmentKey, enrolment_key, enrolments
from kiosk.store.stations.log_statuses import LogStatuses
from kiosk.store.stations.replacements import replacements, with_replacement

SHOWN_ID_DIGITS = 8
"""Hex digits of an id that are shown to people."""
MIN_ID_DIGITS = 4
"""Fewest hex digits by which a station can be named."""

_ADMITTED = """
SELECT slot, sum(people_in) FROM pace_slot
WHERE event = ? AND area = ? AND station = ? AND machine IN (?, ?) AND slot > ?
GROUP BY slot ORDER BY slot
"""
_BEFORE_ALL = -(2**53)


@dataclass(frozen=True, slots=True)
class Station:
    """A laptop of the event by its certificate; ids are hex.

    `name` is unique, `signed` the one that it joined with. `enrolment` is the key that it joined
    by; empty if it has the organiser's own signature.
    """

    id: str
    name: str
    role: str
    enrolment: str
    signed: str

    @property
    def revocation_subject(self) -> RevocationSubject:
        """The station as revocations refer to it."""
        is_organiser = self.role == Role.ADMIN.value and not self.enrolment
        return RevocationSubject(self.id, self.enrolment, organiser=is_organiser)


class Stations(EventTables):
    """Reads the stations of one event; ids are hex."""

    def __init__(
        self,
        database: Database,
        keys: KeyRing,
        machine: str,
        revoked: Callable[[], Revocations],
        doors_open: Callable[[], int],
    ) -> None:
        """`machine` is the id of this machine; `revoked` returns the current revocations.

        `doors_open` returns when the doors open (ms UTC): a spare counts from then on.
        """
        super().__init__(database, keys.event)
        self._this = keys.station
        self.machine = machine
        self._revocations = revoked
        self._doors_open = doors_open
        self._logs = LogStatuses(database, keys.event)

    def known(self) -> list[Station]:
        """Return all stations by name; names are made unique."""
        rows = self._database.execute(
            "SELECT lower(hex(station)), name, role, certificate FROM station WHERE event = ?",
            (self._event,),
        ).fetchall()
        names = unique_names((id_, name) for id_, name, _, _ in rows)
        known = [
            Station(id_, names[id_], role, _enrolment(text), name) for id_, name, role, text in rows
        ]
        return sorted(known, key=lambda one: (one.name, one.id))

    def statuses(self, now: int, area: str | None = FESTIVAL) -> tuple[StationStatus, ...]:
        """Return the status of each machine of each station, by the station's name; `now` is ms
        UTC.

        The busiest quarter of an hour is counted in `area`; None leaves it out.
        """
        logs, revoked, known = self._logs.by_station(), self.revoked(), self.known()
        names = {station.id: station.name for station in known}
        lost = replacements(self._database, self._event.hex())
        replacing = {one.by: names.get(id_, "") for id_, one in lost.items()}
        spares = {id_ for key in self.enrolment_keys() if key.spare for id_ in key.joined}
        return tuple(
            replace(
                with_replacement(
                    self._status(station, machine, now, area, revoked=station.id in revoked),
                    machine,
                    lost.get(station.id),
                    names,
                ),
                replaces=replacing.get(station.id, ""),
                spare_until=self._spare_until(machine) if station.id in spares else 0,
            )
            for station in known
            for machine in self._machines(station.id, logs)
        )

    def machines(self, station: str) -> list[Machine]:
        """Return the machines of a station, in the order in which they began to write."""
        return self._machines(station, self._logs.by_station())

    def is_unnamed_copy(self) -> bool:
        """Return whether this machine has a copied folder, and no name of its own."""
        here = next(one for one in self.machines(self._this) if one.id == self.machine)
        return here.copy > 0 and not self.own_name(self._this, here)

    def find(self, name: str) -> Station | EnrolmentKey:
        """Return the station or enrolment key with this name, or whose id begins with it.

        UnusableInput if there is none, or more than one.
        """
        stations = {one.id: one for one in self.known()}
        found: dict[str, Station | EnrolmentKey] = {
            id_: stations[id_] for id_ in self._ids_named(name, stations.values())
        }
        if not found and len(name) >= MIN_ID_DIGITS:
            both: list[Station | EnrolmentKey] = [*stations.values(), *self.enrolment_keys()]
            found = {one.id: one for one in both if one.id.startswith(name.lower())}
        if not found:
            raise UnusableInput("error.unknown_station", name=name)
        if len(found) > 1:
            ids = ", ".join(sorted(id_[:SHOWN_ID_DIGITS] for id_ in found))
            raise UnusableInput("error.ambiguous_station", name=name, ids=ids)
        return next(iter(found.values()))

    def this_station(self) -> Station:
        """Return this station."""
        return next(one for one in self.known() if one.id == self._this)

    def _ids_named(self, name: str, stations: Iterable[Station]) -> list[str]:
        folded = name_key(name)
        logs = self._logs.by_station()
        return [
            one.id
            for one in stations
            if folded in (name_key(one.name), name_key(one.signed))
            or any(
                folded == name_key(self.own_name(one.id, machine))
                for machine in self._machines(one.id, logs)
            )
        ]

    def logs(self, station: str) -> dict[str, list[Any]]:
        """Return the end of each log of a station here: its number and hash."""
        rows = self._database.execute(
            "SELECT lower(hex(log)), length, lower(hex(last_hash)) FROM log"
            " WHERE event = ? AND station = ? AND length > 0 ORDER BY log",
            (self._event, bytes.fromhex(station)),
        ).fetchall()
        return {log: [length, tip] for log, length, tip in rows}

    def enrolment_keys(self) -> list[EnrolmentKey]:
        """Return the keys by which laptops join, by id."""
        stations = self.known()
        return [
            enrolment_key(
                key, value, tuple(sorted(one.id for one in stations if one.enrolment == key))
            )
            for key, value in enrolments(self._database, self._event).items()
        ]

    def is_revoked(self, subject: Station | EnrolmentKey) -> bool:
        """Return whether a station or an enrolment key is revoked, or the key it joined by."""
        revocations = self._revocations()
        return (
            revocations.joined(subject.id) is not None
            if isinstance(subject, EnrolmentKey)
            else revocations.excludes(subject.revocation_subject)
        )

    def revoked(self) -> frozenset[str]:
        """Return the revoked stations, and those that joined after their key was revoked."""
        revocations = self._revocations()
        return frozenset(
            one.id for one in self.known() if revocations.excludes(one.revocation_subject)
        )

    def announced(self) -> int:
        """Return how many laptops take part: the one that made the event, and all planned ones.

        A hub is no laptop, and nothing more joins by a revoked key.
        """
        revocations = self._revocations()
        by_then = [(one, revocations.joined(one.id)) for one in self.enrolment_keys()]
        return 1 + sum(
            one.announced if by is None else len(by)
            for one, by in by_then
            if one.role != Role.HUB.value
        )

    def spares_apart(self, now: int) -> int:
        """Return how many spares that did not join are not waited for at `now` (ms UTC)."""
        if now >= self._doors_open():
            return 0
        keys = [one for one in self.enrolment_keys() if one.spare and not self.is_revoked(one)]
        return sum(one.missing for one in keys)

    def _spare_until(self, machine: Machine) -> int:
        """Return when a spare counts as the others do; 0 if it was used already."""
        closing = DayClosing(self._database, self._event.hex())
        used = any(closing.has_door_entries(one.log, 0) for one in machine.logs)
        return 0 if used else max(1, self._doors_open())

    def _machines(self, station: str, logs: Mapping[str, list[LogStatus]]) -> list[Machine]:
        return machines(logs.get(station, []), self.machine if station == self._this else "")

    def _status(
        self, station: Station, machine: Machine, now: int, area: str | None, *, revoked: bool
    ) -> StationStatus:
        mine = station.id == self._this and machine.id == self.machine
        own = self.own_name(station.id, machine)
        status = StationStatus(
            id=station.id,
            name=own or station.name,
            role=station.role,
            last_seen=now if mine else machine.last_seen,
            entries=machine.entries,
            closed=machine.closed,
            this=mine,
            copy=0 if own else machine.copy,
            machine=machine.id,
            revoked=revoked,
        )
        if area is None or not status.is_silent(now):
            return status
        return replace(status, busiest_quarter=self._busiest_quarter(station.id, machine, area))

    def own_name(self, station: str, machine: Machine) -> str:
        """Return the name that a machine gave itself, or empty."""
        row = self._database.execute(
            "SELECT value FROM setting WHERE event = ? AND station = ? AND key = ?",
            (self._event, bytes.fromhex(station), MACHINE + machine.id),
        ).fetchone()
        return printable(json.loads(row[0]).get("value")) if row else ""

    def _busiest_quarter(self, station: str, machine: Machine, area: str) -> int:
        # Logs without a machine belong to the first one.
        unnamed = "" if machine.copy == 0 else machine.id
        of_machine = (self._event, area, bytes.fromhex(station), machine.id, unnamed)
        up_to, most = self._database.execute(
            "SELECT coalesce(min(up_to), ?), coalesce(max(people), 0) FROM busiest_quarter"
            " WHERE event = ? AND area = ? AND station = ? AND machine IN (?, ?)",
            (_BEFORE_ALL, *of_machine),
        ).fetchone()
        rows = self._database.execute(_ADMITTED, (*of_machine, up_to - QUARTER_SLOTS)).fetchall()
        return busiest_quarter(rows, most)


@lru_cache(maxsize=1024)  # certificates never change, and are read for each headcount
def _enrolment(certificate: str) -> str:
    try:
        enrolment = json.loads(certificate).get("enrolment")
        return enrolment_id(json.dumps(enrolment)) if enrolment else ""
    except (ValueError, AttributeError):
        return ""
