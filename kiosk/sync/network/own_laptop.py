"""The functions of its own laptop that a live link needs, apart from the store."""

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.store.station_store import StationStore
from kiosk.sync.network.presence import Charge


@dataclass(frozen=True, slots=True)
class OwnLaptop:
    """`charge` returns that of the battery; `each_second` is called while the link is up."""

    charge: Callable[[], Charge | None] = lambda: None
    each_second: Callable[[StationStore], None] = lambda _: None
