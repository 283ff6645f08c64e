"""The orders to all doors, and the laptops that cannot have received them."""

from dataclasses import dataclass

from kiosk.domain.counting.station_status import StationStatus
from kiosk.domain.event_settings import Rules
from kiosk.domain.headcount import Headcount


@dataclass(frozen=True, slots=True)
class DoorOrders:
    """`hold`: no door lets guests in. `all_open`: all doors let guests in before their time.

    `silent` are the laptops without recent news; `never_seen` others were never seen.
    """

    hold: bool
    all_open: bool
    silent: tuple[StationStatus, ...] = ()
    never_seen: int = 0


def door_orders(rules: Rules, count: Headcount) -> DoorOrders:
    """Return the orders of the event's rules, and the silent laptops of a headcount."""
    return DoorOrders(rules.hold, rules.all_doors_open, count.silent_stations, count.never_seen)
