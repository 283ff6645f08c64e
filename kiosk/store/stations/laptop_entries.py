"""The first and last entry of each laptop, and the people it let in, from the journal alone.

The result is the same on every laptop with the same entries. A laptop without entries is not in it.
"""

from collections.abc import Mapping, Sequence

from kiosk.domain.counting.laptop_times import EntryTimes, LaptopTimes
from kiosk.domain.machines import Machine, unique_names
from kiosk.store.sqlite.database import Database
from kiosk.store.stations.day_closing import DayClosing
from kiosk.store.stations.replacements import SLACK_MS, Replacement, replacements
from kiosk.store.stations.stations import Stations

_SERVER = "hub"
"""The role of a server that is no laptop."""

# A stated time is not corrected; only the times of a clock that was off need a look at the body.
_AT = (
    "(e.at + iif(l.offset_ms = 0 OR json_type(CAST(e.body AS TEXT), '$.stated') = 'true', 0,"
    " l.offset_ms))"
)
_LOGS = f"""
SELECT log, min(at), max(at), sum(people_in), min(iif(people_in, at, NULL)),
  max(iif(people_in, at, NULL)), max(iif(people_out, at, NULL)) FROM (
  SELECT e.log, {_AT} AS at,
    iif(festival AND (kind IN ('in', 'walk_in') OR direction = 'in'), e.people, 0) AS people_in,
    iif(festival AND ((kind = 'out' AND entrance IS NOT NULL) OR direction = 'out'), e.people, 0)
      AS people_out
  FROM (SELECT *, coalesce(nullif(area, ''), 'festival') = 'festival' AND NOT EXISTS
      (SELECT 1 FROM entry u WHERE u.target = entry.hash AND u.kind = 'undo') AS festival,
      iif(kind = 'clicker', CAST(body AS TEXT) ->> '$.detail.direction', '') AS direction
    FROM entry WHERE event = ?1) e JOIN log l ON l.event = ?1 AND l.log = e.log
) GROUP BY log
"""  # noqa: S608  # our own SQL


def laptop_times(database: Database, event: str, stations: Stations) -> list[LaptopTimes]:
    """Return the laptops with entries, by name; `event` is hex. Call inside `snapshot`."""
    rows = database.execute(_LOGS, (bytes.fromhex(event),)).fetchall()
    by_log = {log.hex(): EntryTimes(*times) for log, *times in rows}
    known = [(one, _used_machines(stations, one.id, by_log)) for one in stations.known()]
    heard = [(one, machines) for one, machines in known if machines]
    names = unique_names((one.id, one.signed) for one, _ in heard)
    spares = {id_ for key in stations.enrolment_keys() if key.spare for id_ in key.joined}
    closing = DayClosing(database, event)
    lost, revoked = replacements(database, event), stations.revoked()
    found = [
        LaptopTimes(
            station=one.id,
            name=stations.own_name(one.id, machine) or names[one.id],
            copy=0 if stations.own_name(one.id, machine) else machine.copy,
            times=times,
            handed_in=machine.closed,
            replaced=_is_replaced(lost.get(one.id), times, names),
            revoked=one.id in revoked,
            unused=one.id in spares
            and not any(closing.has_door_entries(log.log, 0) for log in machine.logs),
            is_hub=one.role == _SERVER,
        )
        for one, machines in heard
        for machine, times in machines
    ]
    return sorted(found, key=lambda one: (one.name, one.copy, one.times.first))


def _used_machines(
    stations: Stations, station: str, by_log: Mapping[str, EntryTimes]
) -> list[tuple[Machine, EntryTimes]]:
    """Return the machines of a station with entries here, each with its times."""
    found = []
    for machine in stations.machines(station):
        times = [by_log[one.log] for one in machine.logs if one.log in by_log]
        if times:
            found.append((machine, _together(times)))
    return found


def _together(times: Sequence[EntryTimes]) -> EntryTimes:
    return EntryTimes(
        first=min(one.first for one in times),
        last=max(one.last for one in times),
        people=sum(one.people for one in times),
        first_in=min((one.first_in for one in times if one.first_in is not None), default=None),
        last_in=max((one.last_in for one in times if one.last_in is not None), default=None),
        last_out=max((one.last_out for one in times if one.last_out is not None), default=None),
    )


def _is_replaced(
    replacement: Replacement | None, times: EntryTimes, names: Mapping[str, str]
) -> bool:
    return (
        replacement is not None
        and replacement.by in names
        and replacement.whole
        and times.last <= replacement.at + SLACK_MS
    )
