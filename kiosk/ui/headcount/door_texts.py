"""The texts about all doors: the orders to them, and the laptops that a person must walk to."""

from collections.abc import Iterator

from kiosk.reports.door_orders import DoorOrders
from kiosk.reports.station_names import station_name
from kiosk.texts import Texts


def door_texts(orders: DoorOrders, words: Texts) -> tuple[str, ...]:
    """Return the state of the doors, then the laptops that are not aware of it."""
    return tuple(_sentences(orders, words))


def _sentences(orders: DoorOrders, words: Texts) -> Iterator[str]:
    if orders.hold:
        yield words.say("first_glance.on_hold")
    elif orders.all_open:
        yield words.say("first_glance.doors_open")
    else:
        return
    names = [station_name(station, words) for station in orders.silent]
    if len(names) == 1:
        yield words.say("first_glance.unaware", station=names[0])
    elif names:
        yield words.say("first_glance.unaware_all", stations=", ".join(names))
    if orders.never_seen:
        yield words.say("first_glance.unaware_more", count=orders.never_seen)
