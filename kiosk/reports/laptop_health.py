"""The health of this laptop as values: battery, disk, clock, lists."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.clock_check import Doubt


@dataclass(frozen=True, slots=True)
class Battery:
    """How full it is, and whether it is being charged."""

    percent: int
    plugged: bool


@dataclass(frozen=True, slots=True)
class ListInUse:
    """A source's guest list as it is used here: its version, and when it was read (ms UTC)."""

    source: str
    version: int
    at: int


@dataclass(frozen=True, slots=True)
class StationHealth:
    """The guest lists, and the disk's room.

    `operator` is who stands here, empty as long as nobody said so. `unknown` codes came in a while
    ago. The clock is `clock_off_ms` wrong as far as is known, less than 0 where it is behind;
    `clock_doubt` is where it was set and nobody knows which time is right. `lost` are the sources
    whose list is gone or damaged here. `trouble` is the key of the error
    that stops every write to the file, such as one that was moved; empty for none.
    """

    lists: tuple[ListInUse, ...]
    free_mb: int
    doors_open: bool = False
    operator: str = ""
    battery: Battery | None = None
    clock_off_ms: int = 0
    clock_doubt: Doubt | None = None
    unknown: int = 0
    lost: tuple[str, ...] = ()
    trouble: str = ""
