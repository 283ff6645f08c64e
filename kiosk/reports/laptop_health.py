"""The health of this laptop as values: battery, disk, clock, lists."""

from dataclasses import dataclass

from kiosk.domain.clock_check import ClockDoubt

LOW_DISK_MB = 500
"""With less free space a laptop needs a person."""
LOW_BATTERY_PERCENT = 20
"""At this charge, unplugged, a laptop needs a person."""


@dataclass(frozen=True, slots=True)
class Battery:
    """The charge of the battery, and whether it is charging."""

    percent: int
    plugged: bool


@dataclass(frozen=True, slots=True)
class ListInUse:
    """The version in use of a source's guest list, and when it was imported (ms UTC)."""

    source: str
    version: int
    at: int


@dataclass(frozen=True, slots=True)
class StationHealth:
    """The health of this station.

    `on_hold`: no door admits guests now. `operator`: the operator on duty, or empty. `unknown`:
    recent unknown codes. `clock_off_ms`: the known error of the clock, below 0 if it is behind.
    `clock_doubt`: the clock was set, and the right time is not known. `lost`: sources whose
    list is lost or damaged here. `trouble`: the key of the error that stops every write, or
    empty.
    """

    lists: tuple[ListInUse, ...]
    free_mb: int
    doors_open: bool = False
    on_hold: bool = False
    operator: str = ""
    battery: Battery | None = None
    clock_off_ms: int = 0
    clock_doubt: ClockDoubt | None = None
    unknown: int = 0
    lost: tuple[str, ...] = ()
    trouble: str = ""
