"""The laptops of an event: the last news of each, and the guest lists that are here."""

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.domain.counting.station_status import StationStatus
from kiosk.domain.event_settings import Event
from kiosk.domain.internal_settings import OWN_ENTRANCE
from kiosk.store.journal.replicas import Replicas
from kiosk.store.list_holders import current_contents, held_by_laptop
from kiosk.store.sqlite.database import snapshot
from kiosk.store.station_store import StationStore
from kiosk.store.stations.day_closing import DayClosing
from kiosk.store.stations.events import ListInfo


@dataclass(frozen=True, slots=True)
class Laptop:
    """A laptop, its own entrance (or empty), and how many people it let in.

    `handed_in`: its day was closed and handed in. `clock_off_ms`: what to add to its clock, as far
    as known. `operator` is on duty there, empty if none or unknown. `lists_current`: it has all
    lists that are in use; None if it reported none yet.
    """

    status: StationStatus
    entrance: str
    people: int = 0
    handed_in: bool = False
    clock_off_ms: int = 0
    operator: str = ""
    lists_current: bool | None = None


@dataclass(frozen=True, slots=True)
class Laptops:
    """All laptops at `as_of` (ms UTC); `missing` were announced but never seen.

    `known_lists` are the versions in the journal by source, `lists` the ones that are here.
    `clock_wrong_ms`: the least error of this clock if that is too much; below 0: ahead. `spare`:
    this laptop made no scan yet and replaces no other. `only_here`: this laptop's entries that
    exist nowhere else.
    """

    event: Event
    as_of: int
    laptops: tuple[Laptop, ...]
    missing: int
    lists: tuple[ListInfo, ...]
    known_lists: Mapping[str, int]
    clock_wrong_ms: int | None = None
    spare: bool = False
    only_here: int = 0


def laptops(
    store: StationStore, now: int, done: Mapping[tuple[str, str], tuple[int, bool]]
) -> Laptops:
    """Return the laptops at `now` (ms UTC).

    `done`: by station and machine, how many people it let in, and whether it handed in.
    """
    with snapshot(store.database):
        event = store.event()
        statuses = store.stations.statuses(now, None)
        lost = {one.source for one in store.manifests.missing()}
        reported = {each.id for each in statuses if each.is_laptop and not each.revoked}
        waited_for = store.stations.announced() - store.stations.spares_apart(now)
        held, current = held_by_laptop(store), current_contents(store)
        return Laptops(
            event=event,
            as_of=now,
            laptops=tuple(
                Laptop(
                    each,
                    _entrance(store, each.id),
                    *done.get((each.id, each.machine), (0, False)),
                    clock_off_ms=_clock_off_ms(store, each),
                    operator=_operator(store, each.id),
                    lists_current=current <= held[each.id] if each.id in held else None,
                )
                for each in statuses
            ),
            missing=max(0, waited_for - len(reported)),
            lists=tuple(one for one in store.events.lists(event.id) if one.source not in lost),
            known_lists={source: one.version for source, one in store.manifests.current().items()},
            clock_wrong_ms=store.clocks.wrong_by_ms(),
            spare=_is_spare(store, statuses),
            only_here=Replicas(store.database, store.keys.event).count_only_here(
                store.keys.station
            ),
        )


def _is_spare(store: StationStore, statuses: tuple[StationStatus, ...]) -> bool:
    closing = DayClosing(store.database, store.keys.event)
    logs = [log for one in store.stations.machines(store.keys.station) for log in one.logs]
    replaces = any(one.this and one.replaces for one in statuses)
    return not replaces and not any(closing.has_door_entries(log.log, 0) for log in logs)


def _clock_off_ms(store: StationStore, status: StationStatus) -> int:
    """Return the clock offset of the log that a machine wrote last, in ms."""
    machines = store.stations.machines(status.id)
    logs = [log for one in machines if one.id == status.machine for log in one.logs]
    newest = max(logs, key=lambda one: (one.opened, one.log), default=None)
    return store.history.author(newest.log).offset_ms if newest else 0


def _operator(store: StationStore, station: str) -> str:
    duty = store.operators.on_duty(station)
    return duty.operator.name if duty else ""


def _entrance(store: StationStore, station: str) -> str:
    entrance = store.events.station_settings(store.keys.event, station).get(OWN_ENTRANCE)
    return entrance if isinstance(entrance, str) else ""
