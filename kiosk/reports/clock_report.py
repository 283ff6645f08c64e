"""Checks this laptop's clock with the data of its own store."""

from kiosk.clock import LEFT_MS
from kiosk.domain.clock_check import ClockCheck, ClockHistory, ClockSetting, check_clock
from kiosk.store.journal.clock_offsets import LogClockSetting
from kiosk.store.journal.recent_entries import RecentEntries
from kiosk.store.station_store import StationStore


def checked_clock(store: StationStore) -> ClockCheck:
    """Check the clock against other laptops, earlier settings and the day of the event."""
    logs = store.clocks.clock_settings(store.keys.station, store.stations.machine)
    off_ms = _known_offset_ms(logs, store.clocks.anchor())
    return ClockCheck(off_ms) if off_ms else check_clock(store.event(), _trail(store, logs))


def _known_offset_ms(logs: list[LogClockSetting], anchor: int) -> int:
    """Return the error of the clock by other laptops, if it was not set since, in ms."""
    off = [-one.offset_ms for one in logs if abs(one.anchor - anchor) <= LEFT_MS]
    return off[-1] if off else 0


def _trail(store: StationStore, logs: list[LogClockSetting]) -> ClockHistory:
    now = store.journal.now()
    anchor, unset = store.clocks.anchor(), store.clocks.watch.unset()
    wrote = RecentEntries(store.database, store.keys.event).newest_time_after(
        store.keys.station, now
    )
    settings = [ClockSetting(one.anchor, one.opened) for one in logs]
    started = ClockSetting(anchor - (now - unset), now)
    return ClockHistory(
        now, anchor, unset, store.clocks.watch.unchanged_ms(), [*settings, started], wrote
    )
