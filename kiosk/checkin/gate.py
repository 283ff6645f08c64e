"""The gate of a station, from its own settings: area, entrance and direction."""

from dataclasses import dataclass

from kiosk.domain.event_settings import FESTIVAL, Event
from kiosk.domain.internal_settings import OWN_AREA, OWN_DIRECTION, OWN_ENTRANCE
from kiosk.domain.verdict import Direction
from kiosk.store.station_store import StationStore


@dataclass(frozen=True, slots=True)
class Gate:
    """The area, the entrance and the direction in which a station scans."""

    area: str
    entrance: str
    direction: Direction = Direction.IN


def own_gate(store: StationStore) -> Gate:
    """Return this station's gate; the first entrance if the event no longer has it.

    If the event scans no exits, an exit becomes a way in.
    """
    event = store.event()
    own = store.events.station_settings(event.id, store.keys.station)
    area = own.get(OWN_AREA, FESTIVAL)
    known_area = next((one for one in event.areas if one.name == area), event.areas[0])
    entrance, leaves = own.get(OWN_ENTRANCE), own.get(OWN_DIRECTION) == Direction.OUT
    return Gate(
        known_area.name,
        str(entrance) if entrance in known_area.entrances else known_area.entrances[0],
        Direction.OUT if leaves and event.rules.exits else Direction.IN,
    )


def chosen_entrance(store: StationStore, event: Event, area: str, given: str | None) -> str:
    """Return the entrance as given, else this station's own, else the area's first."""
    own = own_gate(store)
    return event.entrance(own.entrance if given is None and own.area == area else given, area)
