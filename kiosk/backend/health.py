"""Reads the health of this station: lists, disk, clock, battery."""

import shutil
from pathlib import Path

from kiosk.checkin.recent_activity import RecentActivity
from kiosk.checkin.shifts import Shifts
from kiosk.domain.internal_settings import DOORS_OPEN
from kiosk.errors import KioskError
from kiosk.reports.clock_report import checked_clock
from kiosk.reports.laptop_health import Battery, ListInUse, StationHealth
from kiosk.runtime.battery import battery_charge
from kiosk.store.sqlite.database import DatabaseError, file_trouble
from kiosk.store.station_store import StationStore

_MB = 2**20


def station_health(store: StationStore, folder: Path) -> StationHealth:
    """Return the health of the station of this store; its file is in `folder`."""
    trouble = file_trouble(store.database)
    try:
        return _read(store, folder, trouble)
    except (KioskError, DatabaseError):
        if not trouble:
            raise
        return StationHealth(lists=(), free_mb=_free_mb(folder), trouble=trouble)


def _read(store: StationStore, folder: Path, trouble: str) -> StationHealth:
    event, station = store.keys.event, store.keys.station
    own = store.events.station_settings(event, station)
    shift = Shifts(store).on_duty()
    clock = checked_clock(store)
    return StationHealth(
        lists=tuple(
            ListInUse(one.source, one.version, one.at) for one in store.events.lists(event)
        ),
        free_mb=_free_mb(folder),
        doors_open=own.get(DOORS_OPEN) is True,
        on_hold=store.event().rules.hold,
        operator=shift.operator.name if shift else "",
        battery=battery(),
        unknown=RecentActivity(store).unknown(store.journal.now()),
        clock_off_ms=clock.off_ms,
        clock_doubt=clock.doubt,
        lost=tuple(one.source for one in store.manifests.missing()),
        trouble=trouble,
    )


def _free_mb(folder: Path) -> int:
    existing = next((one for one in (folder, *folder.parents) if one.exists()), folder)
    return shutil.disk_usage(existing).free // _MB


def battery() -> Battery | None:
    """Return the charge of the battery; None without a battery or a reading."""
    charge = battery_charge()
    return Battery(*charge) if charge is not None else None
